"""Slips in the definitions of participation that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "young_people",
        "order by n.as_at desc nulls first, n.record_id desc nulls last",
    ): "a record is always dated: the register needs it",
    (
        "young_people",
        "order by n.as_at desc nulls last, n.record_id desc nulls first",
    ): "a record always has its id: it is the key",
    (
        "young_people",
        "coalesce(n.activity, 'something else') <> 'EET' as met,",
    ): "whatever is not in education, employment or training is out of it or not known",
}
