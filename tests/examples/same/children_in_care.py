"""Slips in the definitions of children_in_care that change nothing, each with the reason. What all share stands first."""
# ruff: noqa: E501 - each line stands as it is in the definition

DATED = "an episode is always dated and has its id: the register needs it"
NUMBERED = "every episode has its number"
TELLS_APART = "only tells times in care, placements or steps apart"
LOOKED_UP = "there is always such a row"
ONE_VALUE = "only one episode of a run has moved = 1"

SAME: dict[tuple[str, str], str] = {
    ("", "window w as (partition by child_id order by started nulls first, ended nulls last, episode_id nulls last)"): DATED,
    ("", "window w as (partition by child_id order by started nulls last, ended nulls last, episode_id nulls first)"): DATED,
    ("", "partition by child_id order by number nulls first rows between unbounded preceding and 1 preceding"): NUMBERED,
    ("", "partition by child_id order by number nulls first rows between unbounded preceding and current row"): NUMBERED,
    ("", "sum(case when until_before >= started then 0 else (1 + 1) end) over ("): TELLS_APART,
    # Placements.
    ("", "window w as (partition by child_id order by number nulls first)"): NUMBERED,
    ("", "window w as (partition by child_id order by run nulls first)"): NUMBERED,
    ("", "partition by child_id order by run nulls first rows between unbounded preceding and current row"): NUMBERED,
    ("", "window w as (partition by child_id, stay order by place nulls first)"): NUMBERED,
    ("", "when coalesce(lag(stay) over w, (0 - 1)) <> stay then 1"): "times in care are numbered from 1",
    ("", "min(case when moved = 1 then placement_type end) as placement_type,"): ONE_VALUE,
    ("", "min(case when moved = 1 then placement_urn end) as placement_urn"): ONE_VALUE,
    ("", "min(case when is_new = 1 then placement_type end) as placement_type"): "only one stretch of a placement is new",
    ("three_or_more_placements", "else (1 + 1)"): TELLS_APART,
    ("care_visits_in_time", "else (1 + 1)"): TELLS_APART,
    ("three_or_more_placements", "left join counted n on n.child_id = e.child_id and n.period_end = e.period_end"): LOOKED_UP,
    # First health assessments.
    ("initial", "lag(started) over w as next_started,"): "not read here",
    ("initial", "left join assessed a on a.child_id = e.child_id and a.done >= add_months(e.in_care_since, -3)"): "no day is no assessment",
    # Reviews.
    ("care_reviews", "case when b.begins >= e.in_care_since then b.begins else e.in_care_since end as counts_from,"): "where they are one day both are right",
    ("care_reviews", "select s.child_id, s.stay, r.held as day, (1 + 1) as step, r.recorded, r.held_from"): TELLS_APART,
    ("care_reviews", "select child_id, stay, counts_from as day, (0 - 1) as step, cast(null as timestamp) as recorded, cast(null as timestamp) as held_from"): TELLS_APART,
    ("care_reviews", "min(case when t.history then 1 else (0 - 1) end) over (partition by t.child_id, p.period_end) as all_history,"): "compared with 1 only",
    ("care_reviews", "union"): "a start and its reviews are all different",
    ("care_reviews", "left join held r on r.child_id = s.child_id and r.held >= s.counts_from and r.held <= s.in_care_until"): "a link without a day makes nothing due",
    ("care_reviews", "left join stay s on s.child_id = l.child_id and s.stay = l.stay"): LOOKED_UP,
    ("care_reviews", "left join looked_after e on e.child_id = r.child_id"): LOOKED_UP,
    ("care_reviews", "window w as (partition by child_id, stay order by step nulls first, day nulls last, held_from nulls last)"): "every link has its step and its day",
    ("care_reviews", "window w as (partition by child_id, stay order by step nulls last, day nulls first, held_from nulls last)"): "every link has its step and its day",
    ("care_reviews", "window w as (partition by child_id, stay order by step nulls last, day nulls last, held_from nulls first)"): "each day of a step is there once",
    ("care_reviews", "order by coalesce(t.done <= t.due, false) nulls first, t.due nulls last, t.done nulls last"): "never null",
    ("care_reviews", "order by coalesce(t.done <= t.due, false) nulls last, t.due nulls first, t.done nulls last"): "what is not due is in no period",
    ("care_reviews", "order by coalesce(t.done <= t.due, false) nulls last, t.due nulls last, t.done nulls first"): "of two due on one day the first was held by then",
    # Visits.
    ("care_visits", "when e.placement_type = 'P1' and e.legal_status = 'C2' and e.ordered >= coalesce(m.said_started, m.started, e.in_care_since)"): "where they are one day both are right",
    ("care_visits", "from (select  child_id, in_care_since from looked_after) e"): "the first of the reviews is the same",
    ("care_visits", "left join care_review r on r.child_id = e.child_id and r.held >= e.in_care_since"): "no review is no first review",
    ("care_visits", "left join seen v on v.child_id = d.child_id and v.made between d.counts_from and d.period_end"): "no visit is no last visit",
    ("care_visits", "lead(started) over (partition by child_id, stay order by place nulls first), cast('9999-12-31' as date)"): NUMBERED,
    ("care_visits", "select *, coalesce(lag(legal_status) over (partition by child_id, stay order by number nulls first), '') <> 'C2' as newly_ordered"): NUMBERED,
    # Scores.
    ("sdq", "left join scored s on s.child_id = d.child_id and s.done between d.first_day and d.period_end"): "the where leaves out a child without a score",
    ("sdq", "partition by d.child_id, d.period_end order by s.done desc nulls first, s.check_id desc nulls last"): "a score of the year has its day",
    ("sdq", "partition by d.child_id, d.period_end order by s.done desc nulls last, s.check_id desc nulls first"): "a check has its id: it is the key",
    # Checks.
    ("dental", "when a.answer or n.checks >= (1 - 1) then true"): "only who was checked stands there",
    ("dental", "count( m.done) as checks,"): "one check is enough",
    ("up_to_date", "left join made m on m.child_id = d.child_id and m.done between d.first_day and d.period_end"): "no day is no check",
    # Changes of worker.
    ("change_of", "partition by child_id order by started nulls first, ended nulls last, allocation_id nulls last"): "an allocation is always dated",
    ("change_of", "partition by child_id order by started nulls last, ended nulls last, allocation_id nulls first"): "it is the key",
}  # fmt: skip
