"""How the dashboard of the workforce draws: few people, posts and candidates, who meet, and hours of all kinds."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import ENDS, NEAR, Bound

# Long there by the first of the periods, or on an edge.
BEGUN = st.one_of(st.just(date(2019, 6, 3)), st.sampled_from(NEAR))
HOURS = st.sampled_from([0.0, 0.5, 0.6, 1.0, 1.0, None])
LAST_DAYS = st.one_of(st.none(), st.none(), st.sampled_from([*ENDS, *NEAR]))
PEOPLE = ["X1", "X2", "X3"]

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "worker": {
        "worker_id": st.sampled_from(PEOPLE),
        "kind": st.sampled_from(["agency", "employee"]),
        "newly_qualified": st.sampled_from([True, False, None]),
        "fte": HOURS,
        "started": st.one_of(BEGUN, BEGUN, BEGUN, st.none()),
        "ended": LAST_DAYS,
        "leave_reason": st.sampled_from(
            ["Resignation", "Moved within the council", "Internal move", "WITHIN THE AUTHORITY", None]
        ),
    },
    "post": {
        "fte": HOURS,
        "opened": st.one_of(BEGUN, BEGUN, st.none()),
        "closed": LAST_DAYS,
        "held_by": st.sampled_from([None, *PEOPLE, "X9"]),
        "covered_by": st.sampled_from([None, *PEOPLE, "X9"]),
    },
    "allocation": {
        "worker_id": st.sampled_from([*PEOPLE, *PEOPLE, "X9"]),
        "started": BEGUN,
        "ended": LAST_DAYS,
    },
    "recruitment": {
        "post_id": st.sampled_from(["X1", "X1", "X2", None]),
        "candidate_id": st.sampled_from(["X1", "X1", "X2", None]),
        "stage": st.sampled_from(["advertised", "offered", "offered", "accepted", "started"]),
        "outcome": st.sampled_from(["Withdrawn", "Candidate declined", "one", None, None]),
    },
}

BOUND: list[Bound] = [
    # Mostly long after, that enough of them are there on the day.
    ("worker", "ended", "worker", "started", (400, 500, 600, 700, 0, -1)),
    ("recruitment", "happened", "recruitment", "happened", (-1, 0, 1, 7)),
]
