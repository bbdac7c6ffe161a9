/*
title       = "Child protection plans within two years of the child's last"
question    = "When we make a plan to protect a child, had we ended one for that child in the two years before?"
counts      = "child protection plan"
plural      = "child protection plans"
measures    = "share"
better      = "lower"
dashboard   = "child_protection"
order       = 9
basis       = "CIN census: CPPstartDate and CPPendDate of each plan of the same child"
look_back   = 24
beside      = "repeat_protection_plans"
excludes    = ["another council's plan"]
breakdowns  = ["first_category", "team"]
traps       = [
    "No national figure may be set beside it: the published series counts any earlier plan, however long ago.",
    "The records must reach back two years before each plan. Without them repeats go unseen and the figure is falsely good, so it is then not given.",
    "The end of a plan with another council is often not known here: such a repeat is not in the figure.",
]
source      = "Local measure, as councils report it to their committees: a plan that begins within 24 months of the end of the last"
certainty   = "not verified"
uncertain   = "No national text defines it. We count from the end of the last plan to the start of the next; some councils count from start to start."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child protection plan|child protection plans} begun {window} ({percent}) {met:was|were} within two years of the end of the child's last"
none        = "No child protection plans were begun {window}"
*/
-- Of an earlier plan we take the last day on which it is known to have been open: its end, or its start where the
-- end is not recorded or lies before the start. Such a plan may have ended later than that, so if it is not within
-- the two years by its start it leaves the case open. Two plans begun on one day are neither before the other.
with earlier as (
    select
        n.plan_id,
        max(greatest(e.started, coalesce(e.ended, e.started))) as last_open,
        bool_or(e.ended is null or e.ended < e.started) as end_not_known
    from cp_plan n
    join cp_plan e on e.child_id = n.child_id and e.started < n.started
    group by n.plan_id
)
select
    p.period_end,
    n.authority,
    n.plan_id as case_id,
    n.child_id,
    n.started as case_date,
    case when n.other_authority then 'another council''s plan' end as excluded,
    case
        when e.last_open >= add_months(n.started, -24) then true
        when e.end_not_known then cast(null as boolean)
        else false
    end as met,
    n.recorded,
    coalesce(b.begins <= add_months(n.started, -24), false) as history,
    n.first_category,
    n.team,
    n.previous_plans,
    e.last_open
from cp_plan n
join period p on n.started between p.period_start and p.period_end
left join earlier e on e.plan_id = n.plan_id
left join records b on b.authority = n.authority and b.table_name = 'cp_plan'
