/*
title       = "EHC plans held"
question    = "For how many children and young people do we keep an education, health and care plan?"
counts      = "plan"
measures    = "count"
better      = "neither"
dashboard   = "ehc_plans"
order       = 16
stock       = true
basis       = "SEN2 return: named plan StartDate and CeaseDate"
beside      = "ehc_plans_issued"
breakdowns  = ["team"]
traps       = [
    "The number of a day, never to be added up over periods nor divided by what happened in a year.",
    "A plan whose end was not written down stays here, and so does one of a child who has moved away.",
]
source      = "Children and Families Act 2014, Part 3: a plan is kept until it is ceased"
certainty   = "partly"
uncertain   = "The published count is of one day in January, and its rules for a child who moves were not seen: the two may differ."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} EHC {n:plan was|plans were} held {at}"
none        = "No EHC plans were held {at}"
*/
-- A stock: held at the end of the period's last day. A plan that ceased on that day is not.
select
    p.period_end,
    e.authority,
    e.plan_id as case_id,
    e.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    e.recorded,
    e.team,
    e.issued
from ehc_plan e
join period p on e.issued <= p.period_end and (e.ceased is null or e.ceased > p.period_end)
