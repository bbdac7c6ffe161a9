"""What the definitions of participation turn on: academic age 16 and 17, and two records of one month."""

from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import Bound

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "participation": {
        "academic_age": st.sampled_from([16, 17, 16, 17, 15, 18, None]),
        "activity": st.sampled_from(["NEET", "NK", "EET", None]),
        "in_custody": st.sampled_from([False, True, None]),
    },
}
BOUND: list[Bound] = [("participation", "as_at", "participation", "as_at", (0, 1, 31))]
