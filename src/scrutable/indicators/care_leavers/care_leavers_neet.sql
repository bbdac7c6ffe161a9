/*
title       = "Care leavers aged 19 to 21 not in education, employment or training"
question    = "How many of the young people who left our care are without work, study or training?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "lower"
dashboard   = "care_leavers"
order       = 1
stock       = true
basis       = "SSDA903 OC3: IN_TOUCH and ACTIV, the latest record"
excludes    = ["died", "returned home"]
compare     = "CareLeaversNEET"
beside      = "care_leavers_in_suitable_accommodation"
breakdowns  = ["team"]
traps       = [
    "The share in education or work, the share that is not, and the share of whom it is not known add to all. So 100 less one of them is not another.",
    "Losing touch with young people lowers this figure, because nothing is known of them.",
    "It is another group than young people of 16 and 17 not in education or work: those are all who live here, these left our care and are older.",
]
source      = "DfE children looked after methodology and LAIT: activity codes G4, G5 and G6"
certainty   = "partly"
uncertain   = "DfE reads each young person's record around the birthday; we take the latest of the 12 months to the day. Not left out, because the register does not hold them: short breaks only, and care taken over by another council."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} care leavers aged 19 to 21 {at} ({percent}) {met:was|were} not in education, employment or training"
none        = "There were no care leavers aged 19 to 21 {at}"
*/
-- Someone whose activity is not known stays in the denominator and is flagged: not known is not the same as
-- in work, and the two shares do not add to 100.
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
    end as excluded,
    -- 0 is the code for not known; an activity that is no code of the return is not known either.
    case
        when s.activity in ('F1', 'P1', 'F2', 'P2', 'F3', 'P3', 'F4', 'P4', 'F5', 'P5') then false
        when s.activity in ('G4', 'G5', 'G6') then true
    end as met,
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
