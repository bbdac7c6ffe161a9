/*
title    = "Child protection plans without a conference"
asks     = "Was there an initial conference on the day on which each child protection plan began?"
why      = "Only a conference makes a plan, on its day. The core group is timed from it; a plan without one, or of another day, is a wrong date or a missing record."
touches  = ["core_groups_within_10_working_days", "repeat_protection_plans"]
do       = "Find the conference in the case system and enter it, or put right the day on which the plan began."
sentence = "{n} {n:plan|plans} that began on a day without an initial conference"
source   = "CIN census query 2885, as published code that checks the return words it"
*/
-- Only where the records of conferences reach back to the day. Another council's plan was made elsewhere.
with held as (
    select distinct child_id, held
    from conference
)
select
    n.authority,
    'cp_plan' as table_name,
    n.plan_id as row_id,
    n.child_id,
    n.started as first_day,
    n.ended as last_day,
    n.started
from cp_plan n
left join held c on c.child_id = n.child_id and c.held = n.started
left join records k on k.authority = n.authority and k.table_name = 'conference'
where c.held is null
    and coalesce(n.other_authority, false) = false
    and (k.begins is null or n.started >= k.begins)
