/*
title       = "Requests for an EHC assessment refused"
question    = "Of the families who ask us to assess a child's needs, how many do we refuse?"
counts      = "request"
measures    = "share"
better      = "neither"
dashboard   = "ehc_plans"
order       = 10
basis       = "SEN2 return: RequestOutcome and RequestOutcomeDate"
excludes    = ["request withdrawn"]
beside      = "ehc_appeals"
breakdowns  = ["source_group", "team"]
traps       = [
    "The published figure changed in 2023, when the return became one of persons: do not join the years before to those after.",
    "A refusal that the Tribunal overturned is still a refusal here, on the day it was made.",
    "Few refusals may mean generous decisions, or requests discouraged before they are made: read the number of requests beside it.",
]
source      = "Children and Families Act 2014 s36; SEND Regulations 2014 (SI 2014/1530), reg 5"
certainty   = "partly"
uncertain   = "We count requests in the period they were decided, so that a figure is final. The published one may go by the day received and count the withdrawn, so the two are not compared."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:request|requests} decided {window} ({percent}) {met:was|were} refused"
none        = "No requests for an EHC assessment were decided {window}"
*/
-- Dated by the decision and not by the receipt: of requests received lately the quick refusals would be known first.
select
    p.period_end,
    r.authority,
    r.request_id as case_id,
    r.child_id,
    r.decided as case_date,
    case when r.decision = 'W' then 'request withdrawn' end as excluded,
    -- Decided, and the records do not say how (blank, awaited, historical): it cannot be judged.
    case when r.decision = 'N' then true when r.decision = 'Y' then false end as met,
    r.recorded,
    r.source_group,
    r.team,
    r.received
from ehc_request r
join period p on r.decided between p.period_start and p.period_end
