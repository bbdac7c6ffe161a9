/*
title       = "Appeals registered about EHC decisions"
question    = "How often do families appeal against what we decided?"
counts      = "appeal"
measures    = "count"
better      = "lower"
dashboard   = "ehc_plans"
order       = 19
basis       = "The council's own list of appeals, by the day registered"
beside      = "ehc_mediations"
breakdowns  = ["about"]
traps       = [
    "Mediations are another count: never add the two.",
    "An appeal is registered months after the decision it is about, so it speaks of an earlier period's decisions.",
]
source      = "Children and Families Act 2014 s51: what may be appealed to the Tribunal"
certainty   = "partly"
uncertain   = "Counted by the council's record of the day registered: the Tribunal's own count may date some otherwise."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:appeal was|appeals were} registered about EHC decisions {window}"
none        = "No appeals were registered about EHC decisions {window}"
*/
select
    p.period_end,
    d.authority,
    d.dispute_id as case_id,
    d.child_id,
    d.opened as case_date,
    cast(null as string) as excluded,
    d.recorded,
    d.about,
    d.outcome,
    d.closed
from ehc_dispute d
join period p on d.opened between p.period_start and p.period_end
where d.kind = 'appeal'
