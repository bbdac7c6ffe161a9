/*
title       = "Children on child protection plans"
question    = "How many children do we have to protect with a plan?"
counts      = "child"
plural      = "children"
measures    = "count"
better      = "neither"
dashboard   = "child_protection"
order       = 5
stock       = true
basis       = "CIN census: CPPstartDate and CPPendDate"
excludes    = ["another council's plan"]
beside      = "repeat_protection_plans"
breakdowns  = ["latest_category", "team"]
traps       = [
    "It is the number on one day, not over a time: the plans begun and ended in a year are other figures, and neither is the change in this one alone.",
    "A plan whose end was not written up still counts its child, so old plans are worth a look in the list.",
]
source      = "DfE children in need statistics: children who were the subject of a child protection plan at 31 March"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:child was|children were} on a child protection plan {at}"
none        = "No children were on a child protection plan {at}"
*/
-- A plan has gone by the end of the day on which it ends. Where it is not said whose plan it is, it is ours.
select
    p.period_end,
    n.authority,
    n.plan_id as case_id,
    n.child_id,
    p.period_end as case_date,
    case when n.other_authority then 'another council''s plan' end as excluded,
    n.recorded,
    n.latest_category,
    n.team,
    n.started
from cp_plan n
join period p on n.started <= p.period_end and (n.ended is null or n.ended > p.period_end)
