/*
title       = "Appeals for every hundred appealable EHC decisions"
question    = "Of all that a family could have appealed against, how much was appealed?"
counts      = "appealable decision"
measures    = "ratio"
better      = "lower"
dashboard   = "ehc_plans"
order       = 20
basis       = "The council's own list of appeals; SEN2 return: refusals, assessments without a plan, plans held and ceased"
beside      = "ehc_appeals"
breakdowns  = ["about"]
traps       = [
    "Ask it of a whole year: the appeals of a month or a quarter are set against all plans held on 1 January.",
    "The plans held far outnumber the rest, so the rate falls as plans are added, whatever families think of decisions.",
    "The published series breaks at 2024, when its method changed and it came out higher.",
]
source      = "LAIT text of the method in use to 2023: appeals over requests refused, assessments without a plan, all plans in January and plans ceased because needs were met"
certainty   = "partly"
uncertain   = "This is the method in use to 2023. That of 2024 is not known to us, so the figure is not compared. A plan reviewed and kept counts once, as held on 1 January."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "Appeals registered {window} came to {percent} of what could be appealed: {met} for {counted} appealable {counted:decision|decisions}"
none        = "No decisions that could be appealed were made {window}"
*/
-- Two kinds of rows: an appeal adds to `amount`, what could be appealed to `base`. `what` says which each is.
with happened as (
    select 'appeal' as what, authority, dispute_id as id, child_id, opened as day, 1 as amount, 0 as base, recorded, about
    from ehc_dispute
    where kind = 'appeal'
    union all
    select 'request refused' as what, authority, request_id as id, child_id, decided as day, 0 as amount, 1 as base, recorded, 'not to assess' as about
    from ehc_request
    where decision = 'N'
    union all
    select 'no plan' as what, authority, assessment_id as id, child_id, outcome_date as day, 0 as amount, 1 as base, recorded, 'not to issue' as about
    from ehc_assessment
    where outcome = 'N'
    union all
    -- Ceased because the needs are met without it. Held in January as well, it is there too: as the old method has it.
    select 'plan ceased' as what, authority, plan_id as id, child_id, ceased as day, 0 as amount, 1 as base, recorded, 'content of the plan' as about
    from ehc_plan
    where cease_reason = '2'
),
january as (
    -- The last 1 January up to the period's last day: as many years after that of 2000 as have passed.
    select period_end, add_months(date '2000-01-01', cast(12 * age_on(date '2000-01-01', period_end) as int)) as day
    from period
)
select
    p.period_end,
    h.authority,
    h.what || ' ' || h.id as case_id,
    h.child_id,
    h.day as case_date,
    cast(null as string) as excluded,
    h.amount,
    h.base,
    h.recorded,
    h.about,
    h.what
from happened h
join period p on h.day between p.period_start and p.period_end
union all
select
    j.period_end,
    e.authority,
    'plan held ' || e.plan_id as case_id,
    e.child_id,
    j.day as case_date,
    cast(null as string) as excluded,
    0 as amount,
    1 as base,
    e.recorded,
    'content of the plan' as about,
    'plan held' as what
from ehc_plan e
join january j on e.issued <= j.day and (e.ceased is null or e.ceased > j.day)
