/*
title    = "Visits written up before they were made"
asks     = "Was every visit written up on or after the day on which it was made?"
why      = "Nobody can write up a visit that has not been made: the day is wrong, or a planned visit was entered as made. It may answer a visit that was due and was never made, and how soon it was written up cannot be told."
touches  = [
    "child_protection_visits_in_time", "protection_visits_recorded_in_time", "protection_visits_days_to_record",
    "child_in_need_visits_in_time", "child_in_need_visits_days_to_record", "care_visits_in_time",
    "care_visits_days_to_record",
]
do       = "Find out on which day the visit was made, and enter that; take out a visit that was only planned."
sentence = "{n} {n:visit|visits} written up before the day on which {n:it was|they were} made"
source   = "The three clocks: what has not happened cannot be on record"
optional = ["cp_visit", "cin_visit", "care_visit"]
*/
-- Where the source does not say when a visit was written up, the load that first held it stands for it.
select
    authority, 'cp_visit' as table_name, visit_id as row_id, child_id, cast(recorded as date) as first_day, made as last_day,
    made, recorded
from cp_visit
where cast(recorded as date) < made
union all
select
    authority, 'cin_visit' as table_name, visit_id as row_id, child_id, cast(recorded as date) as first_day, made as last_day,
    made, recorded
from cin_visit
where cast(recorded as date) < made
union all
select
    authority, 'care_visit' as table_name, visit_id as row_id, child_id, cast(recorded as date) as first_day, made as last_day,
    made, recorded
from care_visit
where cast(recorded as date) < made
