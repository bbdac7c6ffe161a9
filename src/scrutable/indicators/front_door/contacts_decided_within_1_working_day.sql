/*
title       = "Contacts decided within 1 working day (a local measure)"
question    = "When someone tells us of a worry about a child, do we decide by the next working day what to do?"
counts      = "contact"
measures    = "share"
better      = "higher"
dashboard   = "front_door"
order       = 2
basis       = "Contacts: date received, and the moment it was decided what to do (plain CSV: Annex A does not hold it)"
limit       = "Local: 1 working day from the contact. The national limit of 1 working day runs from the referral, and is another measure"
beside      = "re_referrals_within_12_months"
breakdowns  = ["source_group", "outcome"]
traps       = [
    "This is a local measure. Guidance sets its 1 working day from the referral, not from the contact: see referrals decided within 1 working day.",
    "1 working day is not 24 hours nor '24 working hours': whatever comes on a Friday is in time until the end of Monday, or of Tuesday where Monday is a bank holiday.",
    "A contact counts on the day its decision was due, so the contacts of the last day of a period belong to the next.",
]
source      = "Local measure. The 1 working day of statutory guidance, as copied in Keeping Children Safe in Education, runs from the referral"
certainty   = "not verified"
uncertain   = "No text sets a limit for contacts; councils that use one differ in how they count it."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:contact|contacts} on which a decision was due {window} ({percent}) {met:was|were} decided within 1 working day of the contact"
none        = "No decisions on contacts were due {window}"
*/
-- Dated on the day the decision was due, so that no contact is called late before its time is up.
with timed as (
    select
        c.authority,
        c.contact_id,
        c.child_id,
        c.received,
        cast(c.decided as date) as decided_on,
        c.recorded,
        c.held_from,
        c.source_group,
        c.outcome,
        add_working_days(c.received, 1) as due
    from contact c
)
select
    p.period_end,
    t.authority,
    t.contact_id as case_id,
    t.child_id,
    t.due as case_date,
    cast(null as string) as excluded,
    -- Not decided as far as is recorded, or decided before it came: it cannot be judged.
    case when t.decided_on >= t.received then working_days_between(t.received, t.decided_on) <= 1 end as met,
    t.due,
    t.decided_on as done,
    t.recorded,
    t.held_from,
    t.source_group,
    t.outcome,
    t.received
from timed t
join period p on t.due between p.period_start and p.period_end
