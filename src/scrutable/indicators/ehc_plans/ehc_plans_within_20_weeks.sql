/*
title       = "EHC plans issued within 20 weeks, excluding exceptions"
question    = "When we issue an education, health and care plan, has the family had it in time?"
counts      = "plan"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 3
basis       = "SEN2 return: request ReceivedDate, named plan StartDate, Week20 exception"
limit       = "SEND Regulations 2014, reg 13(2): 20 weeks from the request"
excludes    = ["statutory exception"]
compare     = "SEN_EHC_Excpt_20wks"
beside      = "ehc_assessments_overdue"
breakdowns  = ["team"]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 13(2) and (3); DfE formula (LAIT)"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:plan|plans} issued {window} without a statutory exception ({percent}) {met:was|were} issued within 20 weeks of the request"
none        = "No plans without a statutory exception were issued {window}"
*/
-- A plan belongs to the period in which it was issued, so clearing a backlog of late plans
-- lowers this share. That is why the open assessments are always shown beside it.
select
    p.period_end,
    e.authority,
    e.plan_id as case_id,
    e.child_id,
    e.issued as case_date,
    -- A closed list of reasons, reg 10(4): an agreement of the family, or a want of staff, is not among them.
    case when e.exception then 'statutory exception' end as excluded,
    e.issued <= add_weeks(e.requested, 20) as met,
    add_weeks(e.requested, 20) as due,
    e.issued as done,
    e.recorded,
    e.team,
    e.requested
from ehc_plan e
join period p on e.issued between p.period_start and p.period_end
