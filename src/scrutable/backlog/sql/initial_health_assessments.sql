-- From the day a time in care begins to the first health assessment: the entries of initial_health_assessments_in_time,
-- whose definition says how a chain of episodes is told. A child who leaves care first no longer waits.
with episode as (
    select
        *,
        coalesce(ended, lead(started) over w, cast('9999-12-31' as date)) as until,
        row_number() over w as number
    from care_episode
    where coalesce(legal_status, '') not in ('V3', 'V4')
    window w as (partition by child_id order by started nulls last, ended nulls last, episode_id nulls last)
),
linked as (
    select
        *,
        max(until) over (
            partition by child_id order by number nulls last rows between unbounded preceding and 1 preceding
        ) as until_before
    from episode
),
numbered as (
    select
        *,
        sum(case when until_before >= started then 0 else 1 end) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as stay
    from linked
),
looked_after as (
    select
        *,
        min(started) over (partition by child_id, stay) as since,
        max(until) over (partition by child_id, stay) as until_last
    from numbered
),
entry as (
    select *, add_working_days(since, 20) as due
    from looked_after
    where (until_before is null or until_before < started) and coalesce(start_reason, 'S') = 'S'
),
assessed as (
    select distinct child_id, done
    from care_health
    where kind = 'health assessment' and done is not null
        and coalesce(status, 'yes') not in ('no', 'Planned', 'Refused', 'Cancelled')
),
first_assessed as (
    select e.episode_id, min(a.done) as done
    from entry e
    join assessed a on a.child_id = e.child_id and a.done >= add_months(e.since, -3)
    group by e.episode_id
),
told as (
    select
        e.episode_id,
        e.since,
        e.due,
        -- One held in the three months before counts: nobody waits for another. (greatest passes over a null.)
        case when f.done is not null then greatest(f.done, e.since) end as done,
        case when e.until_last <= t.known_on then e.until_last end as left_care
    from entry e
    left join first_assessed f on f.episode_id = e.episode_id
    cross join today t
    where exists (select 1 from assessed)
)
select
    episode_id as case_id,
    since as came,
    due,
    least(done, left_care) as gone,
    case when done <= coalesce(left_care, done) then 'done' when left_care is not null then 'left care' end as how,
    done <= due as met,
    -- As in the indicator: of a child who left before the limit nothing was due.
    coalesce(left_care <= due, false) as apart,
    'new' as entry
from told
