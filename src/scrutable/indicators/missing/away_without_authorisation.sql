/*
title       = "Episodes of being away without authorisation"
question    = "How often were children not where they should be, though we knew where they were?"
counts      = "episode"
measures    = "count"
better      = "neither"
dashboard   = "missing"
order       = 6
basis       = "The council's and the police's list of missing episodes, by the day it began"
beside      = "missing_episodes"
breakdowns  = ["placing_authority", "team"]
traps       = [
    "A rise can mean better recording: what one council writes down as away another writes down as missing, and DfE puts the over-count of missing at 10 to 13 per cent in some years.",
    "Never add it to missing episodes: away is a lesser worry, and some councils do not record it at all.",
]
source      = "DfE definition of away without authorisation: whereabouts known, not where the child should be, and a carer worried or the absence reported"
certainty   = "partly"
uncertain   = "Local measure of every child. DfE collects being away for its own children in care alone."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "There {n:was|were} {n} {n:episode|episodes} of a child being away without authorisation {window}"
none        = "There were no episodes of a child being away without authorisation {window}"
*/
-- An episode belongs to the period in which it began, however long it lasted.
-- It says little alone: the boundary with missing is the recorder's, so the two are read side by side.
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
    m.began,
    m.returned
from missing_episode m
join period p on cast(m.began as date) between p.period_start and p.period_end
where m.kind = 'A'
