/*
title    = "Referrals of children whose case was open"
asks     = "Was any referral counted for a child whose case was open already?"
why      = "News of a child whose case is open is not a referral. Counted as one it swells the referrals, and it looks like a repeat."
touches  = [
    "referrals", "referral_rate", "re_referrals_within_12_months", "children_re_referred_within_12_months",
    "referrals_no_further_action",
]
do       = "Enter the news on the open case and delete the referral; or close the earlier case, if it had ended."
sentence = "{n} {n:referral|referrals} of a child whose case was open already"
source   = "CIN census: a referral is a request for services for a child who is not already open to the council"
*/
-- Received after an earlier one and before that was closed. One that led to no further action opened no case, and two of
-- one day are neither before the other.
select
    r.authority,
    'referral' as table_name,
    r.referral_id as row_id,
    r.child_id,
    r.received as first_day,
    r.closed as last_day,
    r.received,
    min(o.referral_id) as open_referral
from referral r
join referral o on o.child_id = r.child_id
where o.received < r.received
    and (o.closed is null or r.received < o.closed)
    and coalesce(o.no_further_action, false) = false
group by r.authority, r.referral_id, r.child_id, r.received, r.closed
