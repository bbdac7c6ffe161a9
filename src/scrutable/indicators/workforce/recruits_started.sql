/*
title       = "Recruits who started"
question    = "How many social workers whom we recruited have begun?"
counts      = "new starter"
measures    = "count"
better      = "neither"
dashboard   = "workforce"
order       = 13
basis       = "The council's record of recruitment: steps of the stage started, by the day; department from the list of posts"
optional    = ["post"]
beside      = "job_offers"
breakdowns  = ["department"]
traps       = [
    "Whoever began in the period may have been offered the post long before: these are not the offers of the same period.",
    "Those who came from an agency or without being recruited to a post are not among them.",
]
source      = "Local measure: the council's own record of recruitment"
certainty   = "partly"
uncertain   = "Local: no published figure counts these."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:new starter|new starters} in social work posts began {window}"
none        = "Nobody recruited to a social work post began {window}"
*/
select
    p.period_end,
    s.authority,
    s.step_id as case_id,
    cast(null as string) as child_id,
    s.happened as case_date,
    cast(null as string) as excluded,
    s.recorded,
    o.department,
    s.post_id,
    s.candidate_id
from recruitment s
join period p on s.happened between p.period_start and p.period_end
left join post o on o.post_id = s.post_id
where s.stage = 'started'
