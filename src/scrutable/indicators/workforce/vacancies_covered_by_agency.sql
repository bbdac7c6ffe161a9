/*
title       = "Vacant posts covered by agency workers"
question    = "How many of our vacant social work posts does an agency worker cover?"
counts      = "post"
measures    = "share"
better      = "neither"
dashboard   = "workforce"
order       = 6
stock       = true
basis       = "The council's list of posts: held by and covered by; kind, first and last day from the list of social workers"
excludes    = ["list of posts of a later day"]
beside      = "agency_workers_covering_vacancies"
breakdowns  = ["department", "role"]
traps       = [
    "Not the share of agency workers who cover a vacancy: that divides by the agency workers, this by the vacant posts.",
    "A headcount. DfE's figures of cover are of full-time equivalents, and of 30 September.",
    "The list of posts says who is in a post now. What it has said only since more than a month after the day is set aside: ask for an earlier day as it was known then.",
]
source      = "Local measure, after DfE children's social work workforce, which publishes two rates of cover"
certainty   = "partly"
uncertain   = "A count of posts, which DfE publishes in full-time equivalents."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} social work {counted:post|posts} vacant {at} ({percent}) {met:was|were} covered by an agency worker"
none        = "No social work posts were vacant {at}"
*/
-- Vacant as in `vacancies`. Covered: an agency worker is named who was there on the day. One who is named and is on no
-- list cannot be told to be of an agency, so that cover is not known. A worker of our own who helps out is no cover here.
select
    p.period_end,
    o.authority,
    o.post_id as case_id,
    cast(null as string) as child_id,
    p.period_end as case_date,
    case when cast(o.known_from as date) > add_months(p.period_end, 1) then 'list of posts of a later day' end as excluded,
    case
        when h.kind = 'agency' and coalesce(h.started <= p.period_end, true) and coalesce(h.ended > p.period_end, true)
            then true
        when o.covered_by is null then false
        when c.worker_id is null then null
        when c.kind = 'agency' and coalesce(c.started <= p.period_end, true) and coalesce(c.ended > p.period_end, true)
            then true
        else false
    end as met,
    o.recorded,
    o.department,
    o.role,
    o.covered_by,
    o.opened
from post o
join period p on (o.opened is null or o.opened <= p.period_end) and (o.closed is null or o.closed > p.period_end)
left join worker h on h.worker_id = o.held_by
left join worker c on c.worker_id = o.covered_by
where o.held_by is null
    or h.kind = 'agency'
    or h.started > p.period_end
    or h.ended <= p.period_end
