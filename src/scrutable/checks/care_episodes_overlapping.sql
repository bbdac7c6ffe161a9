/*
title    = "Care episodes that overlap"
asks     = "Does an episode of care begin before the day on which the child's last one ended?"
why      = "A child is in one placement under one legal status at a time. Where one ends after the next began, which of the two dates is wrong decides how long a placement has lasted."
touches  = [
    "three_or_more_placements", "long_term_stability", "placed_over_20_miles_away_outside_area",
]
do       = "Put right the day on which the earlier episode ended or the next began, or delete the one that was entered twice."
sentence = "{n} care {n:episode|episodes} of a child with another on the same days"
source   = "SSDA903 validation rule 501, as published code that checks the return words it"
*/
-- Both of a pair are listed, for either may be wrong; they bear on the days they have in common. One may begin on the day
-- on which another ends. Agreed short breaks (V3, V4) are left out, as they are of every figure of children in care; and
-- one that ends before it begins has a check of its own. One that was never ended is read, as the figures read it, as ended
-- on the day on which the next begins: when that is written up changes nothing.
with stay as (
    select
        authority,
        episode_id,
        child_id,
        started,
        ended,
        coalesce(
            ended,
            lead(started) over (
                partition by child_id order by started nulls last, ended nulls last, episode_id nulls last
            ),
            cast('9999-12-31' as date)
        ) as until
    from care_episode
    where coalesce(legal_status, '') not in ('V3', 'V4') and (ended is null or ended >= started)
)
select
    a.authority,
    'care_episode' as table_name,
    a.episode_id as row_id,
    a.child_id,
    min(greatest(a.started, b.started)) as first_day,
    nullif(max(least(a.until, b.until)), cast('9999-12-31' as date)) as last_day,
    a.started,
    a.ended,
    min(b.episode_id) as other_episode
from stay a
join stay b on b.child_id = a.child_id and b.episode_id <> a.episode_id
where a.started < b.until and b.started < a.until
group by a.authority, a.episode_id, a.child_id, a.started, a.ended
