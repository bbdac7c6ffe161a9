/*
title       = "Re-referrals within 12 months"
question    = "When a child is referred to us, had we been asked to help within the year before?"
counts      = "referral"
measures    = "share"
better      = "lower"
dashboard   = "front_door"
order       = 6
look_back   = 12
basis       = "CIN census: CINreferralDate of each referral of the same child"
compare     = "ReReferral"
beside      = "referrals_no_further_action"
breakdowns  = ["source_group", "team"]
traps       = [
    "Of referrals, not of children: England had 22.6% of referrals and 21.0% of children in 2024-25. The share of children is another measure.",
    "It needs 12 months of records before each referral. A new system without history would give a falsely low share.",
    "The 12 months run from referral to referral. A council that counts from the closing of the case gets another figure.",
]
source      = "DfE children in need methodology and LAIT: within 12 months of a previous referral; every repeat counts"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:referral|referrals} received {window} ({percent}) {met:was|were} of a child referred in the 12 months before"
none        = "No referrals were received {window}"
*/
-- Referral to referral, as DfE counts, not closure to referral. If any earlier referral lies within the 12 months
-- then the latest does, so one look back is enough. Two on one day are neither before the other.
with day as (
    select distinct child_id, received
    from referral
),
looked_back as (
    select
        child_id,
        received,
        lag(received) over (partition by child_id order by received nulls last) as previous
    from day
)
select
    p.period_end,
    r.authority,
    r.referral_id as case_id,
    r.child_id,
    r.received as case_date,
    cast(null as string) as excluded,
    case when b.previous >= add_months(r.received, -12) then true else false end as met,
    r.recorded,
    coalesce(k.begins <= add_months(r.received, -12), false) as history,
    r.source_group,
    r.team,
    b.previous
from referral r
join period p on r.received between p.period_start and p.period_end
left join looked_back b on b.child_id = r.child_id and b.received = r.received
left join records k on k.authority = r.authority and k.table_name = 'referral'
