/*
title       = "Care leavers aged 19 to 21 we are in touch with"
question    = "Do we still know, from themselves, how the young people who left our care are?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "higher"
dashboard   = "care_leavers"
order       = 5
stock       = true
basis       = "SSDA903 OC3: IN_TOUCH, the latest record"
excludes    = ["died", "returned home"]
beside      = "care_leavers_in_education_or_work"
breakdowns  = ["in_touch", "around_birthday", "team"]
traps       = [
    "DfE publishes those it is NOT in touch with, and that share is not 100 less this one: it leaves out young people of whom somebody else told the council what they do.",
    "Those who refuse contact, or no longer need the service, count and are not in touch; the breakdown shows how many they are.",
    "DfE asks for contact around the birthday. A record of another time of the year counts here; the breakdown shows how many records are of the birthday.",
]
source      = "DfE children looked after methodology and data set notes: contact with care leavers, IN_TOUCH codes"
certainty   = "partly"
uncertain   = "No text says how near to the birthday contact is to be, so the months before and after it are the council's own setting. We take the latest record of the 12 months to the day, whichever it is of. Not left out, because the register does not hold them: short breaks only, and care taken over by another council."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "The council was in touch with {met} of the {counted} care leavers aged 19 to 21 {at} ({percent})"
none        = "There were no care leavers aged 19 to 21 {at}"
*/
-- There is no comparator: turned round, DfE's figure is not this one. The council's window about the birthday does
-- not decide who counts, because a record says how things stood on a day and not when contact was made; it only
-- shows which records DfE would read.
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
    -- Not recorded is not known.
    s.in_touch = 'YES' as met,
    s.recorded,
    s.in_touch,
    case
        -- By the birthday before the record, or by the next.
        when s.as_at <= add_months(c.birth_date, cast(12 * age_on(c.birth_date, s.as_at) + f.amount as int))
            then 'Around the birthday'
        when s.as_at >= add_months(c.birth_date, cast(12 * age_on(c.birth_date, s.as_at) + 12 - b.amount as int))
            then 'Around the birthday'
        when f.amount is not null and b.amount is not null then 'At another time'
    end as around_birthday,
    s.team,
    s.as_at
from status s
join period p on s.as_at <= p.period_end
    and (s.replaced is null or s.replaced > p.period_end)
    -- Older than a year, a record no longer says how the young person lives.
    and s.as_at > add_months(p.period_end, -12)
left join child c on c.child_id = s.child_id
left join local_rule b on b.authority = s.authority and b.rule = 'contact_months_before'
left join local_rule f on f.authority = s.authority and f.rule = 'contact_months_after'
where age_on(c.birth_date, p.period_end) between 19 and 21
