"""Slips in the definitions of ehc_plans that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "ehc_assessments",
        "left join ehc_assessment a on a.request_id = r.request_id",
    ): "a request without an assessment gets a row of nulls, as the left join below gives it",
    ("ehc_plans_within_20_weeks", "union"): "a reason told twice is as lawful as told once",
    ("ehc_drafts_within_16_weeks", "union"): "a reason told twice is as lawful as told once",
    ("ehc_appeal_rate", "union"): "no two rows are alike: each has its own id, and its kind",
    (
        "ehc_plans_within_20_weeks",
        "join lawful l on l.plan_id = e.plan_id",
    ): "every plan is in lawful, by its own reason or the lack of one",
    (
        "ehc_drafts_within_16_weeks",
        "join lawful l on l.plan_id = e.plan_id",
    ): "every plan is in lawful, by its own reason or the lack of one",
    (
        "ehc_plans_out_of_area",
        "partition by m.child_id, p.period_end order by m.started desc nulls first, m.placement_id nulls last",
    ): "the join lets only placements with a first day through",
    (
        "ehc_plans_out_of_area",
        "partition by m.child_id, p.period_end order by m.started desc nulls last, m.placement_id nulls first",
    ): "a placement always has its id: it is the key",
}
