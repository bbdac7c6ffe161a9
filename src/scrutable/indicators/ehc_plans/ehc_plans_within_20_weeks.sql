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
optional    = ["ehc_plan_exception"]
traps       = [
    "Only plans issued are counted: clearing old cases lowers the share and leaving them open protects it.",
    "Not the series that includes exceptions: name the one you quote.",
    "The mark of an exception is believed unless every reason recorded for the plan lies outside reg 10(4): then the plan counts.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 13(2) and (3); DfE formula (LAIT)"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:plan|plans} issued {window} without a statutory exception ({percent}) {met:was|were} issued within 20 weeks of the request"
none        = "No plans without a statutory exception were issued {window}"
*/
-- A plan belongs to the period in which it was issued, so clearing a backlog of late plans
-- lowers this share. That is why the open assessments are always shown beside it.
with told as (
    -- All that is recorded of the reasons: in the list of exceptions, or with the plan.
    select plan_id, reason
    from ehc_plan_exception
    union all
    select plan_id, exception_reason
    from ehc_plan
),
lawful as (
    -- False where reasons are recorded and none is of the closed list; null where none is recorded.
    select plan_id, bool_or(lower(reason) in ('a', 'b', 'c', 'd')) as is_lawful
    from told
    group by plan_id
)
select
    p.period_end,
    e.authority,
    e.plan_id as case_id,
    e.child_id,
    e.issued as case_date,
    -- A closed list of reasons, reg 10(4): an agreement of the family, or a want of staff, is not among them.
    case when e.exception and coalesce(l.is_lawful, true) then 'statutory exception' end as excluded,
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
left join lawful l on l.plan_id = e.plan_id
