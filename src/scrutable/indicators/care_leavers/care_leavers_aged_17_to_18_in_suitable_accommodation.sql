/*
title       = "Care leavers aged 17 and 18 in suitable accommodation"
question    = "Do the young people who have only just left our care have a home that is fit for them?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "higher"
dashboard   = "care_leavers"
order       = 6
stock       = true
basis       = "SSDA903 OC3 and Episodes: IN_TOUCH and ACCOM, the latest record; DECOM and DEC"
excludes    = ["died", "returned home", "gone abroad", "deported", "residence not known", "in care on the last birthday"]
compare     = "care_leavers_accommodation/17 to 18"
beside      = "care_leavers_aged_17_to_18_in_education_or_work"
needs       = ["care_episode.legal_status"]
optional    = ["care_episode"]
breakdowns  = ["accommodation", "team"]
traps       = [
    "Published apart from those aged 19 to 21: most who are 18 have only just left care, and the two shares are never to be added or averaged.",
    "Young people still in care on their last birthday are listed and left out: their home is a placement, not one of their own.",
]
source      = "Care Leavers (England) Regulations 2010 (SI 2010/2571), reg 9(2); DfE methodology and LAIT for who is counted"
certainty   = "partly"
uncertain   = "DfE reads each young person's record around the birthday, and asks for none of 17 or 18 who were still in care on it; we take the latest record of the 12 months to the day. Not left out, because the register does not hold them: short breaks only, and care taken over by another council."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} care leavers aged 17 and 18 {at} ({percent}) {met:was|were} in suitable accommodation"
none        = "There were no care leavers aged 17 and 18 {at}"
*/
-- Where nothing is known, the young person is counted and not shown as suitably housed.
with status as (
    -- What was last known of each young person: a record stands until the next one.
    select
        *,
        lead(as_at) over (partition by child_id order by as_at nulls last, status_id nulls last) as replaced
    from care_leaver
),
aged as (
    select
        p.period_end,
        s.*,
        c.birth_date,
        age_on(c.birth_date, p.period_end) as age
    from status s
    join period p on s.as_at <= p.period_end
        and (s.replaced is null or s.replaced > p.period_end)
        -- Older than a year, a record no longer says how the young person lives.
        and s.as_at > add_months(p.period_end, -12)
    left join child c on c.child_id = s.child_id
    where age_on(c.birth_date, p.period_end) between 17 and 18
),
in_care as (
    -- Who was in our care on the last birthday had not left it then: by the day before the first day of care the
    -- young person was younger than now, and by the day before its end as old as now. A short break is not care.
    select distinct a.period_end, a.child_id
    from aged a
    join care_episode e on e.child_id = a.child_id
        and age_on(a.birth_date, add_days(e.started, -1)) < a.age
        and (e.ended is null or age_on(a.birth_date, add_days(e.ended, -1)) >= a.age)
    where e.legal_status is null or e.legal_status not in ('V3', 'V4')
)
select
    s.period_end,
    s.authority,
    s.child_id as case_id,
    s.child_id,
    s.period_end as case_date,
    case
        when s.in_touch = 'DIED' then 'died'
        when s.in_touch = 'RHOM' then 'returned home'
        when i.child_id is not null then 'in care on the last birthday'
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
from aged s
left join in_care i on i.child_id = s.child_id and i.period_end = s.period_end
