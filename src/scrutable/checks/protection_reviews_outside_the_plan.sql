/*
title    = "Review conferences outside the plan that they review"
asks     = "Was every review conference held after its plan began and not after it ended?"
why      = "The next review is timed from the last one. A review of another time hides that one is late, or makes one look late."
touches  = ["protection_reviews_in_time"]
do       = "Put right the day of the review, or the plan that it is entered under."
sentence = "{n} {n:review|reviews} held before the plan began or after it had ended"
source   = "CIN census query 8841, as published code that checks the return words it: not on or before the day the plan began"
*/
-- By the plan that the review names. A review on the last day may be the one that ended the plan.
select
    r.authority, 'cp_review' as table_name, r.review_id as row_id, r.child_id, r.held as first_day, r.held as last_day, r.held,
    n.plan_id, n.started, n.ended
from cp_review r
join cp_plan n on n.plan_id = r.plan_id
where r.held <= n.started or r.held > n.ended
