"""Early help at its limits: a year after help ended, and a handful of working days for an assessment."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import NEAR, Bound, edges
from tests.oracle.days import year_before

ENDED = sorted({*(year_before(day) for day in NEAR), *edges(timedelta(days=365), timedelta(days=366))})

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "early_help_episode": {
        "started": st.sampled_from([date(2019, 6, 3), None, *ENDED, None]),
        "ended": st.sampled_from([None, date(2018, 12, 20), *ENDED, None, None]),
        "assessment_completed": st.sampled_from([date(2019, 12, 20), *NEAR, None]),
        "end_reason": st.sampled_from([None, "Needs met", None]),
    },
    "referral": {"received": st.sampled_from(sorted({*NEAR, *ENDED}))},
    "local_rule": {
        "rule": st.sampled_from(
            ["assessment_working_days", "assessment_working_days", "cin_visit_every_days"]
        ),
        "amount": st.sampled_from([1, 2, 3, 20, 45, None]),
    },
    "records": {
        "table_name": st.sampled_from(["referral", "referral", "contact"]),
        "begins": st.sampled_from([*ENDED, None]),
    },
}
BOUND: list[Bound] = [
    ("early_help_episode", "started", "early_help_episode", "ended", (1, 0, -1, -200)),
    (
        "early_help_episode",
        "assessment_started",
        "early_help_episode",
        "assessment_completed",
        (1, 0, -1, -2, -3, -4, -5, -6, -28, -63, -64, -65, -66, -67),
    ),
    ("referral", "received", "early_help_episode", "ended", (-1, 0, 1, 364, 365, 366, 367)),
    ("records", "begins", "early_help_episode", "ended", (-1, 0, 1)),
]
