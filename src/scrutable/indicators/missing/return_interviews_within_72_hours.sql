/*
title       = "Return interviews completed within 72 hours"
question    = "When a missing child has come back, has somebody listened within three days?"
counts      = "episode"
measures    = "share"
better      = "higher"
dashboard   = "missing"
order       = 10
basis       = "The council's list of missing episodes, by the day of the return"
limit       = "DfE statutory guidance 2014: the interview within 72 hours of the return"
excludes    = ["another council's child"]
beside      = "return_interviews_completed"
breakdowns  = ["placing_authority", "team"]
traps       = [
    "Of all episodes that ended, not of the offers made or accepted: a share of the offers would look better the fewer are made.",
    "Hours, not days: an interview on the third day can be late. The night on which the clocks change counts as the hours it had.",
    "A child who came back in the last three days of the period may still be seen in time after its end: made on the last day, the figure can only rise.",
]
source      = "DfE statutory guidance on children who run away or go missing (January 2014): a return interview is offered after every episode, and held within 72 hours of the return"
certainty   = "partly"
uncertain   = "Some councils apply the 72 hours to the offer. The guidance was seen as others report it, not itself. That the council which placed a child owes the interview is our reading, so another council's children are listed and left out."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:episode|episodes} of being missing that ended {window} ({percent}) {met:was|were} followed by a return interview within 72 hours of the return"
none        = "No episodes of being missing ended {window}"
*/
-- 72 hours as they passed, from the return to the interview itself, not to the offer.
select
    p.period_end,
    m.authority,
    m.episode_id as case_id,
    m.child_id,
    cast(m.returned as date) as case_date,
    case when m.placing_group = 'others_here' then 'another council''s child' end as excluded,
    case
        -- The return SSDA903 says nothing of interviews, and the SSD not whether or when one was held.
        when m.source in ('ssda903', 'ssd') then null
        when m.interview_done is null then false
        -- Moments in an impossible order cannot be judged.
        when m.began <= m.returned and m.returned <= m.interview_done then hours_between(m.returned, m.interview_done) <= 72
    end as met,
    add_days(cast(m.returned as date), 3) as due,
    cast(m.interview_done as date) as done,
    m.recorded,
    m.held_from,
    case m.placing_group
        when 'own_here' then 'Ours, placed here'
        when 'own_elsewhere' then 'Ours, placed elsewhere'
        when 'others_here' then 'Another council''s, placed here'
        when 'at_home' then 'At home'
    end as placing_authority,
    m.team,
    m.began,
    m.returned,
    m.interview_offered,
    m.interview_done
from missing_episode m
join period p on cast(m.returned as date) between p.period_start and p.period_end
where m.kind = 'M'
