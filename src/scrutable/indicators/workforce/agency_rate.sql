/*
title       = "Agency rate"
question    = "How much of our social work is done by agency workers?"
counts      = "full-time equivalent"
measures    = "ratio"
better      = "lower"
dashboard   = "workforce"
order       = 3
stock       = true
basis       = "The council's list of social workers: kind, full-time equivalent, first and last day"
compare     = "Work_Force_Agecy_Rate"
beside      = "vacancy_rate"
needs       = ["worker.started"]
breakdowns  = ["department", "role"]
traps       = [
    "Agency workers are in both terms: agency over agency and employed, not agency over employed.",
    "The published figure is of 30 September: another day's is not of the same date.",
    "It is of full-time equivalents. The headcount of agency workers is another figure.",
]
source      = "DfE children's social work workforce: agency over agency and employed full-time equivalents at 30 September"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:full-time equivalent|full-time equivalents} of social work {at} ({percent}) {met:was|were} from an agency"
none        = "No social workers were working for us {at}"
*/
-- Someone whose full-time equivalent is not recorded is listed and not known: neither a whole post nor none.
select
    p.period_end,
    w.authority,
    w.worker_id as case_id,
    cast(null as string) as child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    case when w.kind = 'agency' then w.fte when w.kind = 'employee' then 0 end as amount,
    w.fte as base,
    w.recorded,
    w.department,
    w.role,
    w.kind,
    w.started
from worker w
join period p on w.started <= p.period_end and (w.ended is null or w.ended > p.period_end)
