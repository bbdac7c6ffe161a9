/*
title       = "Newly qualified social workers among those who hold cases"
question    = "How much of our case work is in the hands of social workers in their first year?"
counts      = "full-time equivalent"
measures    = "ratio"
better      = "band"
dashboard   = "workforce"
order       = 10
stock       = true
basis       = "The council's list of social workers: newly qualified (assessed and supported year in employment), full-time equivalent; who holds cases from the allocations"
beside      = "average_caseload"
breakdowns  = ["department", "role"]
traps       = [
    "Neither high nor low is good: it needs a band that the council sets. Few may mean that nobody new comes, many that experience is thin.",
    "A newly qualified worker should hold fewer cases, so the share of cases is smaller than this share of workers.",
]
source      = "Local measure; no published definition of a share was found"
certainty   = "not verified"
uncertain   = "Local: newly qualified is as the council's list says on the latest record, which may have changed since the day."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:full-time equivalent|full-time equivalents} of social workers holding cases {at} ({percent}) {met:was|were} newly qualified"
none        = "No social workers held cases {at}"
*/
-- Newly qualified left blank is not known, and is neither yes nor no.
with holding as (
    select distinct p.period_end, a.worker_id
    from allocation a
    join period p on a.started <= p.period_end and (a.ended is null or a.ended > p.period_end)
)
select
    h.period_end,
    w.authority,
    w.worker_id as case_id,
    cast(null as string) as child_id,
    h.period_end as case_date,
    cast(null as string) as excluded,
    case when w.newly_qualified then w.fte when not w.newly_qualified then 0 end as amount,
    w.fte as base,
    w.recorded,
    w.department,
    w.role,
    w.started
from holding h
join worker w
    on w.worker_id = h.worker_id
    and (w.started is null or w.started <= h.period_end)
    and (w.ended is null or w.ended > h.period_end)
