/*
title    = "Visits while no plan was open"
asks     = "Was every visit that is entered under a plan made while the plan was open?"
why      = "A visit counts for the plan that was open on its day. One dated before the plan began or after it ended answers no visit that was due, so a visit that was made looks missed."
touches  = [
    "child_protection_visits_in_time", "protection_visits_recorded_in_time", "protection_visits_days_to_record",
    "protection_visits_seen_alone", "child_in_need_visits_in_time",
]
do       = "Put right the day of the visit or the days of the plan; or enter the visit under the plan it belonged to."
sentence = "{n} {n:visit|visits} made while the plan was not open"
source   = "The definitions themselves: a visit belongs to the plan that was open on its day"
optional = ["cin_visit", "cin_plan", "cp_visit", "cp_plan"]
*/
-- A child protection visit that names no plan belongs to whichever was open that day, and fails where none was; only on
-- days for which the records of plans are complete. Other visits to a child in need may come before any plan.
with within as (
    select distinct v.visit_id
    from cp_visit v
    join cp_plan n on n.child_id = v.child_id and v.made >= n.started and (n.ended is null or v.made <= n.ended)
    where v.plan_id is null or v.plan_id = n.plan_id
)
select
    v.authority, 'cp_visit' as table_name, v.visit_id as row_id, v.child_id, v.made as first_day, v.made as last_day, v.made,
    v.plan_id
from cp_visit v
left join within w on w.visit_id = v.visit_id
left join records k on k.authority = v.authority and k.table_name = 'cp_plan'
where w.visit_id is null and (k.begins is null or v.made >= k.begins)
union all
select
    v.authority, 'cin_visit' as table_name, v.visit_id as row_id, v.child_id, v.made as first_day, v.made as last_day, v.made,
    v.plan_id
from cin_visit v
join cin_plan n on n.plan_id = v.plan_id
where v.made < n.started or v.made > n.ended
