/*
title       = "Children in care for long who have stayed in one placement"
question    = "Do children who have been in care for years have a settled home?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "higher"
dashboard   = "children_in_care"
order       = 4
stock       = true
look_back   = 30
optional    = ["child"]
basis       = "SSDA903 episodes of children under 16 who have been in care for two and a half years or more on the last day"
compare     = "LAC_LongStable%"
beside      = "three_or_more_placements"
needs       = ["care_episode.legal_status"]
breakdowns  = ["placement_type", "team"]
traps       = [
    "Few children are counted: both under 16 and in care for two and a half years. One child can move the share by several points.",
    "A child placed for adoption counts as settled by the time in that placement and in the one before it together.",
]
source      = "LAIT: under 16 and looked after for two and a half years or more; two years or more in the placement, or placed for adoption with the placement before it added"
certainty   = "partly"
uncertain   = "The measure was read in full, its reading of a move from the codes was not: see three_or_more_placements."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} under 16 in care for two and a half years or more {at} ({percent}) {met:has|have} been in one placement for two years"
none        = "No children under 16 had been in care for two and a half years {at}"
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
begun as (
    select
        child_id, stay, place,
        min(started) as started,
        max(said_started) as said_started,
        max(case when is_new = 1 then placement_type end) as placement_type
    from placement
    group by child_id, stay, place
),
told as (
    -- For adoption by new carers the placement before is added; where that is not told, nobody can say.
    select
        *,
        coalesce(said_started, started) as since,
        case
            when coalesce(placement_type, '') not in ('A4', 'A6') then coalesce(said_started, started)
            else lag(coalesce(said_started, started)) over w
        end as settled_since,
        -- A date and not null for the last, so that the join below asks nothing but comparisons.
        coalesce(lead(started) over w, cast('9999-12-31' as date)) as next_started
    from begun
    window w as (partition by child_id, stay order by place nulls last)
),
at_day as (
    select p.period_end, e.*
    from looked_after e
    join period p on e.started <= p.period_end
        and (e.next_started is null or e.next_started > p.period_end)
        and e.in_care_until > p.period_end
    where e.in_care_since <= add_months(p.period_end, -30)
)
select
    e.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    e.period_end as case_date,
    cast(null as string) as excluded,
    case
        -- Not under 16 for certain, or moved since the day and no word of where the child was before.
        when c.birth_date is null or m.said_started > e.period_end then null
        when m.since <= add_months(e.period_end, -24) then true
        else m.settled_since <= add_months(e.period_end, -24)
    end as met,
    e.recorded,
    coalesce(b.begins <= add_months(e.period_end, -30), false) as history,
    e.team,
    e.placement_type,
    m.since as placed_since,
    e.in_care_since
from at_day e
left join told m on m.child_id = e.child_id and m.stay = e.stay
    and m.started <= e.period_end and m.next_started > e.period_end
left join child c on c.child_id = e.child_id
left join records b on b.authority = e.authority and b.table_name = 'care_episode'
where coalesce(age_on(c.birth_date, e.period_end) < 16, true)
