"""Slips in the definitions of missing that change nothing, each with the reason."""

SAME: dict[tuple[str, str], str] = {
    (
        "children_in_care_missing",
        "order by c.last_day desc nulls first, c.first_day desc nulls last, c.episode_id desc nulls last",
    ): "an episode of care always has days in the period",
    (
        "children_in_care_missing",
        "order by c.last_day desc nulls last, c.first_day desc nulls first, c.episode_id desc nulls last",
    ): "as the line before",
    (
        "children_in_care_missing",
        "order by c.last_day desc nulls last, c.first_day desc nulls last, c.episode_id desc nulls first",
    ): "an episode of care always has its id: it is the key",
    (
        "missing_episodes_from_care",
        "join period p on e.started <= p.period_end or (e.ended is null or e.ended >= p.period_start)",
    ): "only spares work: care outside the period has no days in it",
    (
        "missing_episodes_from_care",
        "left join missing_episode m on m.child_id = c.child_id",
    ): "a child who was not missing makes a row without an episode, which the last join leaves out",
    (
        "missing_episodes_from_care",
        "left join missing_episode m on m.episode_id = g.episode_id",
    ): "every episode in missed is one of the table",
    (
        "share_of_ten_most_missing",
        "join ranked k on k.period_end = p.period_end and k.authority = m.authority and k.child_id = m.child_id",
    ): "every child of an episode is ranked",
    (
        "share_of_ten_most_missing",
        "order by episodes desc nulls first, child_id nulls last",
    ): "a number of episodes is never empty",
    (
        "share_of_ten_most_missing",
        "order by episodes desc nulls last, child_id nulls first",
    ): "an episode is always of a child: the register needs it",
}
