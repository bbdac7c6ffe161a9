/*
title       = "Child in need visits made in time"
question    = "Does a social worker see each child on a child in need plan as often as promised?"
counts      = "visit due"
plural      = "visits due"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 4
basis       = "Plan dates from the CIN census; the day of each visit from the case system"
limit       = "Local: the interval of the plan, or else the council's own"
beside      = "child_protection_visits_in_time"
breakdowns  = ["team"]
traps       = [
    "It goes by the day of the visit, not by the day on which it was written up: a visit in time and written up late is in time.",
    "A child not seen for months counts once for each visit missed, so a few children can weigh heavily.",
    "Only children with a child in need plan: most children in need have none, or another plan, and are not here.",
]
source      = "Local rule: no national text read names an interval"
certainty   = "not verified"
uncertain   = "No statutory interval exists; councils commonly use 4 weeks or 20 working days. We count in days from the last visit."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:visit|visits} due to children in need {window} ({percent}) {met:was|were} made in time"
none        = "No child in need visits were due {window}"
*/
-- As child_protection_visits_in_time counts: the start of a plan and each visit make a chain, from every link the
-- next visit is due one interval later, and where none has come another falls due each interval until one does or
-- the plan ends.
with link as (
    select plan_id, started as day, 0 as step, cast(null as timestamp) as recorded, cast(null as string) as team,
        cast(null as timestamp) as held_from
    from cin_plan
    union all
    -- A visit that names no plan belongs to the plan that was open for the child that day.
    select n.plan_id, v.made as day, 1 as step, v.recorded, v.team, v.held_from
    from cin_plan n
    join cin_visit v on v.child_id = n.child_id and (v.plan_id is null or v.plan_id = n.plan_id)
    where v.made >= n.started and (n.ended is null or v.made <= n.ended)
),
chain as (
    select
        plan_id,
        day,
        team,
        lead(day) over w as next_day,
        lead(recorded) over w as next_recorded,
        lead(team) over w as next_team,
        lead(held_from) over w as next_held_from
    from link
    window w as (
        partition by plan_id
        order by day nulls last, step nulls last, recorded nulls last, team nulls last, held_from nulls last
    )
),
duty as (
    -- Of two visits on a day only the last has a later day after it. The one written up first met the link before.
    select
        n.plan_id,
        n.authority,
        n.child_id,
        n.ended,
        n.visit_every_days,
        coalesce(n.team, c.team, c.next_team) as team,
        c.day as last_seen,
        c.next_day,
        c.next_recorded,
        c.next_held_from,
        add_days(c.day, n.visit_every_days) as first_due
    from chain c
    join cin_plan n on n.plan_id = c.plan_id
    where n.visit_every_days >= 1
        and (c.next_day is null or c.next_day > c.day)
        and (n.ended is null or n.ended >= add_days(c.day, n.visit_every_days))
),
gap as (
    -- Up to here further visits may have fallen due: the day before the next visit, the last day of the plan.
    select
        d.*,
        mod(days_between(cast('1900-01-01' as date), d.last_seen), d.visit_every_days) as phase,
        least(coalesce(add_days(d.next_day, -1), l.last_day), coalesce(d.ended, l.last_day), l.last_day) as unseen_until
    from duty d
    cross join (select max(period_end) as last_day from period) l
),
beat as (
    -- Every day that lies a whole number of intervals from another has its phase: to be joined on equality, which
    -- costs far less than looking through the calendar for each gap.
    select k.day, i.visit_every_days, mod(days_between(cast('1900-01-01' as date), k.day), i.visit_every_days) as phase, p.period_end
    from (select distinct visit_every_days from duty) i
    cross join calendar k
    join period p on k.day between p.period_start and p.period_end
),
visit_due as (
    select
        p.period_end, d.plan_id, d.authority, d.child_id, d.team, d.last_seen,
        d.first_due as due, d.next_day as done, d.next_recorded as recorded, d.next_held_from as held_from
    from duty d
    join period p on d.first_due between p.period_start and p.period_end
    union all
    -- The late visit answers the first day it missed; these later ones were never met.
    select
        k.period_end, g.plan_id, g.authority, g.child_id, g.team, g.last_seen,
        k.day as due, cast(null as date) as done, cast(null as timestamp) as recorded,
        cast(null as timestamp) as held_from
    from gap g
    join beat k on k.visit_every_days = g.visit_every_days and k.phase = g.phase
    where k.day > g.first_due and k.day <= g.unseen_until
)
select
    v.period_end,
    v.authority,
    v.plan_id || '/' || cast(v.due as string) as case_id,
    v.child_id,
    v.due as case_date,
    cast(null as string) as excluded,
    case when v.done <= v.due then true else false end as met,
    v.due,
    v.done,
    v.recorded,
    v.held_from,
    v.team,
    v.plan_id,
    v.last_seen
from visit_due v
