/*
title       = "Open assessments over 45 working days"
question    = "Of the assessments that are not finished, how many have already taken longer than guidance allows?"
counts      = "open assessment"
measures    = "share"
better      = "lower"
dashboard   = "front_door"
order       = 11
stock       = true
basis       = "CIN census: AssessmentActualStartDate, no AssessmentAuthorisationDate by the day; Annex A list 4"
limit       = "Working Together: 45 working days; here from the start of the assessment, so from the referral it is longer still"
beside      = "referrals_assessed_not_in_need"
breakdowns  = ["team"]
traps       = [
    "The share of completed assessments in time does not show these: an assessment left open lowers nothing until it is finished.",
    "Look at how many and how old they are, not only at the share: starting many new assessments lowers it.",
    "An assessment given up and never closed in the system stays on the list and grows older: that is a fault of the records to be put right.",
]
source      = "Working Together to Safeguard Children; CIN census query 8670, which looks for open assessments past start date and 45 working days"
certainty   = "partly"
uncertain   = "Local measure, on the clock of DfE's published figure: from the start of the assessment, which is inferred. Guidance counts from the referral."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:assessment|assessments} open {at} ({percent}) {met:was|were} more than 45 working days old"
none        = "No assessments were open {at}"
*/
-- On day 45 an assessment is still in time. On the day it is completed it is no longer open.
with timed as (
    select
        a.authority,
        a.assessment_id,
        a.child_id,
        a.started,
        a.completed,
        a.recorded,
        a.team,
        add_working_days(a.started, 45) as due
    from assessment a
)
select
    p.period_end,
    t.authority,
    t.assessment_id as case_id,
    t.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    working_days_between(t.started, p.period_end) > 45 as met,
    t.due,
    t.recorded,
    t.team,
    t.started,
    working_days_between(t.started, p.period_end) as working_days_open
from timed t
join period p on t.started <= p.period_end
where t.completed is null or t.completed > p.period_end
