/*
title    = "EHC plans issued before they were asked for"
asks     = "Was every EHC plan issued, and its draft sent, on or after the day of the request?"
why      = "The 20 weeks run from the request. A plan dated before it cannot be timed, and counts as not in time."
touches  = ["ehc_plans_within_20_weeks", "ehc_plans_within_20_weeks_including_exceptions", "ehc_drafts_within_16_weeks"]
do       = "Look up the day of the request and the day of the final plan, and put the wrong one right."
sentence = "{n} {n:plan|plans} issued, or sent as a draft, before the request"
source   = "SEND Regulations 2014, reg 13(2): 20 weeks from the request"
*/
select
    authority, 'ehc_plan' as table_name, plan_id as row_id, child_id, least(issued, draft_sent) as first_day,
    requested as last_day, requested, draft_sent, issued
from ehc_plan
where issued < requested or draft_sent < requested
