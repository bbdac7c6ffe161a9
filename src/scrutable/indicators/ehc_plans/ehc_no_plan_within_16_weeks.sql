/*
title       = "Families told within 16 weeks that there will be no EHC plan"
question    = "When an assessment leads to no plan, does the family hear it in time?"
counts      = "assessment"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 12
basis       = "SEN2 return: AssessmentOutcome, AssessmentOutcomeDate, Week20 and the request's ReceivedDate"
limit       = "SEND Regulations 2014, reg 10(1): 16 weeks from the request"
excludes    = ["statutory exception"]
compare     = "SEN_NOT_ISSUE_PLAN_16WKS"
beside      = "ehc_appeals"
breakdowns  = ["team"]
optional    = ["ehc_request"]
traps       = [
    "Only assessments that ended without a plan are counted, often a handful: read the numbers, not the percentage.",
    "An assessment that the Tribunal ordered is timed from the first request, so it is nearly always late.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 10(1) and (4)"
certainty   = "partly"
uncertain   = "The limit is certain. The published counts divide by the decisions not to issue a plan, exceptions among them; LAIT's method speaks of all assessments, which the counts do not bear out."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:assessment|assessments} that ended without a plan {window} ({percent}) ended within 16 weeks of the request"
none        = "No assessments without a statutory exception ended without a plan {window}"
*/
-- Divided by the assessments that ended without a plan: those with a plan have a limit of their own.
select
    p.period_end,
    a.authority,
    a.assessment_id as case_id,
    a.child_id,
    a.outcome_date as case_date,
    case when a.exception then 'statutory exception' end as excluded,
    -- Without its request, or ended before it, an assessment cannot be judged.
    case when a.outcome_date >= r.received then a.outcome_date <= add_weeks(r.received, 16) end as met,
    add_weeks(r.received, 16) as due,
    a.outcome_date as done,
    a.recorded,
    a.held_from,
    r.team,
    r.received
from ehc_assessment a
join period p on a.outcome_date between p.period_start and p.period_end
left join ehc_request r on r.request_id = a.request_id
where a.outcome = 'N'
