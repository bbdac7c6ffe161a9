/*
title    = "Children in care of an impossible age"
asks     = "Was every child in care born by then and under 18?"
why      = "A child stops being looked after on the 18th birthday. Who stays on the list after it, or was not born, is one child too many in care."
touches  = [
    "children_in_care", "children_in_care_rate", "three_or_more_placements", "long_term_stability",
    "placed_over_20_miles_away_outside_area", "care_reviews_in_time", "care_visits_in_time",
    "health_assessments_up_to_date", "dental_checks_up_to_date",
]
do       = "Check the birth date first. If it is right, end the episode on the 18th birthday or put right the day it began."
sentence = "{n} care {n:episode|episodes} before birth or after the 18th birthday"
source   = "Children Act 1989, sections 22 and 105 (a child is under 18); SSDA903 validation rule 302: first episode before birth"
*/
-- An episode may end on the birthday. One that is still open fails once the records have been changed after it: there is
-- no other today in them.
with latest as (
    select max(cast(known_from as date)) as day
    from care_episode
)
select
    e.authority,
    'care_episode' as table_name,
    e.episode_id as row_id,
    e.child_id,
    e.started as first_day,
    e.ended as last_day,
    e.started,
    e.ended,
    c.birth_date
from care_episode e
join child c on c.child_id = e.child_id
cross join latest l
where e.started < c.birth_date
    or e.started >= add_months(c.birth_date, 216)
    or coalesce(e.ended, l.day) > add_months(c.birth_date, 216)
