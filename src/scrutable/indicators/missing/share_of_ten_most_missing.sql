/*
title       = "Missing episodes of the ten children most often missing"
question    = "How much of all going missing is the going missing of ten children?"
counts      = "episode"
measures    = "share"
better      = "neither"
dashboard   = "missing"
order       = 5
basis       = "The council's and the police's list of missing episodes, by the day it began"
beside      = "children_missing"
breakdowns  = ["one_of_the_ten", "placing_authority", "team"]
traps       = [
    "Ten children or fewer missing in the period make it 100 per cent, so it says most over a year and least over a month.",
    "A high share is neither good nor bad: it says that work with ten children would change the whole, where a low one says that it would not.",
    "It points at few children. Do not publish it beside anything that could tell who they are.",
]
source      = "Local measure of how far missing episodes are those of few children"
certainty   = "not verified"
uncertain   = "Local measure: nobody publishes it, and ten is our choice."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:episode|episodes} of being missing {window} ({percent}) {met:was|were} of the ten children most often missing"
none        = "There were no episodes of being missing {window}"
*/
-- The ten of each council. Where the tenth and the eleventh were missing as often, the ids decide, so that there are ten.
with begun as (
    select p.period_end, m.authority, m.child_id, count(*) as episodes
    from missing_episode m
    join period p on cast(m.began as date) between p.period_start and p.period_end
    where m.kind = 'M'
    group by p.period_end, m.authority, m.child_id
),
ranked as (
    select
        period_end,
        authority,
        child_id,
        episodes,
        row_number() over (
            partition by period_end, authority
            order by episodes desc nulls last, child_id nulls last
        ) as place
    from begun
)
select
    p.period_end,
    m.authority,
    m.episode_id as case_id,
    m.child_id,
    cast(m.began as date) as case_date,
    cast(null as string) as excluded,
    k.place <= 10 as met,
    m.recorded,
    case when k.place <= 10 then 'One of the ten' else 'Another child' end as one_of_the_ten,
    case m.placing_group
        when 'own_here' then 'Ours, placed here'
        when 'own_elsewhere' then 'Ours, placed elsewhere'
        when 'others_here' then 'Another council''s, placed here'
        when 'at_home' then 'At home'
    end as placing_authority,
    m.team,
    k.episodes as episodes_of_the_child,
    m.began,
    m.returned
from missing_episode m
join period p on cast(m.began as date) between p.period_start and p.period_end
left join ranked k on k.period_end = p.period_end and k.authority = m.authority and k.child_id = m.child_id
where m.kind = 'M'
