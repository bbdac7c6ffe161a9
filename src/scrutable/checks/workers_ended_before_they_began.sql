/*
title    = "Workers and allocations that end before they begin"
asks     = "Did every worker leave, and every allocation end, on or after the day it began?"
why      = "Such a worker is in post on no day, and when they left cannot be told; such an allocation is no case held."
touches  = [
    "social_workers", "agency_social_workers", "agency_rate", "turnover_rate", "average_caseload",
    "three_or_more_social_workers", "children_with_a_change_of_social_worker",
]
do       = "Look up both dates and put the wrong one right."
sentence = "{n} {n:worker or allocation that ends before it begins|workers or allocations that end before they begin}"
source   = "Children's social work workforce census and SSDA903 social worker episodes: first and last day"
optional = ["worker", "allocation"]
*/
select
    authority, 'worker' as table_name, worker_id as row_id, cast(null as string) as child_id, ended as first_day,
    started as last_day, started, ended
from worker
where ended < started
union all
select
    authority, 'allocation' as table_name, allocation_id as row_id, child_id, ended as first_day, started as last_day, started,
    ended
from allocation
where ended < started
