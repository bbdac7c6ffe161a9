/*
title    = "Missing episodes that end before they begin"
asks     = "Did every child who went missing return after going?"
why      = "How long the child was away is not known, and the 72 hours for the return interview run from a moment that cannot be right."
touches  = [
    "missing_episodes", "children_missing", "children_in_care_missing", "missing_episodes_from_care",
    "share_of_ten_most_missing", "away_without_authorisation",
    "return_interviews_within_72_hours",
]
do       = "Look up when the child went and when the child was found, and put the wrong one right."
sentence = "{n} {n:episode|episodes} with a return before the child went missing"
source   = "SSDA903 validation rule 567, as published code that checks the return words it"
*/
select
    authority, 'missing_episode' as table_name, episode_id as row_id, child_id, cast(returned as date) as first_day,
    cast(began as date) as last_day, began, returned
from missing_episode
where returned < began
