/*
title       = "Care leavers aged 19 to 21 in suitable accommodation"
question    = "Do the young people who left our care have a home that is fit for them?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "higher"
dashboard   = "care_leavers"
order       = 2
stock       = true
basis       = "SSDA903 OC3: IN_TOUCH and ACCOM, the latest record"
excludes    = ["died", "returned home", "gone abroad", "deported", "residence not known"]
compare     = "CareLeaverAcc"
beside      = "care_leavers_in_bed_and_breakfast"
breakdowns  = ["accommodation", "team"]
traps       = [
    "A home that is not known to be suitable, because nothing is known, counts in the total and is not shown as suitable.",
    "Suitable is the council's own judgement of each home. Custody is normally unsuitable.",
    "Those abroad, deported or of no known address are left out of this share alone, so its total is smaller than that of education or work.",
]
source      = "Care Leavers (England) Regulations 2010 (SI 2010/2571), reg 9(2); DfE methodology and LAIT for who is counted"
certainty   = "partly"
uncertain   = "DfE reads each young person's record around the birthday; we take the latest of the 12 months to the day. Not left out, because the register does not hold them: short breaks only, and care taken over by another council."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} care leavers aged 19 to 21 {at} ({percent}) {met:was|were} in suitable accommodation"
none        = "There were no care leavers aged 19 to 21 {at}"
*/
-- Where nothing is known, the young person is counted and not shown as suitably housed.
with status as (
    -- What was last known of each young person: a record stands until the next one.
    select
        *,
        lead(as_at) over (partition by child_id order by as_at nulls last, status_id nulls last) as replaced
    from care_leaver
)
select
    p.period_end,
    s.authority,
    s.child_id as case_id,
    s.child_id,
    p.period_end as case_date,
    case
        when s.in_touch = 'DIED' then 'died'
        when s.in_touch = 'RHOM' then 'returned home'
        when s.accommodation = 'G' then 'gone abroad'
        when s.accommodation = 'H' then 'deported'
        when s.accommodation = 'R' then 'residence not known'
    end as excluded,
    s.suitable as met,
    s.accommodation,
    s.recorded,
    s.team,
    s.in_touch,
    s.as_at
from status s
join period p on s.as_at <= p.period_end
    and (s.replaced is null or s.replaced > p.period_end)
    -- Older than a year, a record no longer says how the young person lives.
    and s.as_at > add_months(p.period_end, -12)
left join child c on c.child_id = s.child_id
where age_on(c.birth_date, p.period_end) between 19 and 21
