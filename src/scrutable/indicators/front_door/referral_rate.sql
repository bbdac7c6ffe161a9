/*
title       = "Referrals for every 10,000 children"
question    = "For the children who live here, are we asked for social care services more often than elsewhere?"
counts      = "referral"
measures    = "rate"
better      = "neither"
dashboard   = "front_door"
order       = 4
basis       = "CIN census: CINreferralDate; ONS mid-year estimate of children aged 0 to 17"
compare     = "CPP_Total_Rateper10,000"
beside      = "referrals_no_further_action"
breakdowns  = ["source_group", "team"]
traps       = [
    "It divides referrals, not children, by the children of the area: a child referred twice counts twice.",
    "The published rate is of twelve months to 31 March. A rate of a quarter or a month is smaller, and may not be set beside it.",
    "Each estimate of the population is revised, so the year of the estimate is named with the rate.",
]
source      = "DfE children in need methodology and LAIT: referrals in the year for every 10,000 children aged 0 to 17"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:referral was|referrals were} received {window}: {value} for every 10,000 children ({base})"
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
    r.team
from referral r
join period p on r.received between p.period_start and p.period_end
