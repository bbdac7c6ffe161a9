/*
title       = "Annual review decisions sent within 4 weeks of the meeting"
question    = "After the yearly review of a plan, does the family hear in time what we decided?"
counts      = "annual review"
measures    = "share"
better      = "higher"
dashboard   = "ehc_plans"
order       = 18
basis       = "The council's own list of review meetings; SEN2 return: LastReview, the day the council wrote"
limit       = "SEND Regulations 2014, reg 20(10): 4 weeks from the review meeting"
beside      = "ehc_appeals"
breakdowns  = ["decision"]
traps       = [
    "SEN2 gives the day the council wrote and not the day of the meeting: from it alone nothing can be judged.",
    "A review is counted when its four weeks are up, sent or not, so a letter never sent is late and not left out.",
    "Reviews that were never held are not here.",
    "First published for 2024: there is no earlier series to set it beside.",
    "From 1 May to 25 September 2020 the time limits were relaxed where coronavirus made them impractical: read 2020 by itself.",
]
source      = "SEND Regulations 2014 (SI 2014/1530), regs 18 to 22; [2022] EWHC 493 (Admin)"
certainty   = "partly"
uncertain   = "The paragraph with the four weeks was seen only in citations and in LAIT's text, and not how DfE dates a review, so it is not compared."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "The decision was sent within 4 weeks of the meeting for {met} of the {counted} {counted:annual review|annual reviews} with a decision due {window} ({percent})"
none        = "No annual review decisions were due {window}"
*/
-- Dated on the day the four weeks are up. To keep, to amend and to cease all count, and so does a review not decided.
select
    p.period_end,
    v.authority,
    v.review_id as case_id,
    v.child_id,
    coalesce(add_weeks(v.held, 4), v.notified) as case_date,
    cast(null as string) as excluded,
    case
        -- The meeting is not known, or the letter is dated before it: it cannot be judged.
        when v.held is null or v.notified < v.held then null
        when v.notified <= add_weeks(v.held, 4) then true
        else false
    end as met,
    add_weeks(v.held, 4) as due,
    v.notified as done,
    v.recorded,
    v.held_from,
    v.decision,
    v.held
from annual_review v
join period p on coalesce(add_weeks(v.held, 4), v.notified) between p.period_start and p.period_end
