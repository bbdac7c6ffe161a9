-- From the start to the manager's authorisation; nothing else is recorded that would end an assessment.
select
    assessment_id as case_id,
    started as came,
    add_working_days(started, 45) as due,
    completed as gone,
    case when completed is not null then 'done' end as how,
    working_days_between(started, completed) <= 45 as met,
    false as apart,
    'new' as entry
from assessment
