/*
title       = "Contacts"
question    = "How often are we told of a worry about a child, and by whom?"
counts      = "contact"
measures    = "count"
better      = "neither"
dashboard   = "front_door"
order       = 1
basis       = "Annex A list 1: date of contact and contact source"
beside      = "referrals"
breakdowns  = ["source_group", "outcome"]
traps       = [
    "A contact is not a referral: most contacts are answered with advice, or belong to a case that is already open.",
    "Councils differ in what they write down as a contact, so a change in recording looks like a change in demand. No national figure is published.",
    "It counts contacts, not children: five calls about one child are five, and one call about three children is three.",
]
source      = "Local measure: Annex A asks for the contacts of the last six months only"
certainty   = "not verified"
uncertain   = "No text says what is to be written down as a contact."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:contact was|contacts were} made about children {window}"
none        = "No contacts were made {window}"
*/
select
    p.period_end,
    c.authority,
    c.contact_id as case_id,
    c.child_id,
    c.received as case_date,
    cast(null as string) as excluded,
    c.recorded,
    c.source_group,
    c.outcome,
    c.decided
from contact c
join period p on c.received between p.period_start and p.period_end
