/*
title    = "Child protection plans without a category of abuse"
asks     = "Does every child protection plan say for which category of abuse it was made?"
why      = "A plan is made for one category, which is what the figures are broken down by. Without it a plan falls under not recorded."
touches  = ["children_on_protection_plans", "repeat_protection_plans", "repeat_protection_plans_within_2_years"]
do       = "Enter the category that the conference decided on: neglect, physical, sexual or emotional abuse, or several."
sentence = "{n} {n:plan|plans} without a category of abuse"
source   = "CIN census queries 8905 and 8910, as published code that checks the return words them"
needs    = ["cp_plan.first_category"]
*/
-- Not of another council's plan, whose papers may be elsewhere. Where a source never gives a category nothing is asked.
select
    authority, 'cp_plan' as table_name, plan_id as row_id, child_id, started as first_day, ended as last_day, started, ended,
    first_category, latest_category
from cp_plan
where coalesce(other_authority, false) = false
    and (first_category is null or first_category not in ('NEG', 'PHY', 'SAB', 'EMO', 'MUL'))
