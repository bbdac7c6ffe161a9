/*
title    = "Care episodes that end before they begin"
asks     = "Does any episode of care end before the day it began?"
why      = "Such an episode is open on no day: its child drops out of the children in care, and its placement is not counted."
touches  = [
    "children_in_care", "children_in_care_rate", "three_or_more_placements", "long_term_stability",
    "placed_over_20_miles_away_outside_area", "care_reviews_in_time", "care_visits_in_time",
]
do       = "Look up both dates (DECOM and DEC) in the case system and put the wrong one right."
sentence = "{n} care {n:episode that ends before it begins|episodes that end before they begin}"
source   = "SSDA903 Episodes: DEC is the day on which what DECOM began ceased"
*/
select
    authority, 'care_episode' as table_name, episode_id as row_id, child_id, ended as first_day, started as last_day, started,
    ended
from care_episode
where ended < started
