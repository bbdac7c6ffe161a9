/*
title    = "Decisions before what they decide on came in"
asks     = "Was every contact and referral decided on or after the day it was received?"
why      = "Whether the decision came within one working day cannot be told: it counts as not in time."
touches  = ["contacts_decided_within_1_working_day", "referral_decisions_within_1_working_day"]
do       = "Look up both dates in the case system and put the wrong one right."
sentence = "{n} {n:contact or referral|contacts or referrals} decided before {n:it|they} came in"
source   = "Working Together to Safeguard Children: a decision within one working day of the referral"
optional = ["contact", "referral"]
*/
select
    authority, 'contact' as table_name, contact_id as row_id, child_id, cast(decided as date) as first_day,
    received as last_day, received, cast(decided as date) as decided
from contact
where cast(decided as date) < received
union all
select
    authority, 'referral' as table_name, referral_id as row_id, child_id, decided as first_day, received as last_day, received,
    decided
from referral
where decided < received
