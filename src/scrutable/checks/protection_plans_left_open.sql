/*
title    = "Child protection plans left open after a later one ended"
asks     = "Is an earlier plan still open of a child whose last plan has ended?"
why      = "The child is no longer on a plan and is still counted on one: a plan that was never ended stays on the list, and becomes one of over two years."
touches  = [
    "children_on_protection_plans", "child_protection_plan_rate", "protection_plans_over_2_years_open",
    "child_protection_visits_in_time", "protection_reviews_in_time",
]
do       = "End the earlier plan on the day on which the conference ended it, or delete it if it was entered twice."
sentence = "{n} {n:plan|plans} left open of a child whose last plan has ended"
source   = "CIN census queries 8935 and 8940, as published code that checks the return words them"
*/
-- The last plan by its first day; of two of one day the one that is open. Another council's plan is no plan of ours.
with own as (
    select
        authority,
        plan_id,
        child_id,
        started,
        ended,
        row_number() over (
            partition by child_id
            order by
                started desc nulls last,
                coalesce(ended, cast('9999-12-31' as date)) desc nulls last,
                plan_id nulls last
        ) as nth
    from cp_plan
    where coalesce(other_authority, false) = false
)
select
    n.authority,
    'cp_plan' as table_name,
    n.plan_id as row_id,
    n.child_id,
    l.ended as first_day,
    cast(null as date) as last_day,
    n.started,
    l.plan_id as last_plan,
    l.ended as last_ended
from own n
join own l on l.child_id = n.child_id and l.nth = 1
where n.nth > 1 and n.ended is null and l.ended is not null
