/*
title       = "Children in care visited in time"
question    = "Is every child we look after seen by a social worker as often as the law asks?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "higher"
dashboard   = "children_in_care"
order       = 7
stock       = true
look_back   = 3
basis       = "Visits from the case system; placements from SSDA903 episodes of children in care on the last day"
limit       = "Care Planning Regulations 2010, reg 28: a week after any placement begins, then six weeks, and where it may three months"
beside      = "three_or_more_social_workers"
needs       = ["care_episode.legal_status"]
breakdowns  = ["visit_rule", "placement_type", "team"]
traps       = [
    "Each new placement starts the clock again: a visit made before the move does not answer for the week after it.",
    "This asks whether a visit was overdue on the day, not whether every visit of the year was in time.",
    "A visit at which the child was not seen is no visit here. A visit that does not say whether the child was seen counts.",
    "Visits by telephone or video were allowed from 24 April 2020 to 30 September 2021: the records do not say which were.",
]
source      = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 28(2) to (5); SI 2020/445 and SI 2020/909"
certainty   = "partly"
uncertain   = "Whether a placement is meant to last to 18 is read from long-term fostering (U1, U4); temporary approval of a relative as carer, which asks for weekly visits, is not in the records. Changes to reg 28 after 2014 were not seen."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care {at} ({percent}) had no visit overdue"
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
-- The next visit is due a week after the placement began or, for a child at home (P1) on a full care order, after the
-- order if that came later; then six weeks after the last visit; three months, for a visit made when a long-term foster
-- placement was a year old. At home on an interim order visits are weekly until the first review, then every four weeks.
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
    select child_id, stay, place, min(started) as started, max(said_started) as said_started
    from placement
    group by child_id, stay, place
),
told as (
    -- The last placement of a stay has no end here: a date and not null, for to ask below whether there is a date
    -- takes four times as long as all of this definition without it.
    select
        *,
        coalesce(
            lead(started) over (partition by child_id, stay order by place nulls last), cast('9999-12-31' as date)
        ) as next_started
    from begun
),
by_order as (
    -- When the care order of an episode began: the last episode, up to it, whose order the one before did not have.
    select
        *,
        max(case when newly_ordered then started end) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as ordered
    from (
        select *, coalesce(lag(legal_status) over (partition by child_id, stay order by number nulls last), '') <> 'C2' as newly_ordered
        from looked_after
    ) o
),
reviewed as (
    select e.child_id, e.in_care_since, min(r.held) as first_review
    from (select distinct child_id, in_care_since from looked_after) e
    join care_review r on r.child_id = e.child_id and r.held >= e.in_care_since
    group by e.child_id, e.in_care_since
),
at_day as (
    select
        p.period_end, e.*,
        case
            when e.placement_type = 'P1' and e.legal_status = 'C2' and e.ordered > coalesce(m.said_started, m.started, e.in_care_since)
                then e.ordered
            -- In no placement but temporary ones: since coming into care. Moved since the day: nobody can say.
            when m.said_started > p.period_end then null
            else coalesce(m.said_started, m.started, e.in_care_since)
        end as counts_from,
        case
            when e.placement_type = 'P1' and e.legal_status = 'C1' then
                case when f.first_review <= p.period_end then 'every 4 weeks' else 'every week' end
            when e.placement_type in ('U1', 'U4') then 'every 3 months after a year'
            else 'every 6 weeks'
        end as visit_rule
    from by_order e
    join period p on e.started <= p.period_end
        and (e.next_started is null or e.next_started > p.period_end)
        and e.in_care_until > p.period_end
    left join told m on m.child_id = e.child_id and m.stay = e.stay
        and m.started <= p.period_end and m.next_started > p.period_end
    left join reviewed f on f.child_id = e.child_id and f.in_care_since = e.in_care_since
),
seen as (
    select child_id, made, min(recorded) as recorded
    from care_visit
    where coalesce(seen, true)
    group by child_id, made
),
last_seen as (
    select d.child_id, d.period_end, max(v.made) as last_visit
    from at_day d
    join seen v on v.child_id = d.child_id and v.made between d.counts_from and d.period_end
    group by d.child_id, d.period_end
),
timed as (
    select
        d.*,
        v.last_visit,
        case
            when v.last_visit is null then add_days(d.counts_from, 7)
            when d.visit_rule = 'every week' then add_days(v.last_visit, 7)
            when d.visit_rule = 'every 4 weeks' then add_days(v.last_visit, 28)
            when d.visit_rule = 'every 3 months after a year' and v.last_visit >= add_months(d.counts_from, 12)
                then add_months(v.last_visit, 3)
            else add_days(v.last_visit, 42)
        end as due
    from at_day d
    left join last_seen v on v.child_id = d.child_id and v.period_end = d.period_end
)
select
    t.period_end,
    t.authority,
    t.child_id as case_id,
    t.child_id,
    t.period_end as case_date,
    cast(null as string) as excluded,
    t.period_end <= t.due as met,
    t.due,
    -- When the last visit was written up; the next one has not been made.
    s.recorded,
    coalesce(b.begins <= add_months(t.period_end, -3), false) as history,
    t.team,
    t.visit_rule,
    t.placement_type,
    t.last_visit,
    t.counts_from as placed_since,
    t.in_care_since
from timed t
left join seen s on s.child_id = t.child_id and s.made = t.last_visit
left join records b on b.authority = t.authority and b.table_name = 'care_visit'
