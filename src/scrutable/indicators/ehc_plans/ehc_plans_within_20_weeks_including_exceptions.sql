/*
title       = "EHC plans issued within 20 weeks, including exceptions"
question    = "Of all the plans we issue, whatever the reason for delay, how many come within 20 weeks?"
counts      = "plan"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 4
basis       = "SEN2 return: request ReceivedDate, named plan StartDate"
limit       = "SEND Regulations 2014, reg 13(2): 20 weeks from the request"
compare     = "SEN_EHC_All_20wks"
beside      = "ehc_assessments_overdue"
breakdowns  = ["team"]
traps       = [
    "Only plans issued are counted: clearing old cases lowers the share and leaving them open protects it.",
    "Not the series that leaves exceptions out, and it can be the higher of the two: name the one you quote.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 13(2); DfE formula (LAIT)"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:plan|plans} issued {window} ({percent}) {met:was|were} issued within 20 weeks of the request"
none        = "No plans were issued {window}"
*/
-- The same plans as ehc_plans_within_20_weeks with none left out: another published series, never the same line.
select
    p.period_end,
    e.authority,
    e.plan_id as case_id,
    e.child_id,
    e.issued as case_date,
    cast(null as string) as excluded,
    -- A plan dated before its request is one of two wrong dates: it cannot be judged.
    case when e.issued >= e.requested then e.issued <= add_weeks(e.requested, 20) end as met,
    add_weeks(e.requested, 20) as due,
    e.issued as done,
    e.recorded,
    e.held_from,
    e.team,
    e.requested
from ehc_plan e
join period p on e.issued between p.period_start and p.period_end
