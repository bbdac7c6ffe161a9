/*
title       = "Early help assessments completed"
question    = "How many early help assessments do we and our partners complete?"
counts      = "early help assessment"
measures    = "count"
better      = "neither"
dashboard   = "early_help"
order       = 1
basis       = "Annex A list 2: date the assessment was completed, and the organisation that completed it"
beside      = "early_help_assessments_in_time"
needs       = ["early_help_episode.assessment_completed"]
breakdowns  = ["organisation", "team"]
traps       = [
    "It counts assessments, not children: a child assessed twice in the period counts twice.",
    "Partners complete many of them. A partner that stops sending its assessments looks like a fall in need.",
]
source      = "Local measure: no statutory return holds it, so no national figure can stand beside it"
certainty   = "not verified"
uncertain   = "No text says what ends an early help assessment; we take the date of completion in Annex A."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} early help {n:assessment was|assessments were} completed {window}"
none        = "No early help assessments were completed {window}"
*/
select
    p.period_end,
    e.authority,
    e.episode_id as case_id,
    e.child_id,
    e.assessment_completed as case_date,
    cast(null as string) as excluded,
    e.recorded,
    e.organisation,
    e.team,
    e.assessment_started
from early_help_episode e
join period p on e.assessment_completed between p.period_start and p.period_end
