"""Slips in the definitions of child_protection that change nothing, each with the reason."""
# ruff: noqa: E501 - each line stands as it is in the definition

SAME: dict[tuple[str, str], str] = {
    (
        "child_protection_visits",
        "where v.made > n.started and (n.ended is null or v.made <= n.ended)",
    ): "a visit on the first day of a plan is one link with its start",
    (
        "child_protection_visits",
        "where v.plan_id is null and v.made > n.started and (n.ended is null or v.made <= n.ended)",
    ): "as the line before",
    (
        "child_protection_visits",
        "union",
    ): "what falls together is one link all the same; visits due are all different",
    (
        "child_protection_visits",
        "left join cp_visit v on v.plan_id = n.plan_id",
    ): "the where leaves out a row without a visit",
    ("child_protection_visits", "left join cp_visit v on v.child_id = n.child_id"): "as the line before",
    (
        "child_protection_visits",
        "left join planned n on n.number = c.number",
    ): "every chain is of a plan in planned",
    (
        "child_protection_visits",
        "row_number() over (order by plan_id nulls first) as number",
    ): "only tells plans apart, and a plan always has its id",
    (
        "child_protection_visits",
        "row_number() over (order by plan_id desc nulls last) as number",
    ): "only tells plans apart",
    (
        "child_protection_visits",
        "left join beat k on k.visit_every_days = g.visit_every_days and k.phase = g.phase",
    ): "the where leaves out a row without a day",
    (
        "child_protection_visits",
        "order by day nulls first, step nulls last, recorded nulls last, team nulls last, held_from nulls last",
    ): "a visit is always dated: the register needs it",
    (
        "child_protection_visits",
        "order by day nulls last, step nulls first, recorded nulls last, team nulls last, held_from nulls last",
    ): "every link has its step",
    (
        "child_protection_visits",
        "order by day nulls last, step nulls last, recorded nulls last, team nulls last, held_from nulls first",
    ): "every row of the register has it; the start of a plan, which has none, is alone in its step",
    (
        "child_protection_visits",
        "select number, started as day, (0 - 1) as step, cast(null as timestamp) as recorded, cast(null as string) as team,",
    ): "a step only puts the start of a plan before its visits of that day",
    (
        "child_protection_visits",
        "select n.number, v.made as day, (1 + 1) as step, v.recorded, v.team, v.held_from",
    ): "as the line before",
    (
        "child_protection_visits",
        "where d.next_day is null or d.next_day >= add_days(d.first_due, d.visit_every_days)",
    ): "only spares work: a gap too short for a second visit finds no day",
    (
        "child_protection_visits",
        "where true",
    ): "only spares work: gaps too short, and days outside all periods",
    (
        "child_protection_visits",
        "where k.day >= l.first_day",
    ): "only spares work: no gap reaches past the last period",
    (
        "child_protection_visits",
        "where k.day <= l.last_day",
    ): "only spares work: period leaves out what is too early",
    (
        "core_groups",
        "left join conference c on c.child_id = n.child_id",
    ): "the where leaves out a row without a conference",
    (
        "core_groups",
        "left join core_group g on g.plan_id = b.plan_id",
    ): "a plan without a meeting has none before its clock and none after, as where no row is found",
    (
        "core_groups",
        "left join core_group g on g.plan_id = m.plan_id and g.held = m.first_met",
    ): "a plan without a meeting since its clock began gets a row of nulls, as the left join below gives it",
    (
        "core_groups",
        "bool_or(g.held <= b.clock_began) as met_before",
    ): "a meeting on the first day is in time, which is asked first",
    (
        "protection_plans_over_2_years_open",
        "order by coalesce(n.other_authority, false) nulls first, n.started nulls last, n.plan_id nulls last",
    ): "it is never null",
    (
        "protection_plans_over_2_years_open",
        "order by coalesce(n.other_authority, false) nulls last, n.started nulls first, n.plan_id nulls last",
    ): "a plan always has its start: the register needs it",
    (
        "protection_plans_over_2_years_open",
        "order by coalesce(n.other_authority, false) nulls last, n.started nulls last, n.plan_id nulls first",
    ): "a plan always has its id: it is the key",
    (
        "protection_reviews",
        "order by coalesce(n.other_authority, false) nulls first, n.started nulls last, n.plan_id nulls last",
    ): "it is never null",
    (
        "protection_reviews",
        "order by coalesce(n.other_authority, false) nulls last, n.started nulls first, n.plan_id nulls last",
    ): "a plan always has its start: the register needs it",
    (
        "protection_reviews",
        "order by coalesce(n.other_authority, false) nulls last, n.started nulls last, n.plan_id nulls first",
    ): "a plan always has its id: it is the key",
    (
        "protection_reviews",
        "lead(day) over (partition by plan_id order by day nulls first) as next_day",
    ): "a plan and a review are always dated: the register needs it",
    (
        "protection_reviews",
        "union",
    ): "two reviews on one day are one link all the same",
    (
        "protection_reviews",
        "left join cp_review r on r.child_id = n.child_id",
    ): "the where leaves out a row without a review",
    (
        "protection_reviews",
        "left join cp_review r on r.plan_id = n.plan_id",
    ): "the where leaves out a row without a review",
    (
        "protection_reviews",
        "left join chain c on c.plan_id = l.plan_id and c.day <= l.period_end and (c.next_day is null or c.next_day > l.period_end)",
    ): "the chain of an open plan always has a link of that day, its start at the least",
    (
        "protection_reviews",
        "left join missed m on m.plan_id = l.plan_id",
    ): "a chain always has its last link, which nothing has followed",
    (
        "protection_visits_",
        "left join cp_plan n on n.child_id = v.child_id",
    ): "the where leaves out a row without a plan",
    (
        "repeat_protection_plans",
        "join begun b on b.child_id = n.child_id",
    ): "the child of every plan is in begun",
    (
        "child_in_need_visits",
        "select n.plan_id, v.made as day, (1 + 1) as step, v.recorded, v.team, v.held_from",
    ): "a step only puts the start of a plan before its visits of that day",
    (
        "child_in_need_visits",
        "select plan_id, started as day, (0 - 1) as step, cast(null as timestamp) as recorded, cast(null as string) as team,",
    ): "as the line before",
    (
        "child_in_need_visits",
        "union",
    ): "what falls together is one link all the same; visits due are all different",
    (
        "child_in_need_visits",
        "left join cin_visit v on v.child_id = n.child_id and (v.plan_id is null or v.plan_id = n.plan_id)",
    ): "the where leaves out a row without a visit",
    (
        "child_in_need_visits",
        "left join cin_plan n on n.plan_id = c.plan_id",
    ): "every chain is of a plan",
    (
        "child_in_need_visits",
        "left join beat k on k.visit_every_days = g.visit_every_days and k.phase = g.phase",
    ): "the where leaves out a row without a day",
    (
        "child_in_need_visits",
        "order by day nulls first, step nulls last, recorded nulls last, team nulls last, held_from nulls last",
    ): "a visit is always dated: the register needs it",
    (
        "child_in_need_visits",
        "order by day nulls last, step nulls first, recorded nulls last, team nulls last, held_from nulls last",
    ): "every link has its step",
    (
        "child_in_need_visits",
        "order by day nulls last, step nulls last, recorded nulls last, team nulls last, held_from nulls first",
    ): "every row of the register has it; the start of a plan, which has none, is alone in its step",
}
