"""Slips in the definitions of front_door that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "re_referrals",
        "join looked_back b on b.child_id = r.child_id and b.received = r.received",
    ): "every referral's day is in looked_back",
    (
        "re_referrals",
        "lag(received) over (partition by child_id order by received nulls first) as previous",
    ): "a referral is always dated: the register needs it",
}
