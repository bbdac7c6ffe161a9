/*
title       = "Care leavers aged 17 and 18 in education, employment or training"
question    = "How many of the young people who have only just left our care are in work, study or training?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "higher"
dashboard   = "care_leavers"
order       = 7
stock       = true
basis       = "SSDA903 OC3 and Episodes: IN_TOUCH and ACTIV, the latest record; DECOM and DEC"
excludes    = ["died", "returned home", "in care on the last birthday"]
compare     = "care_leavers_activity/17 to 18"
beside      = "care_leavers_aged_17_to_18_in_suitable_accommodation"
needs       = ["care_episode.legal_status"]
optional    = ["care_episode"]
breakdowns  = ["team"]
traps       = [
    "Published apart from those aged 19 to 21: most who are 18 have only just left care, and the two shares are never to be added or averaged.",
    "Young people still in care on their last birthday are listed and left out: their home is a placement, not one of their own.",
    "Another group than the young people of 16 and 17 of the area: those of them who left our care are counted in both.",
]
source      = "DfE children looked after methodology and LAIT: activity codes that begin with F (full time) or P (part time)"
certainty   = "partly"
uncertain   = "DfE reads each young person's record around the birthday, and asks for none of 17 or 18 who were still in care on it; we take the latest record of the 12 months to the day. Not left out, because the register does not hold them: short breaks only, and care taken over by another council."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} care leavers aged 17 and 18 {at} ({percent}) {met:was|were} in education, employment or training"
none        = "There were no care leavers aged 17 and 18 {at}"
*/
-- Someone whose activity is not known stays in the denominator and is flagged. F3 and P3 were replaced by
-- F4, F5, P4 and P5 in 2022: all of them stand here, so that a trend crosses the change.
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
    end as excluded,
    -- 0 is the code for not known; an activity that is no code of the return is not known either.
    case
        when s.activity in ('F1', 'P1', 'F2', 'P2', 'F3', 'P3', 'F4', 'P4', 'F5', 'P5') then true
        when s.activity in ('G4', 'G5', 'G6') then false
    end as met,
    s.recorded,
    s.team,
    s.in_touch,
    s.as_at
from aged s
left join in_care i on i.child_id = s.child_id and i.period_end = s.period_end
