/*
title    = "EHC requests and plans of an impossible age"
asks     = "Was every child born, and under 25, when an EHC plan was asked for or issued?"
why      = "A plan is for a child or young person from birth to 25. With an impossible age the birth date is wrong, or the plan is entered under somebody else."
touches  = [
    "ehc_requests", "ehc_plans_issued", "ehc_plans_within_20_weeks", "ehc_plans_within_20_weeks_including_exceptions",
    "ehc_plans_open", "ehc_requests_refused", "ehc_decisions_within_6_weeks",
]
do       = "Check the birth date and whose request or plan it is."
sentence = "{n} {n:request or plan|requests or plans} before birth or after the 25th birthday"
source   = "Children and Families Act 2014, sections 36, 37 and 83: a child, or a young person under 25"
optional = ["ehc_plan", "ehc_request"]
*/
select
    r.authority, 'ehc_request' as table_name, r.request_id as row_id, r.child_id, r.received as first_day,
    r.received as last_day, r.received as happened, c.birth_date
from ehc_request r
join child c on c.child_id = r.child_id
where r.received < c.birth_date or r.received >= add_months(c.birth_date, 300)
union all
select
    e.authority, 'ehc_plan' as table_name, e.plan_id as row_id, e.child_id, e.issued as first_day, e.ceased as last_day,
    e.issued as happened, c.birth_date
from ehc_plan e
join child c on c.child_id = e.child_id
where e.issued < c.birth_date or e.issued >= add_months(c.birth_date, 300)
