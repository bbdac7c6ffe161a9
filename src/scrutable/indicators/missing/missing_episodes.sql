/*
title       = "Missing episodes"
question    = "How often did children go missing?"
counts      = "episode"
measures    = "count"
better      = "lower"
dashboard   = "missing"
order       = 2
basis       = "The council's and the police's list of missing episodes, by the day it began"
beside      = "children_missing"
breakdowns  = ["placing_authority", "team"]
traps       = [
    "Episodes, not children: a few children who go missing often make most of them.",
    "Away without authorisation is not missing. Some councils record everything as missing: DfE puts the over-count of its own figures at 10 to 13 per cent in some years.",
]
source      = "DfE definition of missing: not where expected, and whereabouts not known; any length of time counts"
certainty   = "partly"
uncertain   = "Local measure of children missing from home or care. DfE publishes only its own children in care, as a share of all in care in the year."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "Children went missing {n} {n:time|times} {window}"
none        = "No child went missing {window}"
*/
-- An episode belongs to the period in which it began, however long it lasted.
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
    m.began,
    m.returned
from missing_episode m
join period p on cast(m.began as date) between p.period_start and p.period_end
where m.kind = 'M'
