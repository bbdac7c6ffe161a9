"""Slips in the definitions of workforce that change nothing, each with the reason."""
# ruff: noqa: E501 - each line stands as it is in the definition

SAME: dict[tuple[str, str], str] = {
    (
        "agency_workers_covering_vacancies",
        "union",
    ): "whoever is named twice in one post covers it once: covering is distinct",
    (
        "agency_workers_covering_vacancies",
        "left join post o on o.post_id = n.post_id",
    ): "every name is of a post in post",
    (
        "turnover_rate",
        "case when w.ended < p.period_end then w.ended else p.period_end end as case_date,",
    ): "one who left on the last day is dated on it either way",
    (
        "turnover_rate",
        "or (w.started <= p.period_end and (w.ended is null or w.ended >= p.period_end))",
    ): "one who left on the last day is there already, by the line before",
    (
        "average_caseload",
        "select p.period_end, a.worker_id, max(a.authority) as authority, count(distinct a.child_id) as children",
    ): "a worker's id is of one council, and so are all their cases",
    (
        "job_offers",
        "left join recruitment s on s.post_id = f.post_id and s.candidate_id = f.candidate_id",
    ): "the where leaves out a row without a step",
    (
        "job_offers",
        "lead(happened) over (partition by post_id, candidate_id order by happened nulls first, step_id nulls last) as again",
    ): "a step is always dated: the register needs it",
    (
        "job_offers",
        "lead(happened) over (partition by post_id, candidate_id order by happened nulls last, step_id nulls first) as again",
    ): "a step always has its id: it is the key",
}
