/*
title    = "Children with two child protection plans open at once"
asks     = "Has any child two child protection plans open on the same day?"
why      = "A child can have one plan at a time. Of two at once both fall due for visits and reviews, and the second looks like a repeat."
touches  = [
    "repeat_protection_plans", "repeat_protection_plans_within_2_years", "child_protection_visits_in_time",
    "protection_reviews_in_time", "protection_plans_over_2_years_open",
]
do       = "Find out which plan is the right one; end the other on its last day, or delete it if it was entered twice."
sentence = "{n} {n:plan|plans} of a child with another plan open at the same time"
source   = "CIN census queries 8935 and 8940, as published code that checks the return words them"
*/
-- Both plans of a pair are listed, for either may be the wrong one; they bear on the days they have in common. A plan may
-- begin on the day on which another ends. Another council's plan that is held for information is no second plan, and
-- one that ends before it begins has a check of its own.
with own as (
    select authority, plan_id, child_id, started, ended, coalesce(ended, cast('9999-12-31' as date)) as until
    from cp_plan
    where coalesce(other_authority, false) = false and (ended is null or ended >= started)
)
select
    a.authority,
    'cp_plan' as table_name,
    a.plan_id as row_id,
    a.child_id,
    min(greatest(a.started, b.started)) as first_day,
    nullif(max(least(a.until, b.until)), cast('9999-12-31' as date)) as last_day,
    a.started,
    a.ended,
    min(b.plan_id) as other_plan
from own a
join own b on b.child_id = a.child_id and b.plan_id <> a.plan_id
where a.started < b.until and b.started < a.until
group by a.authority, a.plan_id, a.child_id, a.started, a.ended
