/*
title    = "Reviews of children who were not in care"
asks     = "Was every review of a looked after child held while the child was in care?"
why      = "Each review is timed from the last. One of another time moves the next due date, so a child may look reviewed late or in time who was not."
touches  = ["care_reviews_in_time", "care_visits_in_time"]
do       = "Put right the day of the review, or enter the episode of care that is missing."
sentence = "{n} {n:review|reviews} held while the child was not in care"
source   = "Care Planning, Placement and Case Review (England) Regulations 2010, reg 33: reviews are of a looked after child's case"
*/
-- The days of an episode include its first and its last. Only where the records of care reach back to the review.
with seen as (
    select
        r.authority,
        r.review_id,
        r.child_id,
        r.held,
        bool_or(coalesce(r.held >= e.started and (e.ended is null or r.held <= e.ended), false)) as is_within
    from care_review r
    left join care_episode e on e.child_id = r.child_id
    group by r.authority, r.review_id, r.child_id, r.held
)
select
    s.authority, 'care_review' as table_name, s.review_id as row_id, s.child_id, s.held as first_day, s.held as last_day, s.held
from seen s
left join records k on k.authority = s.authority and k.table_name = 'care_episode'
where not s.is_within and (k.begins is null or s.held >= k.begins)
