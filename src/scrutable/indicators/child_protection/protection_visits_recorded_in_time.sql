/*
title       = "Child protection visits written up in time"
question    = "When we have visited a child on a child protection plan, do others who need to know find it on record soon after?"
counts      = "visit"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 12
basis       = "The case system's record of each visit: the day of the visit and the moment it was written up"
limit       = "Local: the council's own working days from a visit to its record"
beside      = "child_protection_visits_in_time"
excludes    = ["another council's plan"]
breakdowns  = ["team"]
traps       = [
    "This is about writing up, not about visiting: a visit can be in time and its record late. The figure of visits in time stands beside it.",
    "A visit that is not written up is nowhere in the records yet, so the figure of the last weeks falls when it is made again later.",
    "Where a system keeps no moment of recording, all that is known is that a visit was on record by the day of the extract. It is in time if that day is, and otherwise cannot be judged.",
]
source      = "Local rule: councils ask for the record within one to five working days of the visit; no national text names a limit"
certainty   = "not verified"
uncertain   = "Local rule. Whether the day counts on which a record is begun or on which it is finished depends on what the system keeps."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:visit|visits} made {window} to children on a child protection plan ({percent}) {met:was|were} written up in time"
none        = "No visits were made {window} to children on a child protection plan"
*/
-- A visit is another council's where the plan it names is, or where it names none and every plan open for the child
-- that day is. A visit of no plan on record counts: leaving the plan out may not take a visit away.
with whose as (
    select v.visit_id, bool_and(coalesce(n.other_authority, false)) as others
    from cp_visit v
    join cp_plan n on n.child_id = v.child_id
    where n.plan_id = v.plan_id
        or (v.plan_id is null and n.started <= v.made and (n.ended is null or n.ended >= v.made))
    group by v.visit_id
),
timed as (
    select
        v.authority,
        v.visit_id,
        v.plan_id,
        v.child_id,
        v.made,
        v.recorded,
        v.team,
        cast(v.recorded as date) as written_up,
        -- Without a moment of its own a row says from which load on its dates have been held: it was written up by then.
        v.recorded = v.held_from as moment_not_known,
        add_working_days(v.made, k.amount) as due
    from cp_visit v
    left join local_rule k on k.authority = v.authority and k.rule = 'visit_recorded_working_days'
),
counted_day as (
    -- Each day that counts, with its period: to be joined on equality, as there are many visits and few days.
    select k.day, p.period_end
    from calendar k
    join period p on k.day between p.period_start and p.period_end
)
select
    d.period_end,
    t.authority,
    t.visit_id as case_id,
    t.child_id,
    t.made as case_date,
    case when w.others then 'another council''s plan' end as excluded,
    case
        when t.written_up < t.made then cast(null as boolean)
        when t.written_up > t.due and t.moment_not_known then cast(null as boolean)
        else t.written_up <= t.due
    end as met,
    t.due,
    t.written_up as done,
    t.recorded,
    t.team,
    t.made,
    t.plan_id
from timed t
join counted_day d on d.day = t.made
left join whose w on w.visit_id = t.visit_id
