/*
title       = "Children receiving early help"
question    = "How many children are we and our partners helping early, before social care is needed?"
counts      = "child"
plural      = "children"
measures    = "count"
better      = "neither"
dashboard   = "early_help"
order       = 4
stock       = true
basis       = "Early help: the days on which help began and ended"
excludes    = ["start of help not recorded"]
cannot_say  = ["start of help not recorded"]
beside      = "early_help_stepped_up"
breakdowns  = ["organisation", "team"]
traps       = [
    "It counts children on one day, not how many were helped in the period: the two never share a denominator.",
    "Annex A holds assessments, not the help that follows. Where nobody records when help began, the assessed children are listed and left out, and the figure is too low.",
    "Help that ended without its end being written down counts as going on for ever.",
]
source      = "Local measure: no statutory return holds it, so no national figure can stand beside it"
certainty   = "not verified"
uncertain   = "No text says when early help begins and ends; we take the days that the council's own records give."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:child was|children were} receiving early help {at}"
none        = "No children were recorded as receiving early help {at}"
*/
-- On the day help ends it is no longer being given. A child helped under two episodes is listed twice and counted once.
select
    p.period_end,
    e.authority,
    e.episode_id as case_id,
    e.child_id,
    p.period_end as case_date,
    -- Counting such a child would guess, and leaving the child out unseen would make a nought of what is not recorded.
    case when e.started is null then 'start of help not recorded' end as excluded,
    e.recorded,
    e.organisation,
    e.team,
    e.started,
    days_between(e.started, p.period_end) as days_open
from early_help_episode e
join period p on coalesce(e.started, e.assessment_completed) <= p.period_end
where (e.ended is null or e.ended > p.period_end)
    -- Without a start but with a reason for the end, help was never begun: the family declined, say.
    and (e.started is not null or e.end_reason is null)
