/*
title    = "Missing episodes that overlap"
asks     = "Did a child go missing who had not come back from the last time?"
why      = "One time away is counted as two episodes, and the return and its interview belong to only one of them."
touches  = [
    "missing_episodes", "children_missing", "children_in_care_missing", "missing_episodes_from_care",
    "share_of_ten_most_missing", "away_without_authorisation",
    "return_interviews_offered", "return_interviews_completed", "return_interviews_within_72_hours",
]
do       = "Join the two where it was one time away, or enter when the child came back from the first."
sentence = "{n} {n:episode|episodes} of a child who was away already"
source   = "A child cannot go missing twice without having come back"
*/
-- Both of a pair are listed, for either may be wrong; they bear on the days they have in common. One may begin at the
-- minute at which another ends. One that ends before it begins has a check of its own.
with ordered as (
    select authority, episode_id, child_id, began, returned, coalesce(returned, cast('9999-12-31' as timestamp)) as until
    from missing_episode
    where returned is null or returned >= began
)
select
    a.authority,
    'missing_episode' as table_name,
    a.episode_id as row_id,
    a.child_id,
    cast(min(greatest(a.began, b.began)) as date) as first_day,
    nullif(cast(max(least(a.until, b.until)) as date), cast('9999-12-31' as date)) as last_day,
    a.began,
    a.returned,
    min(b.episode_id) as other_episode
from ordered a
join ordered b on b.child_id = a.child_id and b.episode_id <> a.episode_id
where a.began < b.until and b.began < a.until
group by a.authority, a.episode_id, a.child_id, a.began, a.returned
