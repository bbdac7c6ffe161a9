/*
title    = "Assessments completed before they began"
asks     = "Was every assessment completed on or after the day on which it began?"
why      = "How long it took cannot be told, so it counts as not in time, and it is never among those that are open too long."
touches  = [
    "assessments_within_45_working_days", "assessments_within_45_working_days_of_referral",
    "assessments_open_over_45_working_days", "assessments_finding_no_need",
]
do       = "Look up both dates in the case system and put the wrong one right."
sentence = "{n} {n:assessment|assessments} completed before {n:it|they} began"
source   = "CIN census: the assessment's actual start date and its authorisation date"
*/
select
    authority, 'assessment' as table_name, assessment_id as row_id, child_id, completed as first_day, started as last_day,
    started, completed
from assessment
where completed < started
