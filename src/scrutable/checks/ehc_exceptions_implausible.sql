/*
title    = "A year in which half of the EHC plans are exceptions"
asks     = "Is an exception said of half or more of the plans issued in a calendar year?"
why      = "Plans with a statutory exception are left out of the plans within 20 weeks. DfE says in a note of its 2024 figures that two councils had marked every plan: what is left then says nothing."
touches  = ["ehc_plans_within_20_weeks", "ehc_drafts_within_16_weeks", "ehc_exceptions"]
do       = "Check how the exception is entered: it is for the four reasons of reg 10(4), and not a default."
sentence = "{n} {n:plan|plans} marked as an exception in a year in which half or more are"
source   = "Note to DfE's SEN2 figures for 2024 on Dorset and City of London. Half of at least 10 plans is our own line: in England 7% had an exception in 2019"
needs    = ["ehc_plan.exception"]
*/
-- Of fewer than 10 plans half may be chance. Each plan that is marked in such a year is listed.
with year_of as (
    select
        authority,
        year(issued) as year_issued,
        count(*) as plans,
        sum(case when exception then 1 else 0 end) as exceptions
    from ehc_plan
    where issued is not null
    group by authority, year(issued)
)
select
    e.authority,
    'ehc_plan' as table_name,
    e.plan_id as row_id,
    e.child_id,
    e.issued as first_day,
    e.issued as last_day,
    e.issued,
    y.exceptions,
    y.plans
from ehc_plan e
join year_of y on y.authority = e.authority and y.year_issued = year(e.issued)
where e.exception and y.plans >= 10 and 2 * y.exceptions >= y.plans
