/*
title    = "Children under two ids"
asks     = "Are there two ids with one pupil number, birth date and sex, both with records that are counted?"
why      = "One child is counted as two, and what came back to the same child is not seen: a repeat plan, a second referral within the year."
touches  = [
    "children_in_care", "children_in_care_rate", "children_on_protection_plans", "child_protection_plan_rate",
    "repeat_protection_plans", "repeat_protection_plans_within_2_years", "re_referrals_within_12_months",
    "children_re_referred_within_12_months", "children_in_need_rate", "children_missing",
]
do       = "If they are one child, join the two records in the case system, or list them in child_merge.csv: the id no longer used, and the id that remains."
sentence = "{n} {n:id|ids} of a child who has another id too"
source   = "A unique pupil number is one child's alone (DfE, unique pupil numbers)"
optional = ["care_episode", "cp_plan", "referral", "missing_episode"]
needs    = ["child.upn"]
*/
-- An id with nothing but its own record changes no figure: only those that stand in a table that is counted are listed.
-- An id that the census or the case system has joined already is read as one before it comes here.
with counted as (
    select child_id from care_episode
    union
    select child_id from cp_plan
    union
    select child_id from referral
    union
    select child_id from missing_episode
),
known as (
    select c.authority, c.child_id, c.upn, c.birth_date, c.sex
    from child c
    join counted k on k.child_id = c.child_id
    where c.upn is not null and c.birth_date is not null and c.sex is not null
)
select
    a.authority,
    'child' as table_name,
    a.child_id as row_id,
    a.child_id,
    cast(null as date) as first_day,
    cast(null as date) as last_day,
    min(b.child_id) as other_id
from known a
join known b on b.authority = a.authority and b.upn = a.upn and b.birth_date = a.birth_date and b.sex = a.sex
    and b.child_id <> a.child_id
group by a.authority, a.child_id
