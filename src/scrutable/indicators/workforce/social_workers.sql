/*
title       = "Social workers"
question    = "How many social workers work for us, employed and from agencies?"
counts      = "worker"
measures    = "count"
better      = "neither"
dashboard   = "workforce"
order       = 2
stock       = true
basis       = "The council's list of social workers: kind, first and last day, department, role"
beside      = "vacancies"
needs       = ["worker.started"]
breakdowns  = ["department", "kind", "role"]
traps       = [
    "These are people, full time or part time: two who share a post are two.",
    "A rise can be agency workers in vacant posts: read it with the breakdown by kind.",
]
source      = "Local measure: a headcount of the council's own list"
certainty   = "partly"
uncertain   = "Whoever is on the council's list is counted; DfE's workforce census leaves some roles out."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} social {n:worker was|workers were} working for us {at}"
none        = "No social workers were working for us {at}"
*/
select
    p.period_end,
    w.authority,
    w.worker_id as case_id,
    cast(null as string) as child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    w.recorded,
    w.department,
    case when w.kind = 'agency' then 'Agency' when w.kind = 'employee' then 'Employee' end as kind,
    w.role,
    w.started
from worker w
join period p on w.started <= p.period_end and (w.ended is null or w.ended > p.period_end)
