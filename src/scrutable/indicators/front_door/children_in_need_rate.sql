/*
title       = "Children in need for every 10,000 children"
question    = "For the children who live here, how many are in need of social care services?"
counts      = "child"
plural      = "children"
measures    = "rate"
better      = "neither"
dashboard   = "front_door"
order       = 14
stock       = true
basis       = "CIN census: CINreferralDate, CINclosureDate, ReferralNFA; ONS mid-year estimate of children aged 0 to 17"
compare     = "CIN"
beside      = "referrals_assessed_not_in_need"
needs       = ["referral.closed"]
breakdowns  = ["primary_need", "team"]
traps       = [
    "Children in need are all whose case is open: also those with a child protection plan, in care, leaving care, 18 or over, or not yet born. It is not the number of child in need plans.",
    "It counts children on one day, the published figure on 31 March. Children at any time in the year are far more, and the two never share a denominator.",
    "Annex A does not say when a case was closed: where it speaks for the referrals there is no figure.",
]
source      = "DfE children in need methodology and LAIT: children in need at 31 March for every 10,000 children aged 0 to 17, without referrals that ended in no further action"
certainty   = "partly"
uncertain   = "LAIT also leaves out those assessed as not in need. Here they count until the case is closed: on the day itself nobody could know."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:child was|children were} in need {at}: {value} for every 10,000 children ({base})"
none        = "No children were in need {at}"
*/
-- A child with two open referrals is listed twice and counted once. On the day a case is closed it is no longer open.
select
    p.period_end,
    r.authority,
    r.referral_id as case_id,
    r.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    r.recorded,
    r.primary_need,
    r.team,
    r.received
from referral r
join period p on r.received <= p.period_end
where (r.closed is null or r.closed > p.period_end)
    -- No further action opened no case, and the census asks for no closing date then. Not recorded is not no.
    and (r.no_further_action is null or not r.no_further_action)
