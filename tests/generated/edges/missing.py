"""What the definitions of missing turn on: days shared by care and going missing, and 72 hours from the return."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import NEAR, Bound, _moments

CHILDREN = st.sampled_from(["C1", "C1", "C1", "C2", "C3"])
FLAGS = st.sampled_from([True, False, None])
DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "missing_episode": {
        "child_id": CHILDREN,
        "kind": st.sampled_from(["M", "M", "M", "M", "A", None]),
        "returned": st.one_of(st.none(), _moments(), _moments(), _moments()),
        "interview_accepted": FLAGS,
    },
    "care_episode": {
        "child_id": CHILDREN,
        "started": st.sampled_from([*[date(2018, 5, 1)] * len(NEAR), *NEAR]),
        "ended": st.sampled_from([*[None] * len(NEAR), *NEAR]),
        "legal_status": st.sampled_from(["C2", "C2", "V2", "C2", "V3", "V4", None]),
    },
}
AS_DRAWN: tuple[Any, ...] = (None,) * 4
BOUND: list[Bound] = [
    ("missing_episode", "returned", "missing_episode", "began", (*AS_DRAWN, -1, 0, 1, 30)),
    ("missing_episode", "interview_offered", "missing_episode", "returned", (-1, 0, 1)),
    ("missing_episode", "interview_done", "missing_episode", "returned", (-1, 0, 1, 2, 3, 4)),
]
