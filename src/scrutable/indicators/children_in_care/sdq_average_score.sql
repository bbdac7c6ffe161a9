/*
title       = "Average strengths and difficulties score of children in care"
question    = "How are the children we look after feeling?"
counts      = "child"
plural      = "children"
measures    = "mean"
amounts_in  = "points"
better      = "lower"
dashboard   = "children_in_care"
order       = 11
stock       = true
look_back   = 12
optional    = ["child"]
basis       = "SSDA903 OC2 for a year to 31 March; dated scores from the case system for any other day"
compare     = "Emotional_LAC"
beside      = "health_assessments_up_to_date"
needs       = ["care_episode.legal_status"]
breakdowns  = ["concern", "team"]
traps       = [
    "Scores run from 0 to 40. To 13 is usual, 14 to 16 is on the border, from 17 there is cause for concern.",
    "Only children with a score enter the average. If few were asked, or the most troubled were not, it says little: look at how many have no score.",
    "One step of the average is small beside how far the scores of children lie apart.",
]
source      = "LAIT: mean score of children aged 4 to 16 looked after for 12 months or more at 31 March, over those with a score"
certainty   = "partly"
uncertain   = "The formula was read on secondary pages; the use of dated scores on other days than 31 March is ours."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "The average score of children aged 4 to 16 in care for a year or more was {value} {at}, of {counted} {counted:child|children} who should have one"
none        = "No children aged 4 to 16 had been in care for a year {at}"
*/
-- A time in care is a chain of episodes, told by dates: each begins on or before the day on which the last of those
-- before it ends. A day without an episode breaks the chain. An episode that was never closed ends when the next begins,
-- and of two that overlap the later one says where the child is. A series of short breaks (V3, V4) is never being
-- looked after; an episode without a legal status is.
-- The latest score of the 12 months counts. The score of the SSDA903 return has no date, only the 31 March it speaks of,
-- and is read as of that day. A child without a score is listed: no score is not a score of 0.
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
scored as (
    select child_id, check_id, coalesce(done, as_at) as done, done as dated, score, recorded
    from care_health
    where kind = 'SDQ' and score between 0 and 40
),
latest as (
    select
        d.child_id, d.period_end, s.score, s.done, s.recorded,
        row_number() over (
            partition by d.child_id, d.period_end order by s.done desc nulls last, s.check_id desc nulls last
        ) as rank
    from at_day d
    join scored s on s.child_id = d.child_id and s.done between d.first_day and d.period_end
    -- The return's score is of the year to its 31 March, on no day of it that we know: it answers for that day alone.
    where s.dated is not null or s.done = d.period_end
)
select
    e.period_end,
    e.authority,
    e.child_id as case_id,
    e.child_id,
    e.period_end as case_date,
    cast(null as string) as excluded,
    s.score as amount,
    s.done,
    s.recorded,
    coalesce(b.begins <= add_months(e.period_end, -12), false) as history,
    case
        when s.score is null then null
        when s.score <= 13 then 'usual'
        when s.score <= 16 then 'on the border'
        else 'cause for concern'
    end as concern,
    e.team,
    e.in_care_since
from at_day e
left join latest s on s.child_id = e.child_id and s.period_end = e.period_end and s.rank = 1
left join child c on c.child_id = e.child_id
left join records b on b.authority = e.authority and b.table_name = 'care_episode'
-- A child whose age is not recorded is listed: it may be due one.
where coalesce(age_on(c.birth_date, e.period_end) between 4 and 16, true)
