/*
title       = "Referrals decided within 1 working day"
question    = "When a child is referred to us, does a social worker decide by the next working day what is to happen?"
counts      = "referral"
measures    = "share"
better      = "higher"
dashboard   = "front_door"
order       = 5
basis       = "Referrals: date received and date decided (plain CSV: no return holds the decision)"
limit       = "Statutory guidance: 1 working day from the referral"
beside      = "re_referrals_within_12_months"
breakdowns  = ["source_group", "team"]
traps       = [
    "The limit runs from the referral, not from the contact before it, and is one working day: neither 24 hours nor '24 working hours'.",
    "A referral counts on the day its decision was due, so the referrals of the last day of a period belong to the next.",
    "Where the day of the decision is not recorded the referral counts as not in time: a blank may not improve the figure.",
]
source      = "Working Together to Safeguard Children, as copied in Keeping Children Safe in Education: a social worker decides within one working day of the referral"
certainty   = "partly"
uncertain   = "The wording was read in copies of Keeping Children Safe in Education, not in the guidance itself. No national figure is published."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:referral|referrals} on which a decision was due {window} ({percent}) {met:was|were} decided within 1 working day"
none        = "No decisions on referrals were due {window}"
*/
-- Dated on the day the decision was due, so that no referral is called late before its time is up.
with timed as (
    select
        r.authority,
        r.referral_id,
        r.child_id,
        r.received,
        r.decided,
        r.recorded,
        r.held_from,
        r.source_group,
        r.team,
        add_working_days(r.received, 1) as due
    from referral r
)
select
    p.period_end,
    t.authority,
    t.referral_id as case_id,
    t.child_id,
    t.due as case_date,
    cast(null as string) as excluded,
    -- Not decided as far as is recorded, or decided before it came: it cannot be judged.
    case when t.decided >= t.received then working_days_between(t.received, t.decided) <= 1 end as met,
    t.due,
    t.decided as done,
    t.recorded,
    t.held_from,
    t.source_group,
    t.team,
    t.received
from timed t
join period p on t.due between p.period_start and p.period_end
