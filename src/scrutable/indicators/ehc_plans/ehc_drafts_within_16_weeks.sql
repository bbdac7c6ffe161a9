/*
title       = "Draft EHC plans sent within 16 weeks"
question    = "Does a draft reach the family early enough for the plan to be final by week 20?"
counts      = "draft plan"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 11
basis       = "The council's own day on which the draft was sent; SEN2 return: request ReceivedDate"
limit       = "Local: 16 weeks from the request, four before the final plan is due"
excludes    = ["statutory exception"]
beside      = "ehc_assessments_overdue"
breakdowns  = ["team"]
optional    = ["ehc_plan_exception"]
traps       = [
    "Not a limit of the law for drafts: the law's 16 weeks are for telling a family that there will be no plan.",
    "Only drafts that were sent are counted: those not yet written are among the open assessments.",
    "SEN2 does not hold the day of the draft. A plan issued without it counts on the day of issue and cannot be judged.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "Local; set against SEND Regulations 2014 (SI 2014/1530), reg 10(1) and reg 13(2)"
certainty   = "not verified"
uncertain   = "Local measure: no text sets a day for the draft, and SEN2 does not hold it."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} draft {counted:plan|plans} sent {window} without a statutory exception ({percent}) {met:was|were} sent within 16 weeks of the request"
none        = "No draft EHC plans without a statutory exception were sent {window}"
*/
-- The stage before ehc_plans_within_20_weeks, with the same plans left out. A plan that was issued has had a draft:
-- where its day was not written down, the plan is listed on the day of issue.
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
    coalesce(e.draft_sent, e.issued) as case_date,
    case when e.exception and coalesce(l.is_lawful, true) then 'statutory exception' end as excluded,
    -- A draft without its day, or dated before its request, cannot be judged.
    case when e.draft_sent >= e.requested then e.draft_sent <= add_weeks(e.requested, 16) end as met,
    add_weeks(e.requested, 16) as due,
    e.draft_sent as done,
    e.recorded,
    e.held_from,
    e.team,
    e.requested
from ehc_plan e
join period p on coalesce(e.draft_sent, e.issued) between p.period_start and p.period_end
left join lawful l on l.plan_id = e.plan_id
