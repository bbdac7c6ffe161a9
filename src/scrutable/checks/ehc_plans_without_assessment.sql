/*
title    = "EHC plans of children without an assessment"
asks     = "Is there an assessment for every child for whom a plan was issued?"
why      = "A plan comes of an assessment. Without one the 20 weeks and the queue do not add up: what was asked for, what is open, what was issued."
touches  = ["ehc_assessments_open", "ehc_assessments_overdue", "ehc_assessments_open_age", "ehc_no_plan_within_16_weeks", "ehc_appeal_rate"]
do       = "Enter the assessment that is missing; or, if the plan came with the child from another council, say so on the request."
sentence = "{n} {n:plan|plans} of a child without an assessment"
source   = "Children and Families Act 2014, section 37: a plan where, in the light of an assessment, it is necessary"
optional = ["ehc_request"]
*/
-- By the child, for plans and assessments may come from sources that number them differently; and only of plans issued a
-- year or more after the records of assessments begin, whose assessment would be among them. A child who moved in with a
-- plan was assessed elsewhere.
with assessed as (
    select distinct child_id
    from ehc_assessment
),
moved as (
    select distinct child_id
    from ehc_request
    where moved_in
)
select
    e.authority,
    'ehc_plan' as table_name,
    e.plan_id as row_id,
    e.child_id,
    e.requested as first_day,
    e.ceased as last_day,
    e.requested,
    e.issued
from ehc_plan e
left join assessed a on a.child_id = e.child_id
left join moved m on m.child_id = e.child_id
left join records k on k.authority = e.authority and k.table_name = 'ehc_assessment'
where e.issued is not null
    and a.child_id is null
    and m.child_id is null
    and (k.begins is null or e.issued >= add_months(k.begins, 12))
