"""Slips in the definitions of care_leavers that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "care_leavers",
        "join child c on c.child_id = s.child_id",
    ): "an age that is not known is in no age group",
    (
        "care_leavers",
        "lead(as_at) over (partition by child_id order by as_at nulls first, status_id nulls last) as replaced",
    ): "a record is always dated: the register needs it",
    (
        "care_leavers",
        "lead(as_at) over (partition by child_id order by as_at nulls last, status_id nulls first) as replaced",
    ): "a record always has its id: it is the key",
}
