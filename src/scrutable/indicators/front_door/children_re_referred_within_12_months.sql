/*
title       = "Children referred again within 12 months"
question    = "Of the children referred to us, how many had been referred within the year before?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "front_door"
order       = 7
look_back   = 12
basis       = "CIN census: CINreferralDate of each referral of the same child"
compare     = "referrals/rereferral_child_percent"
beside      = "referrals_no_further_action"
breakdowns  = ["source_group", "team"]
traps       = [
    "Of children, not of referrals: England had 21.0% of children and 22.6% of referrals in 2024-25. The two are different series and never one trend.",
    "It needs 12 months of records before each referral. A new system without history would give a falsely low share.",
    "The longer the period, the more children have a second referral in it: shares of a month and of a year do not compare.",
]
source      = "DfE children in need table C1: children with a re-referral, of children referred in the year"
certainty   = "partly"
uncertain   = "The counts of table C1 give 21.0% for England in 2025 this way; the text of the method for children was not seen."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} referred {window} ({percent}) had been referred in the 12 months before"
none        = "No children were referred {window}"
*/
-- The clock is that of re_referrals_within_12_months: referral to referral, and two on one day are no repeat.
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
),
judged as (
    select
        p.period_end,
        r.authority,
        r.referral_id,
        r.child_id,
        r.received,
        r.recorded,
        r.source_group,
        r.team,
        b.previous,
        case when b.previous >= add_months(r.received, -12) then 1 else 0 end as repeats,
        coalesce(k.begins <= add_months(r.received, -12), false) as history
    from referral r
    join period p on r.received between p.period_start and p.period_end
    left join looked_back b on b.child_id = r.child_id and b.received = r.received
    left join records k on k.authority = r.authority and k.table_name = 'referral'
),
in_turn as (
    -- One row a child: the latest repeat in the period, or where there is none the latest referral.
    select
        j.*,
        row_number() over (
            partition by j.period_end, j.child_id
            order by j.repeats desc nulls last, j.received desc nulls last, j.referral_id desc nulls last
        ) as place
    from judged j
)
select
    i.period_end,
    i.authority,
    i.child_id as case_id,
    i.child_id,
    i.received as case_date,
    cast(null as string) as excluded,
    i.repeats = 1 as met,
    i.recorded,
    i.history,
    i.source_group,
    i.team,
    i.referral_id,
    i.previous
from in_turn i
where i.place = 1
