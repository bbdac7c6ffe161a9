/*
title       = "Vacant social work posts"
question    = "How many social work posts have nobody of our own in them, and how many of these does an agency worker cover?"
counts      = "post"
measures    = "count"
better      = "lower"
dashboard   = "workforce"
order       = 4
stock       = true
basis       = "The council's list of posts: opened, closed, held by, covered by; first and last days from the list of social workers"
optional    = ["worker"]
excludes    = ["list of posts of a later day"]
cannot_say  = ["list of posts of a later day"]
beside      = "vacancies_covered_by_agency"
breakdowns  = ["cover", "department", "role"]
traps       = [
    "A post that an agency worker covers is still vacant.",
    "The list of posts says who is in a post now. What it has said only since more than a month after the day is set aside: ask for an earlier day as it was known then.",
    "These are posts, full time or part time. The vacancy rate is of full-time equivalents.",
]
source      = "Local measure: a count of the council's own list. What is vacant: DfE children's social work workforce"
certainty   = "partly"
uncertain   = "A count of posts, which DfE publishes in full-time equivalents."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} social work {n:post was|posts were} vacant {at}, covered by agency or not"
none        = "No social work posts were vacant {at}"
*/
-- Vacant: nobody is named, or one who had left by the day or had not begun by it, or an agency worker, who covers a
-- post and does not fill it. One who is named and is on no list is taken to be there: nothing says otherwise.
-- A post without a day on which it was opened has been there all along: a blank may not make a vacancy vanish.
select
    p.period_end,
    o.authority,
    o.post_id as case_id,
    cast(null as string) as child_id,
    p.period_end as case_date,
    case when cast(o.known_from as date) > add_months(p.period_end, 1) then 'list of posts of a later day' end as excluded,
    o.recorded,
    case
        when h.kind = 'agency' and coalesce(h.started <= p.period_end, true) and coalesce(h.ended > p.period_end, true)
            then 'Covered by an agency worker'
        when o.covered_by is null then 'Not covered by an agency worker'
        when c.worker_id is null then null
        when c.kind = 'agency' and coalesce(c.started <= p.period_end, true) and coalesce(c.ended > p.period_end, true)
            then 'Covered by an agency worker'
        else 'Not covered by an agency worker'
    end as cover,
    o.department,
    o.role,
    o.fte,
    o.opened
from post o
join period p on (o.opened is null or o.opened <= p.period_end) and (o.closed is null or o.closed > p.period_end)
left join worker h on h.worker_id = o.held_by
left join worker c on c.worker_id = o.covered_by
where o.held_by is null
    or h.kind = 'agency'
    or h.started > p.period_end
    or h.ended <= p.period_end
