/*
title    = "Workers and posts of impossible hours"
asks     = "Is every worker and every post more than nothing and at most one full-time equivalent?"
why      = "The rates add up full-time equivalents. One of 37 (the hours of a week) weighs as much as 37 workers."
touches  = ["agency_rate", "vacancy_rate", "turnover_rate", "newly_qualified_share", "average_caseload"]
do       = "Enter the share of a full week: 1 for full time, 0.6 for three days of five."
sentence = "{n} {n:worker or post|workers or posts} of nothing or of more than one full-time equivalent"
source   = "Children's social work workforce census: a full-time equivalent from 0 to 1"
optional = ["worker", "post"]
*/
select
    authority, 'worker' as table_name, worker_id as row_id, cast(null as string) as child_id, started as first_day,
    ended as last_day, fte
from worker
where fte <= 0 or fte > 1
union all
select
    authority, 'post' as table_name, post_id as row_id, cast(null as string) as child_id, opened as first_day,
    closed as last_day, fte
from post
where fte <= 0 or fte > 1
