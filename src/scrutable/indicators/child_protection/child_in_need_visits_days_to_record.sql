/*
title       = "Days until child in need visits are written up"
question    = "How many days does it typically take until a visit to a child in need is on record?"
counts      = "visit"
measures    = "median"
amounts_in  = "days"
better      = "lower"
dashboard   = "child_protection"
order       = 4
basis       = "The case system's record of each visit: the day of the visit and the day it was written up"
beside      = "child_in_need_visits_in_time"
excludes    = ["no date of recording given"]
cannot_say  = ["no date of recording given"]
breakdowns  = ["team"]
traps       = [
    "A visit that is not yet written up has no number of days and is left out, so the newest month looks quicker than it will prove to be.",
    "Half of the visits took longer, and some far longer: a short typical time can hide a few records that are months late.",
    "Where the source gives no date of recording the day of the extract says nothing of how soon a visit was written up: those are listed and left out.",
]
source      = "Local measure: minutes of scrutiny committees ask whether a visit was late or only written up late"
certainty   = "not verified"
uncertain   = "Whether the date given is that on which a record was begun or was finished depends on what the system keeps."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "Of the {counted} {counted:visit|visits} made {window} to children in need, half of those written up so far were so by day {value} after the visit"
none        = "No visits were made {window} to children in need"
*/
with counted_day as (
    -- Each day that counts, with its period: to be joined on equality, as there are many visits and few days.
    select k.day, p.period_end
    from calendar k
    join period p on k.day between p.period_start and p.period_end
)
select
    d.period_end,
    v.authority,
    v.visit_id as case_id,
    v.child_id,
    v.made as case_date,
    -- A row without a date of its own has that of its load.
    case when v.recorded = v.held_from then 'no date of recording given' end as excluded,
    -- Not written up, or said to have been before it was made: there is no number of days.
    case when cast(v.recorded as date) >= v.made then days_between(v.made, cast(v.recorded as date)) end as amount,
    v.made as done,
    v.recorded,
    v.held_from,
    v.team,
    v.plan_id
from cin_visit v
join counted_day d on d.day = v.made
