"""The front door at its limits: 1 and 45 working days, and a year back, with what is written of an outcome."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import ENDS, NEAR, Bound
from tests.oracle.days import year_before

YEAR_BACK = sorted({*NEAR, *(year_before(day) for day in NEAR)})
# Most referrals lie within the periods or a year after them, since others are then drawn a year before these.
IN_OR_AFTER = st.sampled_from(
    [date(2019, 12, 26), date(2020, 2, 14), *NEAR, *(day + timedelta(days=366) for day in [*NEAR, *NEAR])]
)
# Forty-five working days are 63 days, and more where bank holidays lie among them.
ABOUT_45 = (63, 64, 65, 66, 67, 68, 69)
IDS = st.sampled_from(["X1", "X2", "X3"])

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "referral": {
        "referral_id": IDS,
        "child_id": st.sampled_from(["C1", "C1", "C2"]),
        "received": IN_OR_AFTER,
        "closed": st.sampled_from([None, *NEAR, None]),
        "closure_reason": st.sampled_from(["RC8", "RC8", "RC9", "RC7", None]),
        "no_further_action": st.sampled_from([False, True, None, False]),
    },
    "assessment": {
        "referral_id": st.one_of(IDS, IDS, IDS, st.none()),
        "started": st.sampled_from(
            [*NEAR, *(end - timedelta(days=n) for end in ENDS for n in ABOUT_45), None]
        ),
        "outcome": st.sampled_from(["a) Yes", "b) No", " no ", "Y", "N", "Not known", None]),
    },
    "cp_plan": {"referral_id": st.one_of(IDS, st.none())},
    "cin_plan": {"referral_id": st.one_of(IDS, st.none())},
    "records": {
        "table_name": st.sampled_from(["referral", "referral", "contact"]),
        "begins": st.sampled_from([*YEAR_BACK, None]),
    },
}
BOUND: list[Bound] = [
    ("contact", "decided", "contact", "received", (-1, 0, 1, 2, 3, 4)),
    ("referral", "decided", "referral", "received", (-1, 0, 1, 2, 3, 4)),
    ("referral", "closed", "referral", "received", (400, -1, 0, 1, 60, 120)),
    ("referral", "received", "assessment", "completed", (-30, 1, 0, *(-days for days in ABOUT_45))),
    ("records", "begins", "referral", "received", (-367, -366, -365, -364)),
]
