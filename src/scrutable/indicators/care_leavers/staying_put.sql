/*
title       = "Young people who stayed with their foster carer at 18"
question    = "When a young person in foster care turns 18, is the carer's home still home three months later?"
counts      = "young person"
plural      = "young people"
measures    = "share"
better      = "higher"
dashboard   = "care_leavers"
order       = 8
basis       = "SSDA903 Episodes: PLACE, DEC; OC3: ACCOM code Z, the last record of the three months after"
excludes    = ["died"]
beside      = "care_leavers_aged_17_to_18_in_suitable_accommodation"
needs       = ["care_episode.legal_status"]
breakdowns  = ["accommodation", "team"]
traps       = [
    "Counted in the period in which the three months are up, so that nobody is counted too soon: who turned 18 in March is a figure of June.",
    "DfE also publishes who is still there at 19 and at 20. Those are other shares, and lower ones.",
    "Staying is the young person's choice as much as the carer's: a lower share can mean more of them went to university.",
]
source      = "DfE statistics of care leavers, as reported to Parliament: left foster care on the 18th birthday, with the former carer three months after; Children and Families Act 2014, s98 (staying put)"
certainty   = "partly"
uncertain   = "DfE counts only those eligible for support as care leavers, 13 weeks in care from the age of 14; we count all who left foster care at 18. DfE's own page was not seen, nor which age its published share is of."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} young people who turned 18 in foster care and had left it for three months {window} ({percent}) still lived with their former foster carer"
none        = "No young people who turned 18 in foster care had left it for three months {window}"
*/
-- Where nobody wrote down where the young person lived after leaving care, it is not known, and the case is counted.
with ending as (
    -- How each child's time in care ended: by the last episode. An open one is the last. A short break is not care.
    select
        authority,
        child_id,
        ended,
        placement_type,
        end_reason,
        row_number() over (
            partition by child_id
            order by coalesce(ended, date '9999-12-31') desc nulls last, started desc nulls last, episode_id desc nulls last
        ) as place
    from care_episode
    where legal_status is null or legal_status not in ('V3', 'V4')
),
left_at_18 as (
    select
        e.authority,
        e.child_id,
        e.ended as left_care,
        add_months(e.ended, 3) as three_months_on,
        e.end_reason
    from ending e
    left join child c on c.child_id = e.child_id
    where e.place = 1
        and e.placement_type in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6')
        and age_on(c.birth_date, e.ended) = 18
),
lived as (
    select
        l.child_id,
        r.as_at,
        r.in_touch,
        r.accommodation,
        r.team,
        r.recorded,
        row_number() over (partition by l.child_id order by r.as_at desc nulls last, r.status_id desc nulls last) as place
    from left_at_18 l
    join care_leaver r on r.child_id = l.child_id and r.as_at between l.left_care and l.three_months_on
)
select
    p.period_end,
    l.authority,
    l.child_id as case_id,
    l.child_id,
    l.three_months_on as case_date,
    case when k.in_touch = 'DIED' then 'died' end as excluded,
    -- R is the code for a residence that is not known, 0 for none that applies.
    case when k.accommodation not in ('R', '0') then k.accommodation = 'Z' end as met,
    k.recorded,
    k.accommodation,
    k.team,
    l.left_care,
    l.end_reason,
    k.as_at
from left_at_18 l
join period p on l.three_months_on between p.period_start and p.period_end
left join lived k on k.child_id = l.child_id and k.place = 1
