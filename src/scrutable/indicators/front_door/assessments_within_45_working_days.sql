/*
title       = "Assessments completed within 45 working days of starting"
question    = "When we assess a child's needs, do we finish in the time that guidance allows?"
counts      = "assessment"
measures    = "share"
better      = "higher"
dashboard   = "front_door"
order       = 9
basis       = "CIN census: AssessmentActualStartDate to AssessmentAuthorisationDate"
limit       = "Working Together: 45 working days; on DfE's published clock, from the start of the assessment"
compare     = "Continue_Assess_Comp"
beside      = "re_referrals_within_12_months"
breakdowns  = ["team"]
traps       = [
    "Two clocks: this one runs from the start of the assessment, as DfE's published figure seems to; guidance counts from the referral, which is another measure.",
    "Only completed assessments count. Finishing old ones lowers the share and leaving them open protects it: look at the open ones beside it.",
    "An assessment is complete when the manager authorises it, not at the last visit. The same day is day 0, so day 45 is in time; bank holidays are no working days.",
]
source      = "Working Together to Safeguard Children; DfE children in need table C2; CIN census query 8670"
certainty   = "partly"
uncertain   = "Guidance counts from the referral. That DfE's figure counts from the start of the assessment is inferred from its bands and query 8670."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:assessment|assessments} completed {window} ({percent}) {met:was|were} completed within 45 working days of starting"
none        = "No assessments were completed {window}"
*/
-- An assessment ends when the manager authorises it. The same day is day 0, so day 45 is in time.
with timed as (
    select
        a.authority,
        a.assessment_id,
        a.child_id,
        a.started,
        a.completed,
        a.recorded,
        a.held_from,
        a.team,
        add_working_days(a.started, 45) as due,
        -- Dates the wrong way round say nothing about how long it took, so they may not count as in time.
        case when a.completed >= a.started then working_days_between(a.started, a.completed) end as working_days
    from assessment a
)
select
    p.period_end,
    t.authority,
    t.assessment_id as case_id,
    t.child_id,
    t.completed as case_date,
    cast(null as string) as excluded,
    t.working_days <= 45 as met,
    t.due,
    t.completed as done,
    t.recorded,
    t.held_from,
    t.team,
    t.started,
    t.working_days
from timed t
join period p on t.completed between p.period_start and p.period_end
