/*
title       = "Health advice for EHC assessments given within 6 weeks"
question    = "When we ask the health service what a child needs, does it answer in time?"
counts      = "request for advice"
plural      = "requests for advice"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 14
basis       = "The council's own list of advice asked for and received"
limit       = "SEND Regulations 2014, reg 8(1): 6 weeks from being asked"
beside      = "ehc_assessments_overdue"
optional    = ["ehc_assessment"]
traps       = [
    "Advice whose kind was left blank is not here, only among all advice.",
    "Advice that never came counts as late once its six weeks are over, and so does advice whose arrival was not written down.",
    "The records do not say where the law excuses lateness (reg 8(2)), and late advice is no exception to the 20 weeks.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 8(1)"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:request|requests} for health advice with an answer due {window} ({percent}) {met:was|were} answered within 6 weeks"
none        = "No health advice was due {window}"
*/
-- The health service's part of ehc_advice_within_6_weeks. Dated on the day the six weeks are up, so that what is still out in time is not counted and what never came is.
select
    p.period_end,
    v.authority,
    v.advice_id as case_id,
    a.child_id,
    coalesce(add_weeks(v.requested, 6), v.received) as case_date,
    cast(null as string) as excluded,
    case
        -- Without the day it was asked for, or come before it was asked for: it cannot be judged.
        when v.requested is null or v.received < v.requested then null
        when v.received <= add_weeks(v.requested, 6) then true
        else false
    end as met,
    add_weeks(v.requested, 6) as due,
    v.received as done,
    v.recorded,
    v.held_from,
    v.requested
from ehc_advice v
join period p on coalesce(add_weeks(v.requested, 6), v.received) between p.period_start and p.period_end
left join ehc_assessment a on a.assessment_id = v.assessment_id
where lower(v.kind) = 'health'
