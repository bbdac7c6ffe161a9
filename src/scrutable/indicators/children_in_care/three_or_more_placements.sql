/*
title       = "Children in care with three or more placements in a year"
question    = "How many of the children we look after have had to move again and again within a year?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "children_in_care"
order       = 3
stock       = true
look_back   = 12
basis       = "SSDA903 episodes of children in care on the last day: every placement open on any of the 12 months' days up to it"
compare     = "LACStable_2016on"
beside      = "long_term_stability"
needs       = ["care_episode.legal_status"]
breakdowns  = ["placement_type", "team"]
traps       = [
    "A placement that was already open on the first of the 12 months counts, so a child who moved twice has had three.",
    "Without 12 months of episodes before the day moves go unseen and the figure looks too good.",
    "A source that holds only the current placement (Annex A) cannot show the moves before it: such a child cannot be judged, and is not taken to have stayed.",
]
source      = "LAIT: three or more placements in the year, of 24 hours or more, those open on 1 April and on 31 March among them; adoption by the same carers is no move"
certainty   = "partly"
uncertain   = "We read a change of address with the same carer (reasons T and U) as a move, and a stay that ends the day after it began as one of 24 hours; neither reading was seen in the text."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care {at} ({percent}) had three or more placements in the 12 months before"
none        = "No children were in care {at}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- A placement is a run of episodes without a move. A move is an episode begun for reason P, T, B or U, unless the one
-- before ended because only the status of the placement changed (PLACE); where no such reason is given, an episode with
-- another type or URN. Adoption by the child's own foster carers (A3, A5) is no move. A stay that begins and ends on one
-- day (we have no hours) and a temporary one (T0 to T4) are no placements, and coming back from one is no move. Where the
-- source says when the placement began, that is its first day.
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
),
moved as (
    select
        *,
        case
            when coalesce(lag(stay) over w, 0) <> stay then 1
            when placement_type in ('A3', 'A5') then 0
            when start_reason in ('P', 'T', 'B', 'U') and coalesce(lag(change_reason) over w, '') <> 'PLACE' then 1
            when start_reason in ('L', 'P', 'T', 'B', 'U') then 0
            when placement_type <> lag(placement_type) over w or placement_urn <> lag(placement_urn) over w then 1
            else 0
        end as moved
    from looked_after
    window w as (partition by child_id order by number nulls last)
),
run as (
    select
        *,
        sum(moved) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as run
    from moved
),
stayed as (
    -- Only the first episode of a run has moved = 1: the type and the URN are those the placement began with.
    select
        child_id, stay, run,
        min(started) as started,
        max(until) as until,
        max(placement_started) as said_started,
        max(case when moved = 1 then placement_type end) as placement_type,
        max(case when moved = 1 then placement_urn end) as placement_urn
    from run
    group by child_id, stay, run
),
kept as (
    select
        *,
        case
            when lag(stay) over w = stay and lag(run) over w < run - 1 and lag(placement_type) over w = placement_type
                and coalesce(lag(placement_urn) over w = placement_urn, true) then 0
            else 1
        end as is_new
    from stayed
    where until > started and coalesce(placement_type, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')
    window w as (partition by child_id order by run nulls last)
),
placement as (
    select
        *,
        sum(is_new) over (
            partition by child_id order by run nulls last rows between unbounded preceding and current row
        ) as place
    from kept
),
at_day as (
    select p.period_end, add_months(add_days(p.period_end, 1), -12) as first_day, e.*
    from looked_after e
    join period p on e.started <= p.period_end
        and (e.next_started is null or e.next_started > p.period_end)
        and e.in_care_until > p.period_end
),
counted as (
    select
        d.child_id, d.period_end,
        count(distinct m.place) as placements,
        -- The source says that the placement began after the first episode we have of it, so one before it is not told.
        bool_or(m.said_started > m.started and m.said_started > d.first_day) as has_untold
    from at_day d
    left join placement m on m.child_id = d.child_id and m.started <= d.period_end and m.until >= d.first_day
    group by d.child_id, d.period_end
)
select
    e.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    e.period_end as case_date,
    cast(null as string) as excluded,
    case when n.placements >= 3 then true when n.has_untold then null else false end as met,
    e.recorded,
    coalesce(b.begins <= e.first_day, false) as history,
    e.team,
    e.placement_type,
    n.placements,
    e.in_care_since
from at_day e
join counted n on n.child_id = e.child_id and n.period_end = e.period_end
left join records b on b.authority = e.authority and b.table_name = 'care_episode'
