/*
title    = "Assessments begun before their referral"
asks     = "Did every assessment begin on or after the day of the referral that it answers?"
why      = "The 45 working days of the guidance run from the referral. An assessment that was begun before it seems quicker than it was, or belongs to another referral."
touches  = ["assessments_within_45_working_days_of_referral", "assessments_within_45_working_days"]
do       = "Put right the day of the referral or of the assessment, or the referral that the assessment is entered under."
sentence = "{n} {n:assessment|assessments} begun before the referral"
source   = "Working Together to Safeguard Children: an assessment follows a referral; the CIN census has the same rule for plans and enquiries (queries 4015 and 2889)"
*/
select
    a.authority, 'assessment' as table_name, a.assessment_id as row_id, a.child_id, a.started as first_day,
    a.completed as last_day, a.started, a.completed, r.received
from assessment a
join referral r on r.referral_id = a.referral_id
where a.started < r.received
