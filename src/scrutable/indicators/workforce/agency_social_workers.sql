/*
title       = "Agency social workers"
question    = "How many of our social workers come from an agency, and in which department?"
counts      = "worker"
measures    = "count"
better      = "lower"
dashboard   = "workforce"
order       = 1
stock       = true
basis       = "The council's list of social workers: kind, first and last day, department"
beside      = "agency_rate"
needs       = ["worker.started"]
breakdowns  = ["department", "role"]
traps       = [
    "These are people, full time or part time. DfE's agency rate is of full-time equivalents and of all social workers: another figure.",
    "Someone who left on the day itself is no longer counted; someone who began on it is.",
]
source      = "Local measure. DfE's agency rate is of full-time equivalents at 30 September, which is another figure"
certainty   = "partly"
uncertain   = "A headcount, not full-time equivalents; someone whose last day is the day asked about is not counted."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} agency social {n:worker was|workers were} working for us {at}"
none        = "No agency social workers were working for us {at}"
*/
-- Decided on the last day of the period, as for everything that is counted on a day. A first day that is not recorded
-- cannot be placed in time: nobody can say that the person was there.
select
    p.period_end,
    w.authority,
    w.worker_id as case_id,
    cast(null as string) as child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    w.recorded,
    w.department,
    w.role,
    w.started
from worker w
join period p on w.started <= p.period_end and (w.ended is null or w.ended > p.period_end)
where w.kind = 'agency'
