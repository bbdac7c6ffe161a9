/*
title       = "Child protection plans that ended after two years or more"
question    = "When a child protection plan ends, had it gone on for two years or more?"
counts      = "child protection plan"
plural      = "child protection plans"
measures    = "share"
better      = "lower"
dashboard   = "child_protection"
order       = 15
basis       = "CIN census: CPPstartDate and CPPendDate"
compare     = "CPPlans2yrs"
beside      = "protection_plans_over_2_years_open"
excludes    = ["another council's plan"]
breakdowns  = ["latest_category", "team"]
traps       = [
    "Ending long plans raises this figure and leaving them open lowers it. The plans still open after two years stand beside it for that reason.",
    "It counts plans that ended over a time; the plans open on one day are another total.",
]
source      = "DfE children in need table D7: start to end of the plans that ended in the year, more than 729 days"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child protection plan|child protection plans} that ended {window} ({percent}) had gone on for two years or more"
none        = "No child protection plans ended {window}"
*/
-- Dates the wrong way round say nothing about how long a plan went on, so they may not count as short.
select
    p.period_end,
    n.authority,
    n.plan_id as case_id,
    n.child_id,
    n.ended as case_date,
    case when n.other_authority then 'another council''s plan' end as excluded,
    case when n.ended >= n.started then days_between(n.started, n.ended) > 729 end as met,
    n.recorded,
    n.latest_category,
    n.team,
    n.started,
    case when n.ended >= n.started then days_between(n.started, n.ended) end as days_open
from cp_plan n
join period p on n.ended between p.period_start and p.period_end
