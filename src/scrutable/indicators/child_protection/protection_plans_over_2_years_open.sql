/*
title       = "Children on a child protection plan for two years or more"
question    = "Of the children we protect with a plan, how many have been on it so long that it may not be working?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "child_protection"
order       = 14
stock       = true
basis       = "CIN census: CPPstartDate of the plans open on the day"
compare     = "CPPlans2yrsActive"
beside      = "protection_plans_over_2_years_ended"
excludes    = ["another council's plan"]
breakdowns  = ["latest_category", "team"]
traps       = [
    "Of the plans open on one day. The share of the plans that ended is another figure with another total, and the two cannot be added or set against each other.",
    "Two years are more than 729 days of one plan. A child whose plan ended and was begun again starts from nothing.",
]
source      = "DfE children in need statistics, table of plans open at 31 March by how long: more than 729 days"
certainty   = "partly"
uncertain   = "LAIT's words put the plans of the whole year below the line; DfE's table takes the plans open at 31 March, and so do we."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} on a child protection plan {at} ({percent}) had been on it for two years or more"
none        = "No children were on a child protection plan {at}"
*/
-- One row a child: of two open plans, which a child should not have, ours before another council's, then the longer.
with listed as (
    select
        p.period_end,
        n.authority,
        n.plan_id,
        n.child_id,
        n.other_authority,
        n.recorded,
        n.latest_category,
        n.team,
        n.started,
        row_number() over (
            partition by p.period_end, n.child_id
            order by coalesce(n.other_authority, false) nulls last, n.started nulls last, n.plan_id nulls last
        ) as place
    from cp_plan n
    join period p on n.started <= p.period_end and (n.ended is null or n.ended > p.period_end)
)
select
    l.period_end,
    l.authority,
    l.plan_id as case_id,
    l.child_id,
    l.period_end as case_date,
    case when l.other_authority then 'another council''s plan' end as excluded,
    days_between(l.started, l.period_end) > 729 as met,
    l.recorded,
    l.latest_category,
    l.team,
    l.started,
    days_between(l.started, l.period_end) as days_open
from listed l
where l.place = 1
