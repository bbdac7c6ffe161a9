/*
title       = "Vacancy rate"
question    = "How much of our social work establishment is vacant?"
counts      = "full-time equivalent"
measures    = "ratio"
better      = "lower"
dashboard   = "workforce"
order       = 5
stock       = true
basis       = "The council's list of posts: full-time equivalent, opened, closed, held by; first and last days from the list of social workers"
optional    = ["worker"]
excludes    = ["list of posts of a later day"]
compare     = "Work_Force_Vac_Rate"
beside      = "vacancies_covered_by_agency"
breakdowns  = ["department", "role"]
traps       = [
    "A post that an agency worker covers is still vacant, and so is one that nobody is recruiting to. Agency workers are in neither term.",
    "The list of posts says who is in a post now. What it has said only since more than a month after the day is set aside: ask for an earlier day as it was known then.",
    "The published figure is of 30 September: another day's is not of the same date.",
]
source      = "DfE children's social work workforce: vacant over vacant and employed full-time equivalents at 30 September"
certainty   = "partly"
uncertain   = "DfE adds what the people employed work; we add what the filled posts are for. A full-time post held by someone part time makes the two differ."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:full-time equivalent|full-time equivalents} of social work posts {at} ({percent}) {met:was|were} vacant, covered by agency or not"
none        = "No social work posts were open {at}"
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
    case
        when o.held_by is null then o.fte
        when h.kind = 'agency' then o.fte
        when h.started > p.period_end or h.ended <= p.period_end then o.fte
        else 0
    end as amount,
    o.fte as base,
    o.recorded,
    o.department,
    o.role,
    o.held_by,
    o.opened
from post o
join period p on (o.opened is null or o.opened <= p.period_end) and (o.closed is null or o.closed > p.period_end)
left join worker h on h.worker_id = o.held_by
