/*
title    = "Return interviews before the child was back"
asks     = "Was every return interview done after the child had come back?"
why      = "The 72 hours run from the return. An interview of before it, or of a child who is still away, is a wrong time, and cannot be timed."
touches  = ["return_interviews_within_72_hours", "return_interviews_completed"]
do       = "Enter when the child came back, or put right when the interview was done."
sentence = "{n} {n:interview|interviews} done before the child was back"
source   = "Statutory guidance on children who run away or go missing from home or care (2014): within 72 hours of the return"
*/
select
    authority, 'missing_episode' as table_name, episode_id as row_id, child_id, cast(began as date) as first_day,
    cast(coalesce(returned, interview_done) as date) as last_day, began, returned, interview_done
from missing_episode
where interview_done < returned or (interview_done is not null and returned is null)
