/*
title       = "Children in care"
question    = "How many children do we look after?"
counts      = "child"
measures    = "count"
better      = "neither"
plural      = "children"
dashboard   = "children_in_care"
order       = 1
stock       = true
optional    = ["child"]
basis       = "SSDA903 episodes: DECOM, DEC and LS, of children looked after on the last day"
beside      = "three_or_more_placements"
needs       = ["care_episode.legal_status"]
breakdowns  = ["placement_type", "legal_status", "primary_need", "team"]
traps       = [
    "A child who has only a series of short breaks lives at home and is not counted.",
    "This is who is in care on one day. How many were in care at some time in the year is a larger number, and shares of the one and of the other cannot be compared.",
]
source      = "Children Act 1989, s22(1); DfE children looked after methodology: without children in a series of short breaks"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:child was|children were} in care {at}"
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
    e.recorded,
    e.team,
    e.placement_type,
    e.legal_status,
    e.primary_need,
    c.unaccompanied_asylum_seeking,
    e.in_care_since
from looked_after e
join period p on e.started <= p.period_end
    and (e.next_started is null or e.next_started > p.period_end)
    and e.in_care_until > p.period_end
left join child c on c.child_id = e.child_id
