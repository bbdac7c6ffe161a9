/*
title       = "Job offers to social workers"
question    = "How many social workers have we offered a post, and how many of them have started?"
counts      = "job offer"
measures    = "count"
better      = "neither"
dashboard   = "workforce"
order       = 12
basis       = "The council's record of recruitment: steps of the stage offered, by the day, with what followed for the same candidate and post"
optional    = ["post"]
beside      = "recruits_started"
breakdowns  = ["outcome_so_far", "department"]
traps       = [
    "What came of an offer is as the records say now: someone offered a post in December has hardly begun by January.",
    "Those who started in a period are not those who were offered a post in it.",
]
source      = "Local measure: the council's own record of recruitment"
certainty   = "partly"
uncertain   = "Local: withdrawn and declined are known by those words in what came of the step."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{n} {n:job offer was|job offers were} made to social workers {window}"
none        = "No job offers were made to social workers {window}"
*/
-- What followed is what happened for the same candidate and post from the offer on and before a second offer. Without
-- both ids nothing can be matched, and what came of the offer is not known unless its own words say it.
with offer as (
    select
        step_id, authority, post_id, candidate_id, happened, recorded, outcome,
        lead(happened) over (partition by post_id, candidate_id order by happened nulls last, step_id nulls last) as again
    from recruitment
    where stage = 'offered'
),
followed as (
    select
        f.step_id,
        min(case when s.stage = 'started' then s.happened end) as started,
        min(case when s.stage = 'accepted' then s.happened end) as accepted,
        bool_or(lower(s.outcome) like '%withdr%' or lower(s.outcome) like '%declin%') as withdrawn
    from offer f
    join recruitment s on s.post_id = f.post_id and s.candidate_id = f.candidate_id
    where s.happened >= f.happened
        and (f.again is null or s.happened < f.again)
        and s.stage <> 'offered'
    group by f.step_id
)
select
    p.period_end,
    f.authority,
    f.step_id as case_id,
    cast(null as string) as child_id,
    f.happened as case_date,
    cast(null as string) as excluded,
    f.recorded,
    case
        when w.started is not null then 'Started'
        when w.withdrawn or lower(f.outcome) like '%withdr%' or lower(f.outcome) like '%declin%' then 'Withdrawn or declined'
        when w.accepted is not null then 'Accepted'
        when f.post_id is not null and f.candidate_id is not null then 'Nothing further yet'
    end as outcome_so_far,
    o.department,
    f.post_id,
    f.candidate_id,
    w.accepted,
    w.started
from offer f
join period p on f.happened between p.period_start and p.period_end
left join followed w on w.step_id = f.step_id
left join post o on o.post_id = f.post_id
