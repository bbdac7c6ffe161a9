/*
title    = "Missing children of an impossible age"
asks     = "Was every missing child born by then and under 18?"
why      = "The figures are of children. An adult, or a wrong birth date, is one child too many."
touches  = [
    "missing_episodes", "children_missing", "children_in_care_missing", "missing_episodes_from_care",
    "share_of_ten_most_missing", "away_without_authorisation",
]
do       = "Check the birth date and whose episode it is."
sentence = "{n} {n:episode|episodes} before birth or after the 18th birthday"
source   = "Statutory guidance on children who run away or go missing from home or care (2014): a child is under 18"
*/
select
    m.authority, 'missing_episode' as table_name, m.episode_id as row_id, m.child_id, cast(m.began as date) as first_day,
    cast(m.began as date) as last_day, m.began, c.birth_date
from missing_episode m
join child c on c.child_id = m.child_id
where cast(m.began as date) < c.birth_date or cast(m.began as date) >= add_months(c.birth_date, 216)
