/*
title       = "Initial child protection conferences within 15 working days"
question    = "When a child may be at risk of serious harm, do we bring everyone together in the time that guidance allows?"
counts      = "conference"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 3
basis       = "CIN census: S47ActualStartDate of the enquiry to DateOfInitialCPC"
limit       = "Working Together: 15 working days from the strategy discussion that began the section 47 enquiry"
compare     = "CP_conf_15days"
beside      = "section_47_enquiries"
excludes    = ["transfer in"]
breakdowns  = ["team"]
traps       = [
    "The clock starts at the strategy discussion that began the enquiry; another discussion held later does not start it again.",
    "Only conferences that were held are here: one that is overdue and not yet held is in no figure until it is. The section 47 enquiries stand beside it for that reason.",
    "A conference dated before its enquiry is counted in the total and cannot be judged, as DfE does it, so the share can be lowered by a mistyped date.",
]
source      = "Working Together to Safeguard Children; DfE children in need table C4 and CIN census query 8675"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} initial child protection {counted:conference|conferences} held {window} ({percent}) {met:was|were} held within 15 working days"
none        = "No initial child protection conferences were held {window}"
*/
-- The same day is day 0, so day 15 is in time. A child who came with a plan from another council has no enquiry of
-- ours to count from: listed, not counted. Where it is not said whether it is a transfer in, it is counted, and
-- without an enquiry it cannot be judged: a blank takes nothing out.
with timed as (
    select
        c.authority,
        c.conference_id,
        c.child_id,
        c.held,
        c.due as aimed_for,
        c.transfer_in,
        c.recorded,
        c.held_from,
        s.strategy_discussion,
        s.team,
        add_working_days(s.strategy_discussion, 15) as due,
        case when c.held >= s.strategy_discussion then working_days_between(s.strategy_discussion, c.held) end as working_days
    from conference c
    left join section_47 s on s.section_47_id = c.section_47_id
)
select
    p.period_end,
    t.authority,
    t.conference_id as case_id,
    t.child_id,
    t.held as case_date,
    case when t.transfer_in then 'transfer in' end as excluded,
    t.working_days <= 15 as met,
    t.due,
    t.held as done,
    t.recorded,
    t.held_from,
    t.team,
    t.strategy_discussion,
    t.working_days,
    t.aimed_for
from timed t
join period p on t.held between p.period_start and p.period_end
