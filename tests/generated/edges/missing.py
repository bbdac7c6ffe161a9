"""What the definitions of missing turn on: days shared by care and going missing, and 72 hours from the return."""

from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import NEAR, Bound, _moments

FLAGS = st.sampled_from([True, False, None])
DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "missing_episode": {
        "kind": st.sampled_from(["M", "M", "M", "A", None]),
        "returned": st.one_of(st.none(), _moments(), _moments(), _moments()),
        "interview_accepted": FLAGS,
    },
    "care_episode": {
        "ended": st.sampled_from([None, None, *NEAR]),
        "legal_status": st.sampled_from(["C2", "V2", "V3", "V4", None]),
    },
}
BOUND: list[Bound] = [
    ("missing_episode", "returned", "missing_episode", "began", (-1, 0, 1, 30)),
    ("missing_episode", "interview_offered", "missing_episode", "returned", (-1, 0, 1)),
    ("missing_episode", "interview_done", "missing_episode", "returned", (-1, 0, 1, 2, 3, 4)),
]
