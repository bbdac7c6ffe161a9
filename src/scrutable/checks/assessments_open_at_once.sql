/*
title    = "Children with two assessments going on at once"
asks     = "Did an assessment begin for a child whose last one was still going on?"
why      = "A child and family assessment is one at a time. The second may be the first entered twice, or the first was never closed and looks overdue."
touches  = ["assessments_within_45_working_days", "assessments_within_45_working_days_of_referral", "assessments_open_over_45_working_days"]
do       = "Close the assessment that has ended, or delete the one that was entered twice."
sentence = "{n} {n:assessment|assessments} of a child with another going on at the same time"
source   = "CIN census query 8863, as published code that checks the return words it"
*/
-- Both of a pair are listed, for either may be wrong; they bear on the days they have in common. One may begin on the day
-- on which another is completed. One that is completed before it begins has a check of its own.
with ordered as (
    select authority, assessment_id, child_id, started, completed, coalesce(completed, cast('9999-12-31' as date)) as until
    from assessment
    where completed is null or completed >= started
)
select
    a.authority,
    'assessment' as table_name,
    a.assessment_id as row_id,
    a.child_id,
    min(greatest(a.started, b.started)) as first_day,
    nullif(max(least(a.until, b.until)), cast('9999-12-31' as date)) as last_day,
    a.started,
    a.completed,
    min(b.assessment_id) as other_assessment
from ordered a
join ordered b on b.child_id = a.child_id and b.assessment_id <> a.assessment_id
where a.started < b.until and b.started < a.until
group by a.authority, a.assessment_id, a.child_id, a.started, a.completed
