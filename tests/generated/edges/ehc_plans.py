"""What the definitions of EHC plans turn on: 4, 6, 16, 20, 26 and 52 weeks, 1 January, reasons of the law or not."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import NEAR, TWENTY_WEEKS, Bound, edges


def _weeks(*weeks: int) -> list[date]:
    """Return the edges of the periods moved back by so many weeks, and those edges themselves."""
    return edges(*(timedelta(weeks=number) for number in weeks))


NEW_YEAR = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 2)]
REASONS = ["a", "b", "C", "D", "waiting list", "e", None]

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "ehc_request": {
        "received": st.one_of(
            st.sampled_from([*edges(TWENTY_WEEKS), None]), st.sampled_from(_weeks(6, 16, 26, 52))
        ),
        "decided": st.sampled_from([*NEAR, None]),
        "decision": st.sampled_from(["N", "N", "Y", "W", "A", "H", None]),
    },
    "ehc_assessment": {
        "started": st.sampled_from([*NEAR, None]),
        "outcome": st.sampled_from(["N", "N", "N", "N", "N", "Y", "W", "A", None]),
    },
    "ehc_advice": {
        "kind": st.sampled_from(["health", "Health", "psychology", None]),
        "requested": st.sampled_from([*_weeks(6), None]),
    },
    "ehc_plan": {
        "requested": st.sampled_from([*edges(TWENTY_WEEKS), None]),
        "exception": st.sampled_from([True, True, False, None]),
        "exception_reason": st.sampled_from([None, None, None, *REASONS]),
        "issued": st.sampled_from([*NEAR, *NEAR, *NEW_YEAR, None]),
        "ceased": st.sampled_from([*NEAR, *NEW_YEAR, None, None]),
        "cease_reason": st.sampled_from(["2", "2", "1", None]),
    },
    "ehc_plan_exception": {"reason": st.sampled_from(REASONS)},
    "ehc_placement": {
        "started": st.sampled_from([*NEAR, date(2019, 9, 2), date(2019, 9, 2), None]),
        "ended": st.sampled_from([*NEAR, None, None]),
        "placed_in": st.sampled_from(["998", "999", "997", None]),
        "rank": st.sampled_from([1, 1, 1, 2, None]),
    },
    "ehc_dispute": {"kind": st.sampled_from(["mediation", "appeal"])},
    "annual_review": {"held": st.sampled_from([*_weeks(4), None])},
}
BOUND: list[Bound] = [
    ("ehc_request", "received", "ehc_request", "decided", (-43, -42, -41, 0, 1)),
    ("ehc_request", "received", "ehc_assessment", "outcome_date", (-113, -112, -111, 0, 1)),
    ("ehc_plan", "requested", "ehc_plan", "draft_sent", (-113, -112, -111, 0, 1)),
    ("ehc_plan", "requested", "ehc_plan", "issued", (-141, -140, -139, 0, 1)),
    ("ehc_plan", "ceased", "ehc_plan", "issued", (0, 1, 30)),
    ("ehc_advice", "received", "ehc_advice", "requested", (-1, 0, 41, 42, 43)),
    ("annual_review", "notified", "annual_review", "held", (-1, 0, 27, 28, 29)),
]
