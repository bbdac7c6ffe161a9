"""Slips in the definitions of child_protection that change nothing, each with the reason."""
# ruff: noqa: E501 - each line stands as it is in the definition

SAME: dict[tuple[str, str], str] = {
    (
        "child_protection",
        "where v.made > n.started and (n.ended is null or v.made <= n.ended)",
    ): "a visit on the first day of a plan is one link with its start",
    (
        "child_protection",
        "where v.plan_id is null and v.made > n.started and (n.ended is null or v.made <= n.ended)",
    ): "as the line before",
    (
        "child_protection",
        "union",
    ): "what falls together is one link all the same; visits due are all different",
    (
        "child_protection",
        "left join cp_visit v on v.plan_id = n.plan_id",
    ): "the where leaves out a row without a visit",
    ("child_protection", "left join cp_visit v on v.child_id = n.child_id"): "as the line before",
    ("child_protection", "left join planned n on n.number = c.number"): "every chain is of a plan in planned",
    (
        "child_protection",
        "row_number() over (order by plan_id nulls first) as number",
    ): "only tells plans apart, and a plan always has its id",
    (
        "child_protection",
        "row_number() over (order by plan_id desc nulls last) as number",
    ): "only tells plans apart",
    (
        "child_protection",
        "left join beat k on k.visit_every_days = g.visit_every_days and k.phase = g.phase",
    ): "the where leaves out a row without a day",
    (
        "child_protection",
        "window w as (partition by number order by day nulls first, step nulls last, recorded nulls last, team nulls last)",
    ): "a visit is always dated: the register needs it",
    (
        "child_protection",
        "window w as (partition by number order by day nulls last, step nulls first, recorded nulls last, team nulls last)",
    ): "every link has its step",
    (
        "child_protection",
        "select number, started as day, (0 - 1) as step, cast(null as timestamp) as recorded, cast(null as string) as team",
    ): "a step only puts the start of a plan before its visits of that day",
    (
        "child_protection",
        "select n.number, v.made as day, (1 + 1) as step, v.recorded, v.team",
    ): "as the line before",
    (
        "child_protection",
        "where d.next_day is null or d.next_day >= add_days(d.first_due, d.visit_every_days)",
    ): "only spares work: a gap too short for a second visit finds no day",
    ("child_protection", "where true"): "only spares work: gaps too short, and days outside all periods",
    (
        "child_protection",
        "where k.day >= l.first_day",
    ): "only spares work: no gap reaches past the last period",
    (
        "child_protection",
        "where k.day <= l.last_day",
    ): "only spares work: period leaves out what is too early",
}
