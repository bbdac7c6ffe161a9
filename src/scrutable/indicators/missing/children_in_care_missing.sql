/*
title       = "Children in care who went missing"
question    = "Of the children in our care, how many went missing at least once?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "lower"
dashboard   = "missing"
order       = 3
basis       = "SSDA903 Episodes: every child looked after at any time in the period; Missing: MISSING code M"
compare     = "Children_missing"
beside      = "missing_episodes_from_care"
needs       = ["care_episode.legal_status"]
breakdowns  = ["team"]
traps       = [
    "The share is of all children in care at any time in the period, who are many more than those in care on its last day. Dividing by the last day's number makes the share too high.",
    "Twelve monthly shares do not make the year's: a child who goes missing in three months is one child of the year.",
    "Some councils record everything as missing: DfE puts the over-count at 10 to 13 per cent in some years. An episode that nobody closed goes on counting.",
]
source      = "DfE data set of children missing from care: children with at least one incident, of all looked after in the year; incidents open on its first day count; LAIT"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} in our care at any time {window} ({percent}) went missing at least once"
none        = "There were no children in our care {window}"
*/
-- The child must be missing and in care on one and the same day of the period. Both the day care began and the day it
-- ended are days of care here. Away without authorisation (A) is not missing. Whose list an episode comes from is of
-- no account: a child with an episode of care is ours.
with cared as (
    -- Each episode of care with the days of it that lie in the period. A series of short breaks is left out.
    select
        p.period_end,
        e.authority,
        e.child_id,
        e.episode_id,
        e.team,
        greatest(e.started, p.period_start) as first_day,
        least(coalesce(e.ended, p.period_end), p.period_end) as last_day
    from care_episode e
    join period p on e.started <= p.period_end and (e.ended is null or e.ended >= p.period_start)
    where e.legal_status is null or e.legal_status not in ('V3', 'V4')
),
gone as (
    select c.period_end, c.child_id, count(distinct m.episode_id) as episodes, min(m.began) as first_began
    from cared c
    join missing_episode m on m.child_id = c.child_id
        and m.kind = 'M'
        -- Care that ended before it began has no days.
        and c.first_day <= c.last_day
        and cast(m.began as date) <= c.last_day
        -- A return written before the episode began says nothing: then the day it began stands alone.
        and (m.returned is null or cast(m.returned as date) >= c.first_day or cast(m.began as date) >= c.first_day)
    group by c.period_end, c.child_id
),
child_in_care as (
    -- One row a child: of several episodes of care in the period the last.
    select
        c.*,
        row_number() over (
            partition by c.period_end, c.child_id
            order by c.last_day desc nulls last, c.first_day desc nulls last, c.episode_id desc nulls last
        ) as place
    from cared c
)
select
    c.period_end,
    c.authority,
    c.child_id as case_id,
    c.child_id,
    c.last_day as case_date,
    cast(null as string) as excluded,
    case
        when g.child_id is not null then true
        -- Care that ended before it began cannot be judged.
        when c.first_day <= c.last_day then false
    end as met,
    c.team,
    coalesce(g.episodes, 0) as episodes,
    g.first_began
from child_in_care c
left join gone g on g.child_id = c.child_id and g.period_end = c.period_end
where c.place = 1
