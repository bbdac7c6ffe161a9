/*
title       = "Health assessments of children in care up to date"
question    = "Has the health of each child in care been looked at in the last year?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "higher"
dashboard   = "children_in_care"
order       = 9
stock       = true
look_back   = 12
optional    = ["child"]
basis       = "SSDA903 OC2 for a year to 31 March; dates of health assessments from the case system for any other day"
limit       = "Every year from the age of 5 and twice a year below it: Care Planning Regulations 2010, reg 7"
beside      = "dental_checks_up_to_date"
needs       = ["care_episode.legal_status"]
compare     = "LACHealth%"
breakdowns  = ["team"]
traps       = [
    "Only children in care for a whole year are counted.",
    "An assessment that was refused was not done.",
    "Under the age of 5 two assessments are needed in the year: one is not enough.",
    "The return says yes or no at 31 March without a date. On other days only dated assessments can answer.",
]
source      = "LAIT: looked after for 12 months or more at 31 March; both checks for children under 5, a refusal is not done; Care Planning Regulations 2010, reg 7"
certainty   = "partly"
uncertain   = "The published measure was read; its use on other days than 31 March, with dates, is ours."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in care for a year or more {at} ({percent}) {met:was|were} up to date with health assessments"
none        = "No children had been in care for a year {at}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- A check with a date counts on that date; one that was planned, refused or cancelled was not done. The yes or no of the
-- SSDA903 return has no date, only the 31 March it speaks of, so it answers for a period that ends on that day and for
-- no other. A check that is not there was not done, unless the council's records hold no date of any such check.
with episode as (
    select
        *,
        coalesce(ended, lead(started) over w, cast('9999-12-31' as date)) as until,
        lead(started) over w as next_started,
        row_number() over w as number
    from care_episode
    where coalesce(legal_status, '') not in ('V3', 'V4')
    window w as (partition by child_id order by started nulls last, ended nulls last, episode_id nulls last)
),
linked as (
    select
        *,
        max(until) over (
            partition by child_id order by number nulls last rows between unbounded preceding and 1 preceding
        ) as until_before
    from episode
),
numbered as (
    select
        *,
        sum(case when until_before >= started then 0 else 1 end) over (
            partition by child_id order by number nulls last rows between unbounded preceding and current row
        ) as stay
    from linked
),
looked_after as (
    select
        *,
        min(started) over (partition by child_id, stay) as in_care_since,
        max(until) over (partition by child_id, stay) as in_care_until
    from numbered
),
at_day as (
    select p.period_end, add_months(add_days(p.period_end, 1), -12) as first_day, e.*
    from looked_after e
    join period p on e.started <= p.period_end
        and (e.next_started is null or e.next_started > p.period_end)
        and e.in_care_until > p.period_end
    where e.in_care_since <= add_months(p.period_end, -12)
),
made as (
    select child_id, done, as_at, status, recorded
    from care_health
    where kind = 'health assessment'
),
counted as (
    select
        d.child_id, d.period_end,
        count(distinct m.done) as checks,
        max(m.done) as last_check
    from at_day d
    join made m on m.child_id = d.child_id and m.done between d.first_day and d.period_end
    where coalesce(m.status, 'yes') not in ('no', 'Planned', 'Refused', 'Cancelled')
    group by d.child_id, d.period_end
),
answered as (
    select child_id, as_at, bool_or(status = 'yes') as answer
    from made
    where done is null
    group by child_id, as_at
),
dated as (
    select distinct authority
    from care_health
    where kind = 'health assessment' and done is not null
)
select
    e.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    e.period_end as case_date,
    cast(null as string) as excluded,
    case
        when a.answer or n.checks >= 2 or (n.checks = 1 and age_on(c.birth_date, e.period_end) >= 5) then true
        when a.answer is not null then false
        -- One assessment of a child whose age is not recorded may or may not be enough.
        when n.checks = 1 and c.birth_date is null then null
        when t.authority is not null then false
    end as met,
    n.last_check as done,
    coalesce(b.begins <= add_months(e.period_end, -12), false) as history,
    e.team,
    e.in_care_since
from at_day e
left join counted n on n.child_id = e.child_id and n.period_end = e.period_end
left join answered a on a.child_id = e.child_id and a.as_at = e.period_end
left join dated t on t.authority = e.authority
left join child c on c.child_id = e.child_id
left join records b on b.authority = e.authority and b.table_name = 'care_episode'
