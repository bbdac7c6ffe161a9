/*
title       = "Children with an EHC plan educated in another council's area"
question    = "How many children with a plan go to school outside our area?"
counts      = "plan"
measures    = "share"
better      = "neither"
dashboard   = "ehc_plans"
order       = 17
stock       = true
basis       = "SEN2 return: PlacementDetail EntryDate, LeavingDate and PlacementRank; which council a school is in from the council's own list"
beside      = "ehc_plans_open"
breakdowns  = ["team"]
traps       = [
    "SEN2 gives a school's number and not the council it is in: until that is filled in, no plan can be judged.",
    "Out of the area is not far away: a school over the border may be the nearest.",
]
source      = "Local; SEN2 placement items"
certainty   = "not verified"
uncertain   = "Local measure: no text defines it. We take the first-ranked placement of the day."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "In {met} of the {counted} EHC {counted:plan|plans} held {at} ({percent}) the main placement was in another council's area"
none        = "No EHC plans were held {at}"
*/
-- The plans of ehc_plans_open. A placement is the child's, by whichever plan or request it came into the records.
with main as (
    -- Where two are ranked first on one day, the later one.
    select
        m.child_id,
        p.period_end,
        m.placed_in,
        m.setting,
        m.urn,
        m.started,
        row_number() over (
            partition by m.child_id, p.period_end order by m.started desc nulls last, m.placement_id nulls last
        ) as place
    from ehc_placement m
    join period p on m.started <= p.period_end and (m.ended is null or m.ended > p.period_end)
    where m.rank = 1
)
select
    p.period_end,
    e.authority,
    e.plan_id as case_id,
    e.child_id,
    p.period_end as case_date,
    cast(null as string) as excluded,
    -- No main placement, or not recorded where it is: it cannot be judged.
    m.placed_in <> e.authority as met,
    e.recorded,
    e.team,
    m.setting,
    m.placed_in,
    m.urn,
    m.started
from ehc_plan e
join period p on e.issued <= p.period_end and (e.ceased is null or e.ceased > p.period_end)
left join main m on m.child_id = e.child_id and m.period_end = p.period_end and m.place = 1
