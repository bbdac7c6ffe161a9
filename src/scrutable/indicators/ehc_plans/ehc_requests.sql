/*
title       = "Requests for an EHC assessment"
question    = "How many requests to assess a child's education, health and care needs reach us?"
counts      = "request"
measures    = "count"
better      = "neither"
dashboard   = "ehc_plans"
order       = 1
basis       = "SEN2 return: request ReceivedDate"
beside      = "ehc_plans_issued"
breakdowns  = ["source_group", "team"]
traps       = [
    "A child may be asked for more than once: this counts requests, not children.",
    "What came in during the last days of a period may be written up after it.",
]
source      = "Children and Families Act 2014 s36(1): a request to the authority to assess"
certainty   = "partly"
uncertain   = "The day of becoming responsible for a child who moves in stands for the day of the request."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:request|requests} for an EHC assessment {n:was|were} received {window}"
none        = "No requests for an EHC assessment were received {window}"
*/
-- Every request counts once, in the period it was received, whatever was decided later.
select
    p.period_end,
    r.authority,
    r.request_id as case_id,
    r.child_id,
    r.received as case_date,
    cast(null as string) as excluded,
    r.recorded,
    r.source_group,
    r.team
from ehc_request r
join period p on r.received between p.period_start and p.period_end
