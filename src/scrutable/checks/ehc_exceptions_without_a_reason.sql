/*
title    = "EHC exceptions without a reason"
asks     = "Is a reason recorded for every plan that is marked as an exception?"
why      = "The mark alone takes a plan out of the plans within 20 weeks. The regulations allow it for four reasons only."
touches  = ["ehc_plans_within_20_weeks", "ehc_drafts_within_16_weeks", "ehc_exceptions"]
do       = "Enter which of the four reasons it was (a, b, c or d of reg 10(4)) and its days; or take the mark away."
sentence = "{n} {n:plan|plans} marked as an exception without a reason"
source   = "SEND Regulations 2014, regs 10(4) and 13(3): a closed list"
needs    = ["ehc_plan_exception.reason"]
*/
-- Asked only where the council keeps reasons at all: the SEN2 return holds the mark and no reason.
with told as (
    select distinct plan_id
    from ehc_plan_exception
    where reason is not null
)
select
    e.authority, 'ehc_plan' as table_name, e.plan_id as row_id, e.child_id, e.issued as first_day, e.issued as last_day, e.issued
from ehc_plan e
left join told t on t.plan_id = e.plan_id
where e.exception and e.exception_reason is null and t.plan_id is null
