/*
title       = "Children in care with three or more social workers in a year"
question    = "How many of the children we look after have been passed from worker to worker?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "children_in_care"
order       = 12
stock       = true
look_back   = 12
basis       = "SSDA903 social worker episodes of children in care on the last day, in the 12 months up to it"
compare     = "Stability_SocialWorker"
beside      = "children_with_a_change_of_social_worker"
needs       = ["care_episode.legal_status"]
breakdowns  = ["team"]
traps       = [
    "A child who goes from one worker to another and back to the first has had two, not three.",
    "Workers before the child came into care count too.",
    "Without 12 months of allocations before the day, changes go unseen and the figure looks too good.",
    "One change is enough for the other measure that committees ask for: children whose social worker changed.",
]
source      = "DfE stability measures: different social workers in the year of children looked after on 31 March, workers before care included"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care {at} ({percent}) had three or more social workers in the 12 months before"
none        = "No children were in care {at}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- A worker counts who was responsible for the child on any of the 12 months' days. Every child in care has a worker, so
-- where none is recorded nobody can say how many there were.
with episode as (
    select
        *,
        coalesce(ended, lead(started) over w, cast('9999-12-31' as date)) as until,
        lead(started) over w as next_started,
        row_number() over w as number
    from care_episode
    where coalesce(legal_status, '') not in ('V3', 'V4')
    window w as (partition by child_id order by started nulls last, ended nulls last, episode_id nulls last)
),
linked as (
    select
        *,
        max(until) over (
            partition by child_id order by number nulls last rows between unbounded preceding and 1 preceding
        ) as until_before
    from episode
),
numbered as (
    select
        *,
        sum(case when until_before >= started then 0 else 1 end) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as stay
    from linked
),
looked_after as (
    select
        *,
        min(started) over (partition by child_id, stay) as in_care_since,
        max(until) over (partition by child_id, stay) as in_care_until
    from numbered
),
at_day as (
    select p.period_end, add_months(add_days(p.period_end, 1), -12) as first_day, e.*
    from looked_after e
    join period p on e.started <= p.period_end
        and (e.next_started is null or e.next_started > p.period_end)
        and e.in_care_until > p.period_end
),
counted as (
    select d.child_id, d.period_end, count(distinct w.worker_id) as workers
    from at_day d
    join allocation w on w.child_id = d.child_id
        and w.started <= d.period_end and (w.ended is null or w.ended >= d.first_day)
    group by d.child_id, d.period_end
)
select
    e.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    e.period_end as case_date,
    cast(null as string) as excluded,
    n.workers >= 3 as met,
    e.recorded,
    coalesce(b.begins <= e.first_day, false) as history,
    e.team,
    n.workers,
    e.in_care_since
from at_day e
left join counted n on n.child_id = e.child_id and n.period_end = e.period_end
left join records b on b.authority = e.authority and b.table_name = 'allocation'
