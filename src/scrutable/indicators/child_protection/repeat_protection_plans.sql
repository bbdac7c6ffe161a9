/*
title       = "Child protection plans that are not the child's first"
question    = "When we make a plan to protect a child, has that child had one before?"
counts      = "child protection plan"
plural      = "child protection plans"
measures    = "share"
better      = "lower"
dashboard   = "child_protection"
order       = 8
basis       = "CIN census: CPPstartDate and NumberOfPreviousCPP, and the plans on record"
compare     = "PrevRegCPR"
beside      = "repeat_protection_plans_within_2_years"
needs       = ["cp_plan.previous_plans"]
excludes    = ["another council's plan"]
breakdowns  = ["first_category", "team"]
traps       = [
    "Ever, and not within two years: a plan ten years ago counts. The figure within two years is another series, and no national figure may be set beside that one.",
    "It counts plans and not children: a child with two plans in a year is in it twice, though the published title speaks of children.",
    "Plans with other councils count where they are known, and often they are not. Where nothing says how many there were and none is on record, it cannot be judged.",
]
source      = "DfE LAIT: child protection plans that began in the year of children who had had one before, however long ago"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child protection plan|child protection plans} begun {window} ({percent}) {met:was|were} of a child who had had one before"
none        = "No child protection plans were begun {window}"
*/
-- Either the number of earlier plans or an earlier plan on record is proof of one, another council's too. That there
-- was none only the number can say: records do not reach back to a child's birth, so an empty number leaves it open.
with begun as (
    select child_id, min(started) as first_started
    from cp_plan
    group by child_id
)
select
    p.period_end,
    n.authority,
    n.plan_id as case_id,
    n.child_id,
    n.started as case_date,
    case when n.other_authority then 'another council''s plan' end as excluded,
    case
        when n.previous_plans > 0 or b.first_started < n.started then true
        when n.previous_plans is not null then false
    end as met,
    n.recorded,
    n.first_category,
    n.team,
    n.previous_plans,
    b.first_started
from cp_plan n
join period p on n.started between p.period_start and p.period_end
left join begun b on b.child_id = n.child_id
