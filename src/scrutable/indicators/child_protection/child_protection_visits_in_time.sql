/*
title       = "Child protection visits made in time"
question    = "Does a social worker see each child on a child protection plan as often as promised?"
counts      = "visit due"
plural      = "visits due"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 11
basis       = "Plan dates from the CIN census; the day of each visit and of its recording from the case system"
limit       = "Local: the interval of the plan, or else the council's own"
beside      = "protection_visits_recorded_in_time"
excludes    = ["another council's plan"]
breakdowns  = ["team"]
traps       = [
    "It goes by the day of the visit, not by the day on which it was written up. Councils that count by the record show lower figures; the figure beside it says how soon visits are written up.",
    "Visits written up after the figure was made raise it when it is made again: both can be right, each for the day it was known on.",
    "A visit in which the child was not seen still answers the day it was due; whether the child was seen alone is a figure of its own.",
]
source      = "Local rule: no national text read names an interval"
certainty   = "not verified"
uncertain   = "No statutory interval was found; councils use from 10 working days to 6 weeks. We count in days from the last visit."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:visit|visits} due {window} ({percent}) {met:was|were} made in time"
none        = "No child protection visits were due {window}"
*/
-- The start of a plan and each visit make a chain. From every link the next visit is due one interval later; where
-- none has come by then, another falls due each interval until a visit restarts the chain or the plan ends. So a
-- child not seen for months counts once for each visit missed, not once.
with planned as (
    -- Numbered, because a chain is sorted far faster by a number than by an id.
    select
        plan_id, authority, child_id, started, ended, other_authority, visit_every_days, team,
        row_number() over (order by plan_id nulls last) as number
    from cp_plan
    where visit_every_days >= 1
),
link as (
    select number, started as day, 0 as step, cast(null as timestamp) as recorded, cast(null as string) as team,
        cast(null as timestamp) as held_from
    from planned
    union all
    select n.number, v.made as day, 1 as step, v.recorded, v.team, v.held_from
    from planned n
    join cp_visit v on v.plan_id = n.plan_id
    where v.made >= n.started and (n.ended is null or v.made <= n.ended)
    union all
    -- A visit that names no plan belongs to the plan that was open for the child that day.
    select n.number, v.made as day, 1 as step, v.recorded, v.team, v.held_from
    from planned n
    join cp_visit v on v.child_id = n.child_id
    where v.plan_id is null and v.made >= n.started and (n.ended is null or v.made <= n.ended)
),
chain as (
    -- A visit on the day the plan starts comes after the start, so that the day is that visit's.
    select
        number,
        day,
        team,
        lead(day) over w as next_day,
        lead(recorded) over w as next_recorded,
        lead(team) over w as next_team,
        lead(held_from) over w as next_held_from
    from link
    window w as (
        partition by number
        order by day nulls last, step nulls last, recorded nulls last, team nulls last, held_from nulls last
    )
),
duty as (
    -- Of two links on one day only the last has a later day after it: two visits on a day are one link, and the
    -- visit written up first is the one that the link before it meets.
    select
        n.plan_id,
        n.authority,
        n.child_id,
        n.ended,
        n.other_authority,
        n.visit_every_days,
        -- The census names no team: then it is the team that last visited, or for a first visit the one that made it.
        coalesce(n.team, c.team, c.next_team) as team,
        c.day as last_seen,
        c.next_day,
        c.next_recorded,
        c.next_held_from,
        add_days(c.day, n.visit_every_days) as first_due
    from chain c
    join planned n on n.number = c.number
    where (c.next_day is null or c.next_day > c.day)
        and (n.ended is null or n.ended >= add_days(c.day, n.visit_every_days))
),
gap as (
    -- The few gaps so long that a second visit may have fallen due. No due date after the last period is wanted.
    select
        d.*,
        mod(days_between(cast('1900-01-01' as date), d.last_seen), d.visit_every_days) as phase,
        case when d.next_day <= l.last_day then add_days(d.next_day, -1) else l.last_day end as unseen_until
    from duty d
    cross join (select max(period_end) as last_day from period) l
    where d.next_day is null or d.next_day > add_days(d.first_due, d.visit_every_days)
),
beat as (
    -- Every day that lies a whole number of intervals from another has its phase: to be joined on equality, which
    -- costs far less than looking through the calendar for each gap.
    select k.day, i.visit_every_days, mod(days_between(cast('1900-01-01' as date), k.day), i.visit_every_days) as phase
    from (select distinct visit_every_days from gap) i
    cross join calendar k
    cross join (select min(period_start) as first_day, max(period_end) as last_day from period) l
    where k.day between l.first_day and l.last_day
),
visit_due as (
    select
        plan_id, authority, child_id, other_authority, team, last_seen,
        first_due as due, next_day as done, next_recorded as recorded, next_held_from as held_from
    from duty
    union all
    -- The late visit answers the first date it missed; these later ones were never met.
    select
        g.plan_id,
        g.authority,
        g.child_id,
        g.other_authority,
        g.team,
        g.last_seen,
        k.day as due,
        cast(null as date) as done,
        cast(null as timestamp) as recorded,
        cast(null as timestamp) as held_from
    from gap g
    join beat k on k.visit_every_days = g.visit_every_days and k.phase = g.phase
    where k.day > g.first_due and k.day <= g.unseen_until and (g.ended is null or k.day <= g.ended)
),
counted_day as (
    -- Each day that counts, with its period: to be joined on equality, as a plan has many visits and a year few days.
    select k.day, p.period_end
    from calendar k
    join period p on k.day between p.period_start and p.period_end
)
select
    d.period_end,
    v.authority,
    v.plan_id || '/' || cast(v.due as string) as case_id,
    v.child_id,
    v.due as case_date,
    case when v.other_authority then 'another council''s plan' end as excluded,
    case when v.done <= v.due then true else false end as met,
    v.due,
    v.done,
    v.recorded,
    v.held_from,
    v.team,
    v.plan_id,
    v.last_seen
from visit_due v
join counted_day d on d.day = v.due
