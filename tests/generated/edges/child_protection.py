"""What child protection draws in a way of its own: plans of two years, reviews at three months, 15 working days."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.generated.registers import ENDS, NEAR, Bound
from tests.oracle.days import year_before

# More than 729 days, 24 months, 3 months and the intervals of visits, before a day on which something is counted.
_LONG = [end - timedelta(days=days) for end in ENDS for days in (91, 92, 728, 729, 730, 731)]
_NEAR = [day - timedelta(days=n) for day in NEAR for n in (0, 0, 0, 0, 7, 10, 14, 20)]
_TWO_YEARS = [year_before(year_before(day)) for day in NEAR]

DRAWN: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "cp_plan": {
        "started": st.sampled_from([*_NEAR, *_NEAR, *_LONG]),
        "previous_plans": st.sampled_from([0, 1, 2, None]),
        "other_authority": st.sampled_from([False, False, None, True]),
    },
    "cin_plan": {
        "started": st.sampled_from(_NEAR),
        "visit_every_days": st.sampled_from([7, 10, 10, 14, None, 0]),
    },
    "section_47": {"section_47_id": st.sampled_from(["X1", "X2", "X3"])},
    "conference": {
        "section_47_id": st.sampled_from(["X1", "X2", "X3", "X3", None]),
        "transfer_in": st.sampled_from([False, None, True]),
        "plan_made": st.sampled_from([True, None, False]),
    },
    "cp_visit": {"seen": st.sampled_from([True, None, False])},
    "local_rule": {
        "rule": st.sampled_from(["visit_recorded_working_days"] * 2 + ["cp_visit_every_days"]),
        "amount": st.sampled_from([1, 2, 2, 3, None]),
    },
    "records": {
        "table_name": st.sampled_from(["cp_plan", "cp_plan", "cp_visit"]),
        "begins": st.sampled_from([*_TWO_YEARS, None]),
    },
}

# Mostly one child's plans begun on one day; some that ended, after 60 days, two years before another.
_EARLIER = (0, 0, 0, 0, 0, 0, 0, 0, -60, -91, -730, -731, -790, -791, -792)
BOUND: list[Bound] = [
    ("conference", "held", "section_47", "strategy_discussion", (-1, 0, 19, 20, 21, 22, 23, 25, 26)),
    ("cp_plan", "started", "cp_plan", "started", _EARLIER),
    ("cp_plan", "ended", "cp_plan", "started", (-1, 0, 10, 60, 60, 91, 729, 730, 1500, 1500)),
    ("conference", "held", "cp_plan", "started", (-32, -31, -30, -3, 0, 0, 1)),
    ("core_group", "held", "cp_plan", "started", (-3, -1, 0, 13, 14, 15, 17, 18)),
    ("core_group", "held", "conference", "held", (0, 13, 14, 15, 17, 18)),
    ("cp_review", "held", "cp_plan", "started", (-1, 0, 1, 89, 90, 91, 92, 93)),
    ("cp_review", "held", "cp_review", "held", (0, 181, 182, 183, 184, 185)),
    ("cin_plan", "ended", "cin_plan", "started", (9, 10, 11, 20, 30, 60)),
    ("cin_visit", "made", "cin_plan", "started", (-1, 0, 7, 10, 11, 20, 21, 30, 31)),
    ("cin_visit", "made", "cin_plan", "ended", (-1, 0, 1)),
]
