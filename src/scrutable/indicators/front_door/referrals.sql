/*
title       = "Referrals"
question    = "How often are we asked for social care services for a child?"
counts      = "referral"
measures    = "count"
better      = "neither"
dashboard   = "front_door"
order       = 3
basis       = "CIN census: CINreferralDate; Annex A list 3"
beside      = "referrals_no_further_action"
breakdowns  = ["source_group", "team"]
traps       = [
    "It counts referrals, not children: a child referred three times counts three times. England had 632,830 referrals of 557,810 children in 2024-25.",
    "A request about a child whose case is open is no referral. If the case system writes one down all the same, it is counted here.",
]
source      = "DfE children in need methodology and LAIT: a request for services for a child without an open case; every referral in the year counts"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:referral was|referrals were} received {window}"
none        = "No referrals were received {window}"
*/
select
    p.period_end,
    r.authority,
    r.referral_id as case_id,
    r.child_id,
    r.received as case_date,
    cast(null as string) as excluded,
    r.recorded,
    r.source_group,
    r.team,
    r.primary_need
from referral r
join period p on r.received between p.period_start and p.period_end
