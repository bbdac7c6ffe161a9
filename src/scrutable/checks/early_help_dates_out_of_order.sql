/*
title    = "Early help that was over before it began"
asks     = "Are the dates of each early help episode in order?"
why      = "An assessment completed before it started cannot be timed, and help that ended before it began is open on no day."
touches  = ["early_help_assessments_in_time", "early_help_assessments_completed", "early_help_open", "early_help_stepped_up"]
do       = "Look up the dates in the case system and put the wrong one right."
sentence = "{n} early help {n:episode|episodes} with dates in an impossible order"
source   = "Ofsted Annex A list 2: what each date is of"
*/
select
    authority,
    'early_help_episode' as table_name,
    episode_id as row_id,
    child_id,
    least(assessment_completed, ended, started, assessment_started) as first_day,
    greatest(assessment_completed, ended, started, assessment_started) as last_day,
    assessment_started,
    assessment_completed,
    started,
    ended
from early_help_episode
where assessment_completed < assessment_started or ended < started
