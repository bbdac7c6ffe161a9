/*
title       = "Social work posts advertised"
question    = "How often have we advertised for social workers?"
counts      = "advert"
measures    = "count"
better      = "neither"
dashboard   = "workforce"
order       = 11
basis       = "The council's record of recruitment: steps of the stage advertised, by the day; department from the list of posts"
optional    = ["post"]
beside      = "job_offers"
breakdowns  = ["department"]
traps       = [
    "A post advertised twice is two adverts, and an advert is not a vacancy.",
]
source      = "Local measure: the council's own record of recruitment"
certainty   = "partly"
uncertain   = "Local: no published figure counts these."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:advert|adverts} for social work posts went out {window}"
none        = "No social work posts were advertised {window}"
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
where s.stage = 'advertised'
