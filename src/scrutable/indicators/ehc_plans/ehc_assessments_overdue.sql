/*
title       = "Open EHC assessments over 20 weeks"
question    = "Of the families still waiting for us, how many have waited longer than the law allows?"
counts      = "open EHC assessment"
measures    = "share"
better      = "lower"
dashboard   = "ehc_plans"
order       = 6
stock       = true
basis       = "SEN2 return: request, assessment and named plan dates"
limit       = "SEND Regulations 2014, reg 13(2): 20 weeks from the request"
beside      = "ehc_plans_within_20_weeks"
breakdowns  = ["team"]
traps       = [
    "A share of what is open: closing young cases raises it. Read the number and the oldest beside it.",
    "Exceptions are not left out: of an open case it is not yet known whether one will apply.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), reg 13(2)"
certainty   = "partly"
uncertain   = "Local measure: exceptions are not left out, and an assessment ordered by the Tribunal counts from the first request."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} EHC {counted:assessment|assessments} open {at} ({percent}) {met:was|were} more than 20 weeks old"
none        = "No EHC assessments were open {at}"
*/
-- The list of ehc_assessments_open, each with whether its 20 weeks had passed. On day 140 a plan is still in time.
with answered as (
    -- One row a request. `reopened`: the Tribunal had a refused request assessed after all, from that day.
    select
        r.request_id,
        min(case when a.outcome in ('N', 'W') then a.outcome_date end) as ended_without_plan,
        min(case when a.started >= r.decided then a.started end) as reopened
    from ehc_request r
    join ehc_assessment a on a.request_id = r.request_id
    group by r.request_id
),
finished as (
    select request_id, min(issued) as issued
    from ehc_plan
    group by request_id
)
select
    p.period_end,
    r.authority,
    r.request_id as case_id,
    r.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    add_weeks(r.received, 20) < p.period_end as met,
    add_weeks(r.received, 20) as due,
    r.recorded,
    r.team,
    r.received,
    days_between(r.received, p.period_end) as days_open
from ehc_request r
join period p on r.received <= p.period_end
left join answered a on a.request_id = r.request_id
left join finished f on f.request_id = r.request_id
where (f.issued is null or f.issued > p.period_end)
    and (a.ended_without_plan is null or a.ended_without_plan > p.period_end)
    and (
        -- Not refused or withdrawn by then. Without the day of the decision it stays open: a blank hides nothing.
        r.decision is null
        or r.decision not in ('N', 'W')
        or r.decided is null
        or r.decided > p.period_end
        or (r.decision = 'N' and a.reopened <= p.period_end)
    )
