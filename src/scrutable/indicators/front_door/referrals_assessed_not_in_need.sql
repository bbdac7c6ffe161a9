/*
title       = "Referrals assessed and found not in need"
question    = "How many of the referrals that we receive end after an assessment that finds the child not in need?"
counts      = "referral"
measures    = "share"
better      = "neither"
dashboard   = "front_door"
order       = 13
optional    = ["cp_plan", "cin_plan"]
basis       = "CIN census: CINreferralDate, an assessment, no plan, ReasonForClosure RC8 or RC9"
compare     = "Referrals_AssessedNotNeed"
beside      = "re_referrals_within_12_months"
needs       = ["referral.closure_reason"]
breakdowns  = ["source_group", "team"]
traps       = [
    "Of all referrals in the period, assessed or not: that is how the published 30.8% for England in 2025 comes about. Of the referrals assessed it would be higher.",
    "The latest referrals are not assessed or not closed yet and count as not met, so a recent period reads low at first and rises when the report is run again.",
    "A case closed after assessment and passed to early help (RC9) counts as not in need of social care, like one closed outright (RC8).",
]
source      = "LAIT: referrals in the year with an assessment, no further activity such as a child protection plan, and closed as RC8 or RC9; DfE children in need table C1"
certainty   = "partly"
uncertain   = "LAIT names a child protection plan as an example of further activity and gives no list: we take child protection and child in need plans. The denominator is inferred from the counts of table C1."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:referral|referrals} received {window} ({percent}) {met:was|were} closed after an assessment that found the child not in need"
none        = "No referrals were received {window}"
*/
with assessed as (
    select distinct referral_id
    from assessment
    where completed is not null
),
planned as (
    select referral_id from cp_plan where referral_id is not null
    union
    select referral_id from cin_plan where referral_id is not null
)
select
    p.period_end,
    r.authority,
    r.referral_id as case_id,
    r.child_id,
    r.received as case_date,
    cast(null as string) as excluded,
    case
        -- It ended before any assessment, or went on to a plan, or has not been closed: not (yet) found not in need.
        when r.no_further_action or s.referral_id is not null or r.closed is null then false
        -- Closed before it came, or closed and no reason said: it cannot be judged.
        when r.closed < r.received or r.closure_reason is null then null
        when r.closure_reason not in ('RC8', 'RC9') then false
        -- The reason says that there was an assessment: where none is recorded the two disagree.
        when a.referral_id is not null then true
    end as met,
    r.recorded,
    r.source_group,
    r.team,
    r.closed,
    r.closure_reason
from referral r
join period p on r.received between p.period_start and p.period_end
left join assessed a on a.referral_id = r.referral_id
left join planned s on s.referral_id = r.referral_id
