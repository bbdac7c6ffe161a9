/*
title       = "Care leavers in bed and breakfast"
question    = "Are any of the young people who left our care living in bed and breakfast?"
counts      = "young person"
plural      = "young people"
measures    = "count"
better      = "lower"
dashboard   = "care_leavers"
order       = 3
stock       = true
basis       = "SSDA903 OC3: ACCOM code W, the latest record"
excludes    = ["died", "returned home"]
beside      = "care_leavers_in_suitable_accommodation"
breakdowns  = ["team"]
traps       = ["A count of one can tell who it is: before it is published, see what else the paper says of that person.", "It is a count on one day: a short stay between two such days is not in it."]
source      = "Local measure; the accommodation code is the SSDA903 return's"
certainty   = "partly"
uncertain   = "Local measure: aged 17 to 25, by the latest record of the 12 months to the day."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:care leaver was|care leavers were} living in bed and breakfast {at}"
none        = "No care leavers were living in bed and breakfast {at}"
*/
-- Only the latest record counts: someone who has since moved on is not listed.
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
where age_on(c.birth_date, p.period_end) between 17 and 25
    and s.accommodation = 'W'
