/*
title    = "Care episodes that go on and are followed by none"
asks     = "Where an episode ended because care went on otherwise, does the next begin on the same day?"
why      = "A gap breaks one time in care into two: the child seems to have left and come back, and how long a placement has lasted starts again."
touches  = [
    "children_in_care", "children_in_care_rate", "three_or_more_placements", "long_term_stability",
    "care_reviews_in_time",
]
do       = "Enter the episode that is missing, put right the day on which the next began, or give the reason for which care ended."
sentence = "{n} care {n:episode|episodes} said to go on and followed by none on the day"
source   = "SSDA903 code X1: the episode ceases, and a new one begins on the same day because the child remains in care"
needs    = ["care_episode.end_reason"]
*/
-- It bears from the day on which the next should have begun.
with begun as (
    select distinct child_id, started
    from care_episode
)
select
    e.authority,
    'care_episode' as table_name,
    e.episode_id as row_id,
    e.child_id,
    e.ended as first_day,
    cast(null as date) as last_day,
    e.started,
    e.ended,
    e.end_reason
from care_episode e
left join begun b on b.child_id = e.child_id and b.started = e.ended
where e.end_reason = 'X1' and e.ended is not null and b.started is null
