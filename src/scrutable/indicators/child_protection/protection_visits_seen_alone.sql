/*
title       = "Child protection visits in which the child was seen alone"
question    = "When we visit a child on a child protection plan, can that child speak to us without others present?"
counts      = "visit"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 13
basis       = "The case system's record of each visit; Annex A list 7 says it of the last visit only"
beside      = "child_protection_visits_in_time"
excludes    = ["another council's plan"]
breakdowns  = ["team"]
traps       = [
    "Babies and very young children cannot be spoken to alone, and councils differ in how they write that up. Look at the ages before setting two teams beside each other.",
    "Where it was not written down whether the child was seen alone, the visit counts and stands as not known, never as yes.",
    "A child is in it once for each visit, so children who are visited most weigh most.",
]
source      = "Ofsted Annex A list 7, which asks whether the child was seen alone at the last visit; here each visit of the period counts"
certainty   = "partly"
uncertain   = "Annex A asks of the last visit of each child. We take every visit of the period, and no age is left out."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "In {met} of the {counted} {counted:visit|visits} made {window} to children on a child protection plan ({percent}) the child was seen alone"
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
counted_day as (
    -- Each day that counts, with its period: to be joined on equality, as there are many visits and few days.
    select k.day, p.period_end
    from calendar k
    join period p on k.day between p.period_start and p.period_end
)
select
    d.period_end,
    v.authority,
    v.visit_id as case_id,
    v.child_id,
    v.made as case_date,
    case when w.others then 'another council''s plan' end as excluded,
    -- A child who was not seen was not seen alone; a record that says both cannot be judged.
    case when v.seen is null or v.seen then v.seen_alone when v.seen_alone then cast(null as boolean) else false end as met,
    v.made as done,
    v.recorded,
    v.team,
    v.seen,
    v.plan_id
from cp_visit v
join counted_day d on d.day = v.made
left join whose w on w.visit_id = v.visit_id
