/*
title       = "Section 47 enquiries for every 10,000 children"
question    = "For the number of children who live here, how often do we look into whether one is at risk of serious harm?"
counts      = "enquiry"
plural      = "enquiries"
measures    = "rate"
better      = "neither"
dashboard   = "child_protection"
order       = 2
basis       = "CIN census: S47ActualStartDate; ONS mid-year estimate of children aged 0 to 17"
compare     = "Section_47"
beside      = "child_protection_plan_rate"
breakdowns  = ["team"]
traps       = [
    "The figure is of the enquiries of the period as it stands: only twelve months may be set beside a published year.",
    "It counts enquiries and not children, so one child looked into twice is in it twice.",
]
source      = "DfE children in need statistics: section 47 enquiries that began in the year for every 10,000 children aged 0 to 17"
certainty   = "partly"
uncertain   = "The rate follows the published one; which year's estimate of children DfE divides by is not stated in what we read."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} section 47 {n:enquiry was|enquiries were} begun {window}: {value} for every 10,000 children ({base})"
none        = "No section 47 enquiries were begun {window}"
*/
select
    p.period_end,
    s.authority,
    s.section_47_id as case_id,
    s.child_id,
    s.strategy_discussion as case_date,
    cast(null as string) as excluded,
    s.recorded,
    s.team,
    s.ended,
    s.outcome
from section_47 s
join period p on s.strategy_discussion between p.period_start and p.period_end
