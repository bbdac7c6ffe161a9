/*
title       = "Section 47 enquiries begun"
question    = "How often do we have to look into whether a child is suffering, or likely to suffer, serious harm?"
counts      = "enquiry"
plural      = "enquiries"
measures    = "count"
better      = "neither"
dashboard   = "child_protection"
order       = 1
basis       = "CIN census: S47ActualStartDate, the strategy discussion that began each enquiry"
beside      = "children_on_protection_plans"
breakdowns  = ["team"]
traps       = [
    "It counts enquiries about one child each, not children and not families: a family of three is three enquiries, and a child can be looked into more than once.",
    "An enquiry is dated by the strategy discussion that began it, so a later discussion about the same enquiry is not another one.",
]
source      = "Children Act 1989, section 47; DfE children in need census: each enquiry counts, dated by the strategy discussion that began it"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} section 47 {n:enquiry was|enquiries were} begun {window}"
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
