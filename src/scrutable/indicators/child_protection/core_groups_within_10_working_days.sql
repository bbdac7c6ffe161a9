/*
title       = "Core groups that first met within 10 working days"
question    = "When a plan is made to protect a child, do those who are to carry it out meet soon?"
counts      = "child protection plan"
plural      = "child protection plans"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 7
basis       = "CIN census: DateOfInitialCPC and CPPstartDate; the case system's record of core group meetings"
limit       = "Local safeguarding procedures: 10 working days from the initial conference"
optional    = ["conference"]
beside      = "protection_reviews_in_time"
excludes    = ["another council's plan", "plan ended before the day due"]
breakdowns  = ["team"]
traps       = [
    "A plan is counted on the day by which its core group should have met, so one that never met counts as not met and none is counted too soon.",
    "Only the first meeting is looked at: whether the group goes on meeting is not in this figure.",
]
source      = "Procedures of local safeguarding partnerships, which set 10 working days from the initial child protection conference"
certainty   = "partly"
uncertain   = "Only partnership procedures were read, not the guidance itself. The records do not say which conference made a plan: we take the child's last in the month up to its start."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "Of the {counted} {counted:child protection plan|child protection plans} whose first core group was due {window}, {met} ({percent}) had it within 10 working days"
none        = "No child protection plan's first core group was due {window}"
*/
-- A plan should begin on the day of the conference. Where it was dated later, the conference starts the clock; one
-- that is said to have made no plan does not, and without any the start of the plan does.
with conferred as (
    select n.plan_id, max(c.held) as held
    from cp_plan n
    join conference c on c.child_id = n.child_id
    where c.held <= n.started
        and c.held >= add_months(n.started, -1)
        and (c.plan_made is null or c.plan_made)
    group by n.plan_id
),
begun as (
    select
        n.plan_id, n.authority, n.child_id, n.started, n.ended, n.other_authority, n.team,
        coalesce(c.held, n.started) as clock_began,
        add_working_days(coalesce(c.held, n.started), 10) as due
    from cp_plan n
    left join conferred c on c.plan_id = n.plan_id
),
meeting as (
    -- A meeting before the clock began cannot be the plan's: it says that a date is wrong.
    select
        b.plan_id,
        min(case when g.held >= b.clock_began then g.held end) as first_met,
        bool_or(g.held < b.clock_began) as met_before
    from begun b
    join core_group g on g.plan_id = b.plan_id
    group by b.plan_id
),
written_up as (
    -- Of two meetings on that day, the one written up first.
    select m.plan_id, min(g.recorded) as recorded, min(g.held_from) as held_from
    from meeting m
    join core_group g on g.plan_id = m.plan_id and g.held = m.first_met
    group by m.plan_id
)
select
    p.period_end,
    b.authority,
    b.plan_id as case_id,
    b.child_id,
    b.due as case_date,
    case
        when b.other_authority then 'another council''s plan'
        when b.ended < b.due then 'plan ended before the day due'
    end as excluded,
    case
        when m.first_met <= b.due then true
        when m.met_before then cast(null as boolean)
        else false
    end as met,
    b.due,
    m.first_met as done,
    w.recorded,
    w.held_from,
    b.team,
    b.started,
    b.clock_began
from begun b
join period p on b.due between p.period_start and p.period_end
left join meeting m on m.plan_id = b.plan_id
left join written_up w on w.plan_id = b.plan_id
