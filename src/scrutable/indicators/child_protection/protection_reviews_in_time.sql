/*
title       = "Children whose child protection reviews were all in time"
question    = "Do we look again in time at whether a child's protection plan is working?"
counts      = "child"
plural      = "children"
measures    = "share"
better      = "higher"
dashboard   = "child_protection"
order       = 10
stock       = true
basis       = "CIN census: CPPstartDate and each CPPreviewDate of the plan"
limit       = "Working Together: first review within 3 months, then within 6 months of the last"
compare     = "RevCP"
beside      = "protection_plans_over_2_years_open"
excludes    = ["another council's plan", "on a plan for less than 3 months"]
breakdowns  = ["latest_category", "team"]
traps       = [
    "It counts children and not reviews: one late review, however long ago, keeps a child out for as long as the plan goes on.",
    "Months and not working days, and not 90 or 180 days. A review now overdue counts as late from the day after it was due.",
    "Where a source holds only the last review, as Annex A does, reviews before it look missed. The census holds them all.",
]
source      = "DfE LAIT: of the children with a plan for at least 3 months at 31 March, those whose reviews were all in time; Working Together"
certainty   = "verified"
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:child|children} who had been on a child protection plan for 3 months or more {at} ({percent}) had every review in time"
none        = "No children had been on a child protection plan for 3 months or more {at}"
*/
-- The start of the plan and each review make a chain, each link with the day by which the next review is due. A plan
-- has missed a review from the first due day that no review had met by then, and stays so until it ends. A plan
-- should begin on the day of the conference, so its start is the conference that DfE counts from.
with link as (
    select plan_id, child_id, started as day, 3 as months
    from cp_plan
    union all
    -- A review that names no plan belongs to the plan that was open for the child that day. Only plans still open
    -- are listed, so the end of a plan need not be looked at.
    select n.plan_id, n.child_id, r.held as day, 6 as months
    from cp_plan n
    join cp_review r on r.child_id = n.child_id
    where r.held > n.started and (r.plan_id is null or r.plan_id = n.plan_id)
),
chain as (
    select
        plan_id,
        day,
        add_months(day, months) as due,
        lead(day) over (partition by plan_id order by day nulls last) as next_day
    from link
),
missed as (
    select plan_id, min(due) as first_missed
    from chain
    where next_day is null or next_day > due
    group by plan_id
),
misdated as (
    -- No review is held on or before the day a plan begins, so when this one was is not known.
    select distinct n.plan_id
    from cp_plan n
    join cp_review r on r.plan_id = n.plan_id
    where r.held <= n.started
),
-- One row a child: of two open plans, which a child should not have, ours before another council's, then the longer.
listed as (
    select
        p.period_end,
        n.authority,
        n.plan_id,
        n.child_id,
        n.other_authority,
        n.recorded,
        n.latest_category,
        n.team,
        n.started,
        row_number() over (
            partition by p.period_end, n.child_id
            order by coalesce(n.other_authority, false) nulls last, n.started nulls last, n.plan_id nulls last
        ) as place
    from cp_plan n
    join period p on n.started <= p.period_end and (n.ended is null or n.ended > p.period_end)
)
select
    l.period_end,
    l.authority,
    l.plan_id as case_id,
    l.child_id,
    l.period_end as case_date,
    case
        when l.other_authority then 'another council''s plan'
        when add_months(l.started, 3) > l.period_end then 'on a plan for less than 3 months'
    end as excluded,
    case when x.plan_id is null then m.first_missed >= l.period_end end as met,
    c.due,
    l.recorded,
    l.latest_category,
    l.team,
    l.started,
    c.day as last_reviewed,
    case when m.first_missed < l.period_end then m.first_missed end as first_missed
from listed l
join chain c on c.plan_id = l.plan_id and c.day <= l.period_end and (c.next_day is null or c.next_day > l.period_end)
join missed m on m.plan_id = l.plan_id
left join misdated x on x.plan_id = l.plan_id
where l.place = 1
