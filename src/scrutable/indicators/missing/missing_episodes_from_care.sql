/*
title       = "Missing episodes of children in care"
question    = "How often were children in our care missing?"
counts      = "episode"
measures    = "count"
better      = "lower"
dashboard   = "missing"
order       = 4
basis       = "SSDA903 Missing: MISSING code M, MIS_START and MIS_END; Episodes: days in care"
beside      = "children_in_care_missing"
needs       = ["care_episode.legal_status"]
breakdowns  = ["carried_over", "placing_authority", "team"]
traps       = [
    "Episodes, not children: in England each child who went missing did so nearly seven times in 2025.",
    "An episode that runs over the end of a month is one of both months, as DfE counts one that runs over the year's end. So months do not add to a year; the breakdown shows how many were carried over.",
]
source      = "DfE data set of children missing from care: incidents, those open on the first day of the year among them"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "There {n:was|were} {n} {n:episode|episodes} of a child in our care being missing {window}"
none        = "There were no episodes of a child in our care being missing {window}"
*/
-- The episodes of the children in children_in_care_missing: missing and in care on one and the same day of the period.
with cared as (
    -- Each episode of care with the days of it that lie in the period. A series of short breaks is left out.
    select
        p.period_start,
        p.period_end,
        e.child_id,
        greatest(e.started, p.period_start) as first_day,
        least(coalesce(e.ended, p.period_end), p.period_end) as last_day
    from care_episode e
    join period p on e.started <= p.period_end and (e.ended is null or e.ended >= p.period_start)
    where e.legal_status is null or e.legal_status not in ('V3', 'V4')
),
missed as (
    -- One row an episode, though care may have changed during it: dated by its first such day in the period.
    select
        c.period_start,
        c.period_end,
        m.episode_id,
        min(greatest(cast(m.began as date), c.first_day)) as first_day
    from cared c
    join missing_episode m on m.child_id = c.child_id
        and m.kind = 'M'
        -- Care that ended before it began has no days.
        and c.first_day <= c.last_day
        and cast(m.began as date) <= c.last_day
        -- A return written before the episode began says nothing: then the day it began stands alone.
        and (m.returned is null or cast(m.returned as date) >= c.first_day or cast(m.began as date) >= c.first_day)
    group by c.period_start, c.period_end, m.episode_id
)
select
    g.period_end,
    m.authority,
    m.episode_id as case_id,
    m.child_id,
    g.first_day as case_date,
    cast(null as string) as excluded,
    m.recorded,
    case when cast(m.began as date) < g.period_start then 'Began earlier' else 'Began in the period' end as carried_over,
    case m.placing_group
        when 'own_here' then 'Ours, placed here'
        when 'own_elsewhere' then 'Ours, placed elsewhere'
        when 'others_here' then 'Another council''s, placed here'
        when 'at_home' then 'At home'
    end as placing_authority,
    m.team,
    m.began,
    m.returned
from missed g
join missing_episode m on m.episode_id = g.episode_id
