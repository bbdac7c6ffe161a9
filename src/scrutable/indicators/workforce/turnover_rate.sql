/*
title       = "Turnover rate"
question    = "How much of our own social work staff has left?"
counts      = "full-time equivalent"
measures    = "ratio"
better      = "lower"
dashboard   = "workforce"
order       = 8
basis       = "The council's list of social workers: kind, full-time equivalent, first and last day, why they left"
excludes    = ["moved within the council"]
compare     = "Work_Force_TO_Rate"
beside      = "vacancy_rate"
needs       = ["worker.started"]
breakdowns  = ["department", "role"]
traps       = [
    "Only twelve months compare with the published figure, which is of the year to 30 September: a quarter's turnover is about a quarter of a year's.",
    "Those who left are counted over the whole period and those in post on its last day, so that a shrinking staff turns over faster.",
    "Agency workers are in neither term, and a move inside the council is not leaving.",
]
source      = "DfE children's social work workforce: leavers in the year over those in post at 30 September, full-time equivalents"
certainty   = "verified"
uncertain   = "A move inside the council is known by the words in the reason for leaving: within the council, within the authority, or internal."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "Social workers of {met} {met:full-time equivalent|full-time equivalents} left {window}, against {counted} in post at its end ({percent})"
none        = "No social workers of our own left {window} or were in post at its end"
*/
-- One row a worker: who left in the period is in the amount, who was in post on its last day in the base. Someone whose
-- last day is the last of the period has left. A last day before the first is impossible: nobody can say.
select
    p.period_end,
    w.authority,
    w.worker_id as case_id,
    cast(null as string) as child_id,
    case when w.ended <= p.period_end then w.ended else p.period_end end as case_date,
    case
        when w.ended <= p.period_end
            and (
                lower(w.leave_reason) like '%within the council%'
                or lower(w.leave_reason) like '%within the authority%'
                or lower(w.leave_reason) like '%internal%'
            )
            then 'moved within the council'
    end as excluded,
    case when w.ended < w.started then null when w.ended <= p.period_end then w.fte else 0 end as amount,
    case when w.ended <= p.period_end then 0 else w.fte end as base,
    w.recorded,
    w.department,
    w.role,
    w.leave_reason,
    w.started,
    w.ended
from worker w
join period p
    on w.ended between p.period_start and p.period_end
    or (w.started <= p.period_end and (w.ended is null or w.ended > p.period_end))
where w.kind = 'employee'
