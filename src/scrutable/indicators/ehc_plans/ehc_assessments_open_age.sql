/*
title       = "How long open EHC assessments have been waiting"
question    = "How many days has a family typically been waiting whose assessment is not finished?"
counts      = "open EHC assessment"
measures    = "median"
amounts_in  = "days"
better      = "lower"
dashboard   = "ehc_plans"
order       = 8
stock       = true
basis       = "SEN2 return: request, assessment and named plan dates"
beside      = "ehc_assessments_overdue"
breakdowns  = ["weeks_open", "team"]
traps       = [
    "Many new requests lower it while the oldest wait on: read the list's oldest and the number over 20 weeks beside it.",
    "It is of those still waiting, not of how long plans took.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), regs 5, 10 and 13: what ends an assessment"
certainty   = "partly"
uncertain   = "Local measure: exceptions are not left out, and an assessment ordered by the Tribunal counts from the first request."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "Half of the {counted} EHC {counted:assessment|assessments} open {at} had been open for {value} days or more"
none        = "No EHC assessments were open {at}"
*/
-- The list of ehc_assessments_open, each with the days since its request.
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
    days_between(r.received, p.period_end) as amount,
    add_weeks(r.received, 20) as due,
    r.recorded,
    r.team,
    case
        when days_between(r.received, p.period_end) <= 42 then 'up to 6 weeks'
        when days_between(r.received, p.period_end) <= 112 then 'over 6 to 16 weeks'
        when days_between(r.received, p.period_end) <= 140 then 'over 16 to 20 weeks'
        when days_between(r.received, p.period_end) <= 182 then 'over 20 to 26 weeks'
        when days_between(r.received, p.period_end) <= 364 then 'over 26 to 52 weeks'
        else 'over 52 weeks'
    end as weeks_open,
    r.received
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
