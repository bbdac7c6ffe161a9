"""Slips in the definitions of front_door that change nothing, each with the reason."""
# ruff: noqa: E501 - each line stands as it is in the definition

SAME: dict[tuple[str, str], str] = {
    (
        "re_refer",
        "join looked_back b on b.child_id = r.child_id and b.received = r.received",
    ): "every referral's day is in looked_back",
    (
        "re_refer",
        "lag(received) over (partition by child_id order by received nulls first) as previous",
    ): "a referral is always dated: the register needs it",
    (
        "children_re_referred",
        "case when b.previous >= add_months(r.received, -12) then 1 else (0 - 1) end as repeats,",
    ): "whatever is not 1 is no repeat, and comes after those that are",
    (
        "children_re_referred",
        "order by j.repeats desc nulls first, j.received desc nulls last, j.referral_id desc nulls last",
    ): "it is always said whether a referral repeats another",
    (
        "children_re_referred",
        "order by j.repeats desc nulls last, j.received desc nulls first, j.referral_id desc nulls last",
    ): "a referral is always dated: the register needs it",
    (
        "children_re_referred",
        "order by j.repeats desc nulls last, j.received desc nulls last, j.referral_id desc nulls first",
    ): "a referral always has its id: it is the key",
    (
        "of_referral",
        "row_number() over (partition by a.referral_id order by a.started nulls last, a.assessment_id nulls first) as place",
    ): "an assessment always has its id: it is the key",
}
