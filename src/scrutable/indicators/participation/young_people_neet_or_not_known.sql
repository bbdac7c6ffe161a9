/*
title       = "Young people aged 16 and 17 not in education, employment or training, or not known"
question    = "How many of the area's 16 and 17 year olds are out of education and work, or lost from sight?"
counts      = "monthly record"
measures    = "share"
better      = "lower"
dashboard   = "participation"
order       = 1
basis       = "The client caseload sent to DfE each month (NCCIS): activity, academic age, custody"
excludes    = ["in custody"]
compare     = "16-17_not known_NEET"
beside      = "care_leavers_neet"
breakdowns  = ["activity", "academic_age"]
traps       = [
    "DfE averages the percentages of December, January and February; we count the three months' records together. The two agree but for the last digit, and only where the period asked for is those three months.",
    "Read both parts: where many are not known, few are seen to be out of education and work.",
    "It is another group than care leavers not in education, employment or training, who are older and of whom the not known are left apart.",
    "A figure of participation is of March and its academic year; this one is of winter. The same label of a year is not the same time.",
]
source      = "DfE technical notes on participation and NEET (July 2025); LAIT: academic age 16 or 17, without young offenders in custody"
certainty   = "partly"
uncertain   = "What is counted was checked in DfE's notes. The rule that one record stands for a young person and month is ours, for a month in which the caseload holds two."
checked_by  = "not yet checked"
next_review = 2027-09-01
sentence    = "{met} of the {counted} {counted:monthly record|monthly records} of young people aged 16 and 17 {window} ({percent}) {met:was|were} of one not in education, employment or training, or not known"
none        = "There were no monthly records of young people aged 16 and 17 {window}"
*/
-- One record a young person and month, the last, so that twelve monthly extracts and one with corrections count alike.
-- A record whose activity is blank, or no code, does not say what the young person does, which is what not known
-- means: leaving it blank would otherwise improve the figure.
with latest as (
    select
        p.period_end,
        n.*,
        row_number() over (
            partition by p.period_end, n.child_id, year(n.as_at), month(n.as_at)
            order by n.as_at desc nulls last, n.record_id desc nulls last
        ) as place
    from participation n
    join period p on n.as_at between p.period_start and p.period_end
)
select
    n.period_end,
    n.authority,
    n.record_id as case_id,
    n.child_id,
    n.as_at as case_date,
    case when n.in_custody then 'in custody' end as excluded,
    coalesce(n.activity, 'NK') <> 'EET' as met,
    n.recorded,
    case n.activity
        when 'EET' then 'In education, employment or training'
        when 'NEET' then 'Not in education, employment or training'
        else 'Not known'
    end as activity,
    case n.academic_age when 16 then 'Aged 16' when 17 then 'Aged 17' end as academic_age
from latest n
where n.place = 1 and n.academic_age in (16, 17)
