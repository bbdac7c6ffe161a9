/*
title       = "Referrals with no further action"
question    = "How many of the referrals that we receive lead to nothing more from us?"
counts      = "referral"
measures    = "share"
better      = "neither"
dashboard   = "front_door"
order       = 8
basis       = "CIN census: CINreferralDate, ReferralNFA; Annex A list 3"
compare     = "CIN_Refferals_NFA"
beside      = "re_referrals_within_12_months"
breakdowns  = ["source_group", "team"]
traps       = [
    "A change of threshold, or of what is written down as a contact and what as a referral, moves it as much as demand does.",
    "Only what ended before any assessment: a referral that was assessed and then closed is another measure.",
    "Where it is not recorded whether anything followed, the referral is counted and flagged: a blank is not a no.",
]
source      = "DfE children in need table C1 and LAIT: referrals in the year that ended in no further action, of all referrals in the year"
certainty   = "partly"
uncertain   = "The counts of table C1 give 6.5% for England in 2025 this way; the methodology page itself was not seen."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:referral|referrals} received {window} ({percent}) led to no further action"
none        = "No referrals were received {window}"
*/
select
    p.period_end,
    r.authority,
    r.referral_id as case_id,
    r.child_id,
    r.received as case_date,
    cast(null as string) as excluded,
    r.no_further_action as met,
    r.recorded,
    r.source_group,
    r.team
from referral r
join period p on r.received between p.period_start and p.period_end
