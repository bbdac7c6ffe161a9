/*
title       = "Return interviews offered after a child was missing"
question    = "When a missing child comes back, do we offer to listen?"
counts      = "episode"
measures    = "share"
better      = "higher"
dashboard   = "missing"
order       = 7
basis       = "The council's list of missing episodes, by the day of the return"
excludes    = ["another council's child"]
beside      = "return_interviews_completed"
breakdowns  = ["placing_authority", "team"]
traps       = [
    "A high share offered says nothing of how many took place: read it with those accepted, completed, and completed within 72 hours.",
    "Where an answer or an interview is on record, there was an offer, though nobody wrote down when.",
]
source      = "DfE statutory guidance on children who run away or go missing (January 2014): a return interview is offered after every episode, and held within 72 hours of the return"
certainty   = "partly"
uncertain   = "No limit for the offer was found, so none is applied. The guidance was seen as others report it, not itself. That the council which placed a child owes the interview is our reading, so another council's children are listed and left out."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:episode|episodes} of being missing that ended {window} ({percent}) {met:was|were} followed by the offer of a return interview"
none        = "No episodes of being missing ended {window}"
*/
-- An offer is owed after every return. One that is not on record cannot be shown to have been made, so it is not met.
select
    p.period_end,
    m.authority,
    m.episode_id as case_id,
    m.child_id,
    cast(m.returned as date) as case_date,
    case when m.placing_group = 'others_here' then 'another council''s child' end as excluded,
    case
        -- The return SSDA903 says nothing of interviews.
        when m.source = 'ssda903' then null
        when m.interview_accepted is not null or m.interview_done >= m.returned then true
        when m.interview_offered is null and m.interview_done is null then false
        -- An offer from before the return cannot be one of this return.
        when m.interview_offered >= m.returned then true
    end as met,
    cast(m.interview_offered as date) as done,
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
