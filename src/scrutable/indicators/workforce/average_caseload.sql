/*
title       = "Average caseload"
question    = "How many children does a social worker who holds cases have to look after?"
counts      = "allocated case"
measures    = "ratio"
per         = "full-time equivalent social worker"
better      = "lower"
dashboard   = "workforce"
order       = 9
stock       = true
basis       = "Which children are allocated to which worker; the worker's full-time equivalent from the list of social workers"
excludes    = ["not on the list of social workers", "not working for us on the day", "no contracted hours"]
compare     = "Work_Force_AvgNumCase_SW"
beside      = "newly_qualified_share"
breakdowns  = ["department", "kind", "role"]
traps       = [
    "Workers who hold no case are in neither term: it is not the children divided by all our social workers.",
    "A child allocated to two workers is a case of each.",
    "Caseload is not workload: it does not say how much a case asks of a worker.",
    "The published figures of 2016 and 2017 are not of one series.",
]
source      = "DfE children's social work workforce: cases over full-time equivalents of those who hold one or more, agency included"
certainty   = "verified"
uncertain   = "A case here is a child; carers who are allocated to a worker are not among the records."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "For each full-time equivalent social worker with cases there were {value} of them {at}: {met} {met:allocated case|allocated cases} in all"
none        = "No social workers held cases {at}"
*/
-- A row a worker. A case left with someone who has gone is listed with the reason, for a manager to mend.
-- Someone on the list who holds cases and whose first day is not recorded is taken to be there.
with held as (
    -- A worker's cases are all of one council, for ids are unique across councils.
    select p.period_end, a.worker_id, min(a.authority) as authority, count(distinct a.child_id) as children
    from allocation a
    join period p on a.started <= p.period_end and (a.ended is null or a.ended > p.period_end)
    group by p.period_end, a.worker_id
)
select
    h.period_end,
    h.authority,
    h.worker_id as case_id,
    cast(null as string) as child_id,
    h.period_end as case_date,
    case
        when w.worker_id is null then 'not on the list of social workers'
        when w.started > h.period_end or w.ended <= h.period_end then 'not working for us on the day'
        when w.fte <= 0 then 'no contracted hours'
    end as excluded,
    h.children as amount,
    w.fte as base,
    w.recorded,
    w.department,
    case when w.kind = 'agency' then 'Agency' when w.kind = 'employee' then 'Employee' end as kind,
    w.role,
    w.started,
    w.ended
from held h
left join worker w on w.worker_id = h.worker_id
