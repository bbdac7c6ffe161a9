/*
title    = "Plans that end before they begin"
asks     = "Does any child in need or child protection plan end before the day it began?"
why      = "Such a plan is never open, so its child drops out of the children on plans and no visit to the child falls due."
touches  = [
    "children_on_protection_plans", "child_protection_plan_rate", "protection_plans_over_2_years_open",
    "protection_plans_over_2_years_ended", "repeat_protection_plans_within_2_years", "child_protection_visits_in_time",
    "child_in_need_visits_in_time", "protection_reviews_in_time",
]
do       = "Look up both dates in the case system and put the wrong one right."
sentence = "{n} {n:plan that ends before it begins|plans that end before they begin}"
source   = "CIN census queries 8925 and 4011, as published code that checks the return words them"
optional = ["cin_plan", "cp_plan"]
*/
-- A plan that ends on the day it began is short and possible. It bears on the days between its two dates.
select
    authority, 'cp_plan' as table_name, plan_id as row_id, child_id, ended as first_day, started as last_day, started, ended
from cp_plan
where ended < started
union all
select
    authority, 'cin_plan' as table_name, plan_id as row_id, child_id, ended as first_day, started as last_day, started, ended
from cin_plan
where ended < started
