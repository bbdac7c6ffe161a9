/*
title       = "Statutory exceptions to the 20 weeks, by reason"
question    = "Why were plans left out of the 20 weeks, and does the law allow the reason?"
counts      = "exception"
measures    = "count"
better      = "neither"
dashboard   = "ehc_plans"
order       = 15
basis       = "SEN2 return: Week20; reasons and days from the council's own list"
excludes    = ["not a reason of reg 10(4)"]
beside      = "ehc_plans_within_20_weeks"
breakdowns  = ["reason", "exception"]
optional    = ["ehc_plan_exception"]
traps       = [
    "The list of reasons is closed: a want of staff, a waiting list or late advice is none, and leaves the plan among those counted.",
    "SEN2 holds the mark without a reason. Until the council's own list is loaded every exception is shown as not recorded.",
    "The reason is to be written as its letter in reg 10(4), a to d: any other text counts as no reason of the law.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 10(4) and reg 13(3)"
certainty   = "partly"
uncertain   = "Of reg 10(4), (a) and (b) were read in full; (c) and (d) follow the like words of reg 8(2)."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:exception was|exceptions were} recorded for the plans issued {window}"
none        = "No statutory exceptions were recorded for the plans issued {window}"
*/
-- Dated by the plan's issue, so that the list stands beside what ehc_plans_within_20_weeks leaves out. A plan may have
-- several. One marked as an exception without any reason is listed too: the mark alone took it out.
select
    p.period_end,
    e.authority,
    case when x.exception_id is null then e.plan_id else e.plan_id || ' ' || x.exception_id end as case_id,
    e.child_id,
    e.issued as case_date,
    case
        when lower(coalesce(x.reason, e.exception_reason)) not in ('a', 'b', 'c', 'd') then 'not a reason of reg 10(4)'
    end as excluded,
    coalesce(x.recorded, e.recorded) as recorded,
    -- What was written in a field for free text is not repeated here: it may say more than a list should.
    case lower(coalesce(x.reason, e.exception_reason))
        when 'a' then 'school or college closed'
        when 'b' then 'early years provider closed'
        when 'c' then 'exceptional circumstances of the child or parent'
        when 'd' then 'away from the area for four weeks or more'
    end as reason,
    case when e.exception then 'yes' when not e.exception then 'no' end as exception,
    x.began,
    x.ended
from ehc_plan e
join period p on e.issued between p.period_start and p.period_end
left join ehc_plan_exception x on x.plan_id = e.plan_id
where x.exception_id is not null
    or e.exception
    or e.exception_reason is not null
