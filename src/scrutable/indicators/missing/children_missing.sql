/*
title       = "Children missing"
question    = "How many children went missing?"
counts      = "child"
plural      = "children"
measures    = "count"
better      = "lower"
dashboard   = "missing"
order       = 1
basis       = "The council's and the police's list of missing episodes, by the day it began"
beside      = "missing_episodes"
breakdowns  = ["times_missing", "placing_authority", "team"]
traps       = [
    "Children, not episodes: one child who goes missing nine times is one here and nine among the episodes.",
    "Children of every council who live here are in it, and ours who live elsewhere; the breakdown shows whose they are.",
    "How often a child was missing is told for the period alone: a child in the middle group of a year may be in the first group of each month.",
]
source      = "DfE definition of missing: not where expected, and whereabouts not known; any length of time counts"
certainty   = "partly"
uncertain   = "Local measure of children missing from home or care. DfE publishes only its own children in care, as a share of all in care in the year."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:child was|children were} missing at least once {window}"
none        = "No children were missing {window}"
*/
-- A row for each episode, as in missing_episodes; because this counts children, a child is counted once a period.
-- Being away without authorisation (A) is not missing: there the child's whereabouts are known.
select
    p.period_end,
    m.authority,
    m.episode_id as case_id,
    m.child_id,
    cast(m.began as date) as case_date,
    cast(null as string) as excluded,
    m.recorded,
    case m.placing_group
        when 'own_here' then 'Ours, placed here'
        when 'own_elsewhere' then 'Ours, placed elsewhere'
        when 'others_here' then 'Another council''s, placed here'
        when 'at_home' then 'At home'
    end as placing_authority,
    m.team,
    -- The same on every row of a child, so that the groups add to all the children.
    case
        when count(*) over (partition by p.period_end, m.child_id) >= 5 then '5 times or more'
        when count(*) over (partition by p.period_end, m.child_id) >= 2 then '2 to 4 times'
        else 'once'
    end as times_missing,
    m.began,
    m.returned
from missing_episode m
join period p on cast(m.began as date) between p.period_start and p.period_end
where m.kind = 'M'
