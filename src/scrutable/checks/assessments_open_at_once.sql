/*
title    = "Children with two assessments going on at once"
asks     = "Did an assessment begin for a child whose last one was still going on?"
why      = "A child and family assessment is one at a time. The second may be the first entered twice, or the first was never closed and looks overdue."
touches  = ["assessments_within_45_working_days", "assessments_within_45_working_days_of_referral", "assessments_open_over_45_working_days"]
do       = "Close the assessment that has ended, or delete the one that was entered twice."
sentence = "{n} {n:assessment|assessments} of a child with another going on at the same time"
source   = "CIN census query 8863, as published code that checks the return words it"
*/
-- Both of a pair are listed, for either may be wrong; they bear on the days they have in common. One may begin on the day on which another is completed.
select
    a.authority,
    'assessment' as table_name,
    a.assessment_id as row_id,
    a.child_id,
    min(greatest(a.started, b.started)) as first_day,
    nullif(max(least(coalesce(a.completed, cast('9999-12-31' as date)), coalesce(b.completed, cast('9999-12-31' as date)))), cast('9999-12-31' as date)) as last_day,
    a.started,
    a.completed,
    min(b.assessment_id) as other_assessment
from assessment a
join assessment b on b.child_id = a.child_id and b.assessment_id <> a.assessment_id
where (b.completed is null or a.started < b.completed) and (a.completed is null or b.started < a.completed)
group by a.authority, a.assessment_id, a.child_id, a.started, a.completed
