/*
title       = "Agency workers covering vacant posts"
question    = "How many of our agency social workers cover a vacant post, rather than come on top of our posts?"
counts      = "worker"
measures    = "share"
better      = "neither"
dashboard   = "workforce"
order       = 7
stock       = true
basis       = "The council's list of social workers, and which of them its list of posts names as covering a vacant post"
beside      = "vacancies_covered_by_agency"
breakdowns  = ["department", "role"]
traps       = [
    "Not the share of vacant posts that are covered: that divides by the vacant posts, this by the agency workers.",
    "A headcount. DfE's figures of cover are of full-time equivalents, and of 30 September.",
    "The list of posts says who covers a post now: ask for an earlier day as it was known then.",
]
source      = "Local measure, after DfE children's social work workforce, which publishes two rates of cover"
certainty   = "partly"
uncertain   = "A headcount; and a post that was covered on the day and has changed since is not seen."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} agency social {counted:worker|workers} working for us {at} ({percent}) {met:was|were} covering a vacant post"
none        = "No agency social workers were working for us {at}"
*/
-- A worker covers a vacancy where a vacant post names them, as the one who covers it or by mistake as its holder.
-- Where a council's list of posts is all of a later day, or it has none, nobody can say: not known, rather than no.
with named as (
    select post_id, covered_by as worker_id from post
    union all
    select post_id, held_by as worker_id from post
),
covering as (
    select distinct p.period_end, n.worker_id
    from named n
    join post o on o.post_id = n.post_id
    join period p on (o.opened is null or o.opened <= p.period_end) and (o.closed is null or o.closed > p.period_end)
    left join worker h on h.worker_id = o.held_by
    where coalesce(cast(o.known_from as date) <= add_months(p.period_end, 1), true)
        and (o.held_by is null or h.kind = 'agency' or h.started > p.period_end or h.ended <= p.period_end)
),
listed as (
    select authority, min(cast(known_from as date)) as since
    from post
    group by authority
)
select
    p.period_end,
    w.authority,
    w.worker_id as case_id,
    cast(null as string) as child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    case
        when v.worker_id is not null then true
        when l.authority is null or l.since > add_months(p.period_end, 1) then null
        else false
    end as met,
    w.recorded,
    w.department,
    w.role,
    w.started
from worker w
join period p on w.started <= p.period_end and (w.ended is null or w.ended > p.period_end)
left join covering v on v.worker_id = w.worker_id and v.period_end = p.period_end
left join listed l on l.authority = w.authority
where w.kind = 'agency'
