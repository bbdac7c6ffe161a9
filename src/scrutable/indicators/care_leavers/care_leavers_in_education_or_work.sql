/*
title       = "Care leavers aged 19 to 21 in education, employment or training"
question    = "How many of the young people who left our care are in work, study or training?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "higher"
dashboard   = "care_leavers"
order       = 4
stock       = true
basis       = "SSDA903 OC3: IN_TOUCH and ACTIV, the latest record"
excludes    = ["died", "returned home"]
compare     = "CareLeaverEET"
beside      = "care_leavers_neet"
breakdowns  = ["team"]
traps       = [
    "The share in education or work, the share that is not, and the share of whom it is not known add to all. So 100 less one of them is not another.",
    "Keeping in touch moves this figure: a young person of whom nothing is known counts in the total and is not shown as in work.",
    "Any hours count: an hour's part-time training weighs the same as a full-time job.",
]
source      = "DfE children looked after methodology and LAIT: activity codes that begin with F (full time) or P (part time)"
certainty   = "partly"
uncertain   = "DfE reads each young person's record around the birthday; we take the latest of the 12 months to the day. Not left out, because the register does not hold them: short breaks only, and care taken over by another council."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} care leavers aged 19 to 21 {at} ({percent}) {met:was|were} in education, employment or training"
none        = "There were no care leavers aged 19 to 21 {at}"
*/
-- Someone whose activity is not known stays in the denominator and is flagged. F3 and P3 were replaced by
-- F4, F5, P4 and P5 in 2022: all of them stand here, so that a trend crosses the change.
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
        when s.activity in ('F1', 'P1', 'F2', 'P2', 'F3', 'P3', 'F4', 'P4', 'F5', 'P5') then true
        when s.activity in ('G4', 'G5', 'G6') then false
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
