/*
title    = "Care that has ended by one episode and goes on by another"
asks     = "Is an earlier episode still open of a child whose last one ended for good?"
why      = "The records say both that the child left care and that the child is in it. The figures take the end: if care goes on, the child is missing from them."
touches  = [
    "children_in_care", "children_in_care_rate", "three_or_more_placements", "long_term_stability",
    "placed_over_20_miles_away_outside_area", "care_reviews_in_time", "care_visits_in_time",
]
do       = "Find out whether the child is in care. End the earlier episode on the day on which the next began, or take back the end of the last."
sentence = "{n} care {n:episode|episodes} left open of a child whose care has ended"
source   = "SSDA903 validation rule 142, as published code that checks the return words it"
*/
-- The figures read an episode that was never ended as ended when the next begins. The last episode by its first day; of two of one day the one that is open, so that an end is not taken for the last.
with placed as (
    select
        authority,
        episode_id,
        child_id,
        started,
        ended,
        end_reason,
        row_number() over (
            partition by child_id
            order by
                started desc nulls last,
                coalesce(ended, cast('9999-12-31' as date)) desc nulls last,
                episode_id nulls last
        ) as nth
    from care_episode
)
select
    e.authority,
    'care_episode' as table_name,
    e.episode_id as row_id,
    e.child_id,
    l.ended as first_day,
    cast(null as date) as last_day,
    e.started,
    l.episode_id as last_episode,
    l.ended as care_ended
from placed e
join placed l on l.child_id = e.child_id and l.nth = 1
where e.nth > 1 and e.ended is null and l.ended is not null and coalesce(l.end_reason, '') <> 'X1'
