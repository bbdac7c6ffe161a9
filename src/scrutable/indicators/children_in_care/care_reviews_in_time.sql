/*
title       = "Children in care whose reviews were in time"
question    = "Do we look again at each child's plan when the law says we must?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "higher"
dashboard   = "children_in_care"
order       = 6
look_back   = 6
basis       = "SSDA903 reviews and episodes: each review that fell due in the period while the child was in care"
limit       = "Care Planning Regulations 2010, reg 33: 20 working days, then 3 months, then 6 months"
beside      = "care_visits_in_time"
needs       = ["care_episode.legal_status"]
breakdowns  = ["team"]
traps       = [
    "The unit is the child: one late review among three makes the child late.",
    "A review is due from the last one held, not from the day that one was due, so a late review moves all that follow.",
    "A review that is never held counts on the day it fell due and not again: look at the list for the day.",
    "The limits were relaxed from 24 April to 25 September 2020. A review may be due sooner than we count, where the reviewing officer asks for it.",
]
source      = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 33(1) and (2); SI 2020/445"
certainty   = "partly"
uncertain   = "Reg 33 was read as made. Reviews of long-term foster placements may differ since April 2015 (SI 2015/495) and are counted alike here."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care who had a review due {window} ({percent}) had every one in time"
none        = "No reviews of children in care were due {window}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- A review is due from the one held before it, the first from the day the child came into care. Where the records begin
-- later than that, or the first episode says that another came before it, nobody knows which review was the first: then
-- the longest interval is used, from the first day that we know of. Several reviews on one day are one.
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
stay as (
    select
        e.child_id, e.stay, e.authority, e.in_care_until,
        case when b.begins > e.in_care_since then b.begins else e.in_care_since end as counts_from,
        coalesce(e.start_reason, 'S') = 'S' and coalesce(b.begins <= e.in_care_since, true) as entry_seen,
        coalesce(e.start_reason, 'S') = 'S' and coalesce(b.begins <= e.in_care_since, false) as history
    from looked_after e
    left join records b on b.authority = e.authority and b.table_name = 'care_review'
    where e.until_before is null or e.until_before < e.started
),
held as (
    select child_id, held, min(recorded) as recorded, min(held_from) as held_from
    from care_review
    group by child_id, held
),
link as (
    select child_id, stay, counts_from as day, 0 as step, cast(null as timestamp) as recorded, cast(null as timestamp) as held_from
    from stay
    union all
    select s.child_id, s.stay, r.held as day, 1 as step, r.recorded, r.held_from
    from stay s
    join held r on r.child_id = s.child_id and r.held >= s.counts_from and r.held <= s.in_care_until
),
chain as (
    select
        child_id, stay, day,
        row_number() over w as number,
        lead(day) over w as done,
        lead(recorded) over w as recorded,
        lead(held_from) over w as held_from
    from link
    -- No two links have one step and day. With held_from a slip in the steps always shows, and not by chance.
    window w as (partition by child_id, stay order by step nulls last, day nulls last, held_from nulls last)
),
timed as (
    select
        l.child_id, s.authority, s.in_care_until, l.done, l.recorded, l.held_from,
        l.number > 1 or s.history as history,
        case
            when s.entry_seen and l.number = 1 then add_working_days(l.day, 20)
            when s.entry_seen and l.number = 2 then add_months(l.day, 3)
            else add_months(l.day, 6)
        end as due
    from chain l
    join stay s on s.child_id = l.child_id and s.stay = l.stay
),
ranked as (
    -- The late one stands for the child, or else the first of them.
    select
        p.period_end,
        t.*,
        coalesce(t.done <= t.due, false) as met,
        row_number() over (
            partition by t.child_id, p.period_end
            order by coalesce(t.done <= t.due, false) nulls last, t.due nulls last, t.done nulls last
        ) as rank,
        count(*) over (partition by t.child_id, p.period_end) as reviews_due,
        min(case when t.history then 1 else 0 end) over (partition by t.child_id, p.period_end) as all_history,
        case when count(t.recorded) over w = count(*) over w then max(t.recorded) over w end as all_recorded,
        case when count(t.held_from) over w = count(*) over w then max(t.held_from) over w end as all_held_from
    from timed t
    join period p on t.due between p.period_start and p.period_end
    where t.in_care_until > t.due
    window w as (partition by t.child_id, p.period_end)
)
select
    r.period_end,
    r.authority,
    r.child_id as case_id,
    r.child_id,
    r.due as case_date,
    cast(null as string) as excluded,
    r.met,
    r.due,
    r.done,
    -- In time is a child all of whose reviews were: they are on record when the last of them is.
    case when r.met then r.all_recorded else r.recorded end as recorded,
    case when r.met then r.all_held_from else r.held_from end as held_from,
    r.all_history = 1 as history,
    e.team,
    r.reviews_due
from ranked r
-- The team is that of the last episode of the period.
join looked_after e on e.child_id = r.child_id
    and e.started <= r.period_end and (e.next_started is null or e.next_started > r.period_end)
where r.rank = 1
