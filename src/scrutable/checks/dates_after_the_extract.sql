/*
title    = "Events dated after the records were taken out"
asks     = "Is anything entered as having happened on a day that lay ahead when the records were taken out?"
why      = "An appointment that lies ahead is entered as done. It counts as in time before anybody knows whether it will be."
touches  = [
    "health_assessments_up_to_date", "dental_checks_up_to_date", "initial_health_assessments_in_time",
    "care_reviews_in_time", "protection_reviews_in_time", "conferences_within_15_working_days", "ehc_plans_issued",
    "ehc_plans_within_20_weeks", "ehc_plans_within_20_weeks_including_exceptions", "annual_reviews_within_4_weeks",
]
do       = "Put right the day, or take the event out until it has happened."
sentence = "{n} {n:event|events} dated after the day on which the records were taken out"
source   = "The three clocks: what has not happened cannot be on record"
optional = ["care_health", "care_review", "cp_review", "conference", "ehc_plan", "annual_review"]
*/
-- Held against the load from which on the register has held these dates: the day of the extract itself is possible.
-- Visits have a check of their own, by the day on which they were written up.
with event as (
    select authority, 'care_health' as table_name, check_id as row_id, child_id, done as happened, held_from
    from care_health
    union all
    select authority, 'care_review' as table_name, review_id as row_id, child_id, held as happened, held_from
    from care_review
    union all
    select authority, 'cp_review' as table_name, review_id as row_id, child_id, held as happened, held_from
    from cp_review
    union all
    select authority, 'conference' as table_name, conference_id as row_id, child_id, held as happened, held_from
    from conference
    union all
    select authority, 'ehc_plan' as table_name, plan_id as row_id, child_id, issued as happened, held_from
    from ehc_plan
    union all
    select authority, 'annual_review' as table_name, review_id as row_id, child_id, held as happened, held_from
    from annual_review
)
select
    authority, table_name, row_id, child_id, happened as first_day, happened as last_day, happened,
    cast(held_from as date) as taken_out
from event
where happened > cast(held_from as date)
