-- The assessment, not the help that follows. An episode that ends without its assessment leaves the queue that day.
select
    e.episode_id as case_id,
    e.assessment_started as came,
    add_working_days(e.assessment_started, cast(k.amount as int)) as due,
    coalesce(e.assessment_completed, e.ended) as gone,
    case when e.assessment_completed is not null then 'done' when e.ended is not null then 'ended before' end as how,
    working_days_between(e.assessment_started, e.assessment_completed) <= k.amount as met,
    false as apart,
    'new' as entry
from early_help_episode e
left join local_rule k on k.authority = e.authority and k.rule = 'assessment_working_days'
where e.assessment_started is not null or e.assessment_completed is not null
