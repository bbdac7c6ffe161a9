/*
title       = "Assessments completed within 45 working days of the referral"
question    = "When a child is referred to us, is the assessment finished in the time that guidance allows?"
counts      = "assessment"
measures    = "share"
better      = "higher"
dashboard   = "front_door"
order       = 10
basis       = "CIN census: CINreferralDate to AssessmentAuthorisationDate of the assessment within that referral"
limit       = "Working Together: 45 working days from the referral"
beside      = "assessments_open_over_45_working_days"
breakdowns  = ["which_assessment", "team"]
traps       = [
    "Two clocks: this one runs from the referral, as guidance says. DfE's published figure seems to run from the start of the assessment, so it may not be set beside this one.",
    "A later assessment of a case that has long been open is late by this clock however quick it was: see the breakdown by first and later assessment.",
    "Only completed assessments count. Finishing old ones lowers the share and leaving them open protects it: look at the open ones beside it.",
]
source      = "Working Together to Safeguard Children 2018 and 2023, and LAIT: no more than 45 working days from the point of referral"
certainty   = "partly"
uncertain   = "Guidance does not say what a second assessment of the same referral counts from; here every assessment counts from the referral that it belongs to."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:assessment|assessments} completed {window} ({percent}) {met:was|were} completed within 45 working days of the referral"
none        = "No assessments were completed {window}"
*/
-- An assessment whose referral is not recorded, as in Annex A, cannot be judged: the child's last referral is a guess.
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
        r.received,
        add_working_days(r.received, 45) as due,
        -- Dates the wrong way round say nothing about how long it took, so they may not count as in time.
        case when a.completed >= r.received then working_days_between(r.received, a.completed) end as working_days,
        row_number() over (partition by a.referral_id order by a.started nulls last, a.assessment_id nulls last) as place
    from assessment a
    left join referral r on r.referral_id = a.referral_id
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
    case when t.received is null then null when t.place = 1 then 'First' else 'Later' end as which_assessment,
    t.received,
    t.started,
    t.working_days
from timed t
join period p on t.completed between p.period_start and p.period_end
