"""Slips in the definitions of care_leavers that change nothing, each with the reason."""
# ruff: noqa: E501 - each line stands as it is in the definition

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
    (
        "staying_put",
        "join child c on c.child_id = e.child_id",
    ): "an age that is not known is not 18",
    (
        "staying_put",
        "left join care_leaver r on r.child_id = l.child_id and r.as_at between l.left_care and l.three_months_on",
    ): "no record, or a record of nothing, is not known all the same",
    (
        "staying_put",
        "order by coalesce(ended, date '9999-12-31') desc nulls first, started desc nulls last, episode_id desc nulls last",
    ): "where care has not ended there is a last day for it",
    (
        "staying_put",
        "order by coalesce(ended, date '9999-12-31') desc nulls last, started desc nulls first, episode_id desc nulls last",
    ): "an episode of care always has its first day: the register needs it",
    (
        "staying_put",
        "order by coalesce(ended, date '9999-12-31') desc nulls last, started desc nulls last, episode_id desc nulls first",
    ): "an episode always has its id: it is the key",
    (
        "staying_put",
        "row_number() over (partition by l.child_id order by r.as_at desc nulls first, r.status_id desc nulls last) as place",
    ): "a record is always dated: the register needs it",
    (
        "staying_put",
        "row_number() over (partition by l.child_id order by r.as_at desc nulls last, r.status_id desc nulls first) as place",
    ): "a record always has its id: it is the key",
}
