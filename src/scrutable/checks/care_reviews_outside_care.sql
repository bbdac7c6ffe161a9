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
with within as (
    select distinct r.review_id
    from care_review r
    join care_episode e on e.child_id = r.child_id and r.held >= e.started and (e.ended is null or r.held <= e.ended)
)
select
    r.authority, 'care_review' as table_name, r.review_id as row_id, r.child_id, r.held as first_day, r.held as last_day, r.held
from care_review r
left join within w on w.review_id = r.review_id
left join records k on k.authority = r.authority and k.table_name = 'care_episode'
where w.review_id is null and (k.begins is null or r.held >= k.begins)
