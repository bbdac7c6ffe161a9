/*
title    = "Care leavers of an impossible age"
asks     = "Was every care leaver from 16 to 25 years old on the day that is described?"
why      = "The figures take care leavers by their age. With a wrong birth date, or a child entered in place of a young person, somebody is counted in a group that is not theirs."
touches  = [
    "care_leavers_in_suitable_accommodation", "care_leavers_in_education_or_work", "care_leavers_neet",
    "care_leavers_in_touch", "care_leavers_in_bed_and_breakfast",
    "care_leavers_aged_17_to_18_in_suitable_accommodation", "care_leavers_aged_17_to_18_in_education_or_work",
    "staying_put",
]
do       = "Check the birth date and whose record it is."
sentence = "{n} {n:record|records} of a care leaver under 16 or over 25"
source   = "Children (Leaving Care) Act 2000 (from 16) and Children and Social Work Act 2017 (to 25)"
*/
select
    s.authority, 'care_leaver' as table_name, s.status_id as row_id, s.child_id, s.as_at as first_day, s.as_at as last_day,
    s.as_at, c.birth_date
from care_leaver s
join child c on c.child_id = s.child_id
where age_on(c.birth_date, s.as_at) < 16 or age_on(c.birth_date, s.as_at) > 25
