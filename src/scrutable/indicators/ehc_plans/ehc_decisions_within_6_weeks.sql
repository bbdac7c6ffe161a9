/*
title       = "Decisions whether to assess made within 6 weeks"
question    = "When a family asks us to assess a child's needs, do we say in time whether we will?"
counts      = "request"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 9
basis       = "SEN2 return: request ReceivedDate, RequestOutcome and RequestOutcomeDate"
limit       = "SEND Regulations 2014, reg 5(1): 6 weeks from the request"
excludes    = ["request withdrawn", "statutory exception"]
beside      = "ehc_requests_refused"
breakdowns  = ["decision", "team"]
traps       = [
    "Only requests that were answered are counted: those still waiting are among the open assessments.",
    "SEN2 has no mark for an exception of reg 5(4), so without the council's own list nothing is left out.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 5(1) and (4); reg 4(1) where no plan could be needed"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:request|requests} decided {window} ({percent}) {met:was|were} decided within 6 weeks"
none        = "No requests for an EHC assessment were decided {window}"
*/
-- A request belongs to the period in which it was decided. What a family withdrew was not decided by the council.
select
    p.period_end,
    r.authority,
    r.request_id as case_id,
    r.child_id,
    r.decided as case_date,
    case
        when r.decision = 'W' then 'request withdrawn'
        -- An exception left blank is none: it takes nothing out.
        when r.exception then 'statutory exception'
    end as excluded,
    -- A decision dated before its request is one of two wrong dates: it cannot be judged.
    case when r.decided >= r.received then r.decided <= add_weeks(r.received, 6) end as met,
    add_weeks(r.received, 6) as due,
    r.decided as done,
    r.recorded,
    r.held_from,
    case when r.decision = 'Y' then 'to assess' when r.decision = 'N' then 'not to assess' end as decision,
    r.team,
    r.received
from ehc_request r
join period p on r.decided between p.period_start and p.period_end
