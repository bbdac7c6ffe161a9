/*
title       = "Children on child protection plans, for every 10,000 children"
question    = "For the number of children who live here, how many do we have to protect with a plan?"
counts      = "child"
plural      = "children"
measures    = "rate"
better      = "neither"
dashboard   = "child_protection"
order       = 6
stock       = true
basis       = "CIN census: CPPstartDate and CPPendDate; ONS mid-year estimate of children aged 0 to 17"
compare     = "CPP_rate"
excludes    = ["another council's plan"]
beside      = "section_47_rate"
breakdowns  = ["latest_category", "team"]
traps       = [
    "The published figure is at 31 March; at another day ours is not of the same date.",
    "Neither a high nor a low rate is good in itself: it can mean more harm, more caution or plans that are kept open too long.",
]
source      = "DfE children in need statistics: children with a plan at 31 March for every 10,000 children aged 0 to 17"
certainty   = "partly"
uncertain   = "The rate follows the published one; which year's estimate of children DfE divides by is not stated in what we read."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:child was|children were} on a child protection plan {at}: {value} for every 10,000 children ({base})"
none        = "No children were on a child protection plan {at}"
*/
-- The list of children_on_protection_plans: the number of children is the same in both.
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
