/*
title    = "EHC steps dated before what they follow"
asks     = "Does every decision and every piece of advice come on or after the day it was asked for?"
why      = "A decision or advice that came before it was asked for cannot be timed, and counts as not in time."
touches  = [
    "ehc_decisions_within_6_weeks", "ehc_no_plan_within_16_weeks", "ehc_advice_within_6_weeks",
    "ehc_health_advice_within_6_weeks",
]
do       = "Look up both dates and put the wrong one right."
sentence = "{n} EHC {n:step|steps} dated before what {n:it follows|they follow}"
source   = "SEND Regulations 2014, regs 5, 8 and 10: each limit runs from a request"
optional = ["ehc_request", "ehc_assessment", "ehc_advice"]
*/
select
    authority, 'ehc_request' as table_name, request_id as row_id, child_id, decided as first_day, received as last_day,
    received as asked, decided as answered
from ehc_request
where decided < received
union all
select
    a.authority, 'ehc_assessment' as table_name, a.assessment_id as row_id, a.child_id, a.outcome_date as first_day,
    r.received as last_day, r.received as asked, a.outcome_date as answered
from ehc_assessment a
join ehc_request r on r.request_id = a.request_id
where a.outcome_date < r.received
union all
select
    v.authority, 'ehc_advice' as table_name, v.advice_id as row_id, a.child_id, v.received as first_day,
    v.requested as last_day, v.requested as asked, v.received as answered
from ehc_advice v
left join ehc_assessment a on a.assessment_id = v.assessment_id
where v.received < v.requested
