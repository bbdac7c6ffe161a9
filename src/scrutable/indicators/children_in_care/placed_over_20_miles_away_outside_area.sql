/*
title       = "Children in care placed over 20 miles away and outside the area"
question    = "How many of the children we look after live far from home, in another council's area?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "children_in_care"
order       = 5
stock       = true
optional    = ["child"]
basis       = "SSDA903 home and placement postcodes, as the distance and the area of the placement on the last day"
compare     = "LACDistance"
beside      = "three_or_more_placements"
needs       = ["care_episode.legal_status", "care_episode.distance_miles", "care_episode.outside_authority"]
breakdowns  = ["placement_type", "team"]
traps       = [
    "An unaccompanied asylum seeking child has no home to measure from. The child still counts among the children in care, as in the published figure, and cannot be judged.",
    "The DfE dashboard also shows children over 20 miles from home whether or not outside the area: that is another series.",
    "The SSDA903 files hold postcodes that we do not load: the distance comes from the case system.",
]
source      = "LAIT: placed more than 20 miles from home and outside the council's boundary, of all children looked after; SSDA903 check 406 on unaccompanied children"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care {at} ({percent}) {met:was|were} placed more than 20 miles from home and outside the area"
none        = "No children were in care {at}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
with episode as (
    select
        *,
        coalesce(ended, lead(started) over w, cast('9999-12-31' as date)) as until,
        lead(started) over w as next_started,
        row_number() over w as number
    from care_episode
    where coalesce(legal_status, '') not in ('V3', 'V4')
    window w as (partition by child_id order by started nulls last, ended nulls last, episode_id nulls last)
),
linked as (
    select
        *,
        max(until) over (
            partition by child_id order by number nulls last rows between unbounded preceding and 1 preceding
        ) as until_before
    from episode
),
numbered as (
    select
        *,
        sum(case when until_before >= started then 0 else 1 end) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as stay
    from linked
),
looked_after as (
    select
        *,
        min(started) over (partition by child_id, stay) as in_care_since,
        max(until) over (partition by child_id, stay) as in_care_until
    from numbered
)
select
    p.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    -- Inside the area, or within 20 miles, is enough to say no; otherwise both must be known.
    e.distance_miles > 20 and e.outside_authority as met,
    e.recorded,
    e.team,
    e.placement_type,
    c.unaccompanied_asylum_seeking,
    e.distance_miles,
    e.outside_authority,
    e.in_care_since
from looked_after e
join period p on e.started <= p.period_end
    and (e.next_started is null or e.next_started > p.period_end)
    and e.in_care_until > p.period_end
left join child c on c.child_id = e.child_id
