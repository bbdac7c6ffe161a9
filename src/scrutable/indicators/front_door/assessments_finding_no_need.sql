/*
title       = "Assessments that found no need for social care support"
question    = "How many of the assessments that we complete find that the child needs nothing from social care?"
counts      = "assessment"
measures    = "share"
better      = "neither"
dashboard   = "front_door"
order       = 12
basis       = "Annex A list 4: was the child assessed as requiring the council's social care support"
beside      = "re_referrals_within_12_months"
breakdowns  = ["team"]
traps       = [
    "The CIN census does not hold this answer: where the census speaks for the assessments no figure can be given, though Annex A was loaded too.",
    "An answer other than yes or no, or none, cannot be judged: a blank is not a no.",
    "Of assessments. The published figure is of referrals, and is another measure: referrals assessed and found not in need.",
]
source      = "Local measure, from a question of Annex A list 4"
certainty   = "not verified"
uncertain   = "Ofsted's own wording of Annex A was not read. What councils write into the answer differs; only plain yes and no are read."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:assessment|assessments} completed {window} ({percent}) found that no social care support was needed"
none        = "No assessments were completed {window}"
*/
select
    p.period_end,
    a.authority,
    a.assessment_id as case_id,
    a.child_id,
    a.completed as case_date,
    cast(null as string) as excluded,
    -- Annex A letters its choices, a) Yes and b) No. Whatever else a council writes there is not guessed at.
    case
        when lower(trim(a.outcome)) in ('no', 'n', 'b) no') then true
        when lower(trim(a.outcome)) in ('yes', 'y', 'a) yes') then false
    end as met,
    a.recorded,
    a.team,
    a.outcome
from assessment a
join period p on a.completed between p.period_start and p.period_end
