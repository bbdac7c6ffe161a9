/*
title       = "Children in care whose social worker changed"
question    = "How many of the children we look after had to get used to a new social worker?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "children_in_care"
order       = 13
look_back   = 12
basis       = "Social worker episodes of children in care on the last day of the period"
beside      = "three_or_more_social_workers"
needs       = ["care_episode.legal_status"]
breakdowns  = ["team"]
traps       = [
    "The children are those in care on the last day; the changes are those of the whole period. A longer period holds more changes, so a month and a year cannot be compared.",
    "A child's first worker is no change, and neither is the same worker's return with nobody between.",
    "A change counts once however many there were: for those see three or more social workers.",
]
source      = "Local: committees ask for it; no return has it"
certainty   = "not verified"
uncertain   = "No national definition was found. Where two workers are responsible at once, the one who began later counts as a change."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care at the end of the period ({percent}) had a change of social worker {window}"
none        = "No children were in care at the end of a period {window}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- A change is an allocation to another worker than the one before it, begun in the period. Every child in care has a
-- worker, so where none is recorded nobody can say.
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
handed_over as (
    select
        child_id, worker_id, started, recorded,
        lag(worker_id) over (
            partition by child_id order by started nulls last, ended nulls last, allocation_id nulls last
        ) as worker_before
    from allocation
),
first_worker as (
    select child_id, min(started) as since
    from allocation
    group by child_id
),
changed as (
    select w.child_id, p.period_end, max(w.started) as last_change, count(*) as changes
    from handed_over w
    join period p on w.started between p.period_start and p.period_end
    where w.worker_id <> w.worker_before
    group by w.child_id, p.period_end
)
select
    p.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    case when f.since <= p.period_end then n.changes is not null end as met,
    n.last_change as done,
    e.recorded,
    coalesce(b.begins <= p.period_start, false) as history,
    e.team,
    case when f.since <= p.period_end then coalesce(n.changes, 0) end as changes,
    e.in_care_since
from looked_after e
join period p on e.started <= p.period_end
    and (e.next_started is null or e.next_started > p.period_end)
    and e.in_care_until > p.period_end
left join first_worker f on f.child_id = e.child_id
left join changed n on n.child_id = e.child_id and n.period_end = p.period_end
left join records b on b.authority = e.authority and b.table_name = 'allocation'
