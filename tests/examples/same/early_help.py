"""Slips in the definitions of early_help that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "early_help_stepped_up",
        "left join referral r on r.child_id = e.child_id and r.received between e.ended and add_months(e.ended, 12)",
    ): "an episode without a referral gets a row of nulls, as the left join below gives it",
}
