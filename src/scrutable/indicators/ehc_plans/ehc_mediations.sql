/*
title       = "Mediations held about EHC decisions"
question    = "How often do families and we meet in mediation, and how often does it still go on to appeal?"
counts      = "mediation"
measures    = "count"
better      = "neither"
dashboard   = "ehc_plans"
order       = 7
basis       = "The council's own list of mediations, by the day held"
beside      = "ehc_appeals"
breakdowns  = ["went_on_to_appeal", "about"]
traps       = [
    "The return counts mediations by calendar year and councils often by financial year: never join the two.",
    "Of a mediation held lately the appeal may still come.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), regs 33 and 42"
certainty   = "partly"
uncertain   = "Counted by the day held. From 2023 SEN2 ties a mediation to one decision, which is another count."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:mediation was|mediations were} held about EHC decisions {window}"
none        = "No mediations were held about EHC decisions {window}"
*/
-- A mediation that was asked for and never held has no day held, and is not counted.
select
    p.period_end,
    d.authority,
    d.dispute_id as case_id,
    d.child_id,
    d.held as case_date,
    cast(null as string) as excluded,
    d.recorded,
    case when d.led_to_appeal then 'yes' when not d.led_to_appeal then 'no' end as went_on_to_appeal,
    d.about,
    d.opened
from ehc_dispute d
join period p on d.held between p.period_start and p.period_end
where d.kind = 'mediation'
