"""Slips in the definitions of ehc_plans that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "ehc_assessments",
        "left join ehc_assessment a on a.request_id = r.request_id",
    ): "a request without an assessment gets a row of nulls, as the left join below gives it",
}
