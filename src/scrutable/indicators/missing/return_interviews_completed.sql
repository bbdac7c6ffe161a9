/*
title       = "Return interviews completed after a child was missing"
question    = "When a missing child has come back, has somebody listened?"
counts      = "episode"
measures    = "share"
better      = "higher"
dashboard   = "missing"
order       = 9
basis       = "The council's list of missing episodes, by the day of the return"
excludes    = ["another council's child"]
beside      = "return_interviews_within_72_hours"
breakdowns  = ["outcome", "placing_authority", "team"]
traps       = [
    "Of all episodes that ended, not of the offers made or accepted: a share of the offers would look better the fewer are made.",
    "Several episodes may share one interview. It counts for those in whose record it is written.",
]
source      = "DfE statutory guidance on children who run away or go missing (January 2014): a return interview is offered after every episode, and held within 72 hours of the return"
certainty   = "partly"
uncertain   = "The guidance was seen as others report it, not itself. That the council which placed a child owes the interview is our reading, so another council's children are listed and left out."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:episode|episodes} of being missing that ended {window} ({percent}) {met:was|were} followed by a return interview"
none        = "No episodes of being missing ended {window}"
*/
-- However late. The interview in time is the next number, of the same episodes.
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
        -- An interview from before the return cannot be one of this return.
        when m.interview_done >= m.returned then true
    end as met,
    cast(m.interview_done as date) as done,
    case
        when m.interview_done is not null then 'Interview done'
        when not m.interview_accepted then 'Declined'
        when m.interview_accepted or m.interview_offered is not null then 'Offered, not done'
        else 'No offer on record'
    end as outcome,
    m.recorded,
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
