"""What children in care turn on: episodes that meet or do not, moves, a year in care, the limits of regs 28 and 33."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import ENDS, NEAR, OVER_A_YEAR, Bound
from tests.oracle.days import DAY, year_before


def _years_before(day: date, years: int) -> date:
    for _ in range(years):
        day = year_before(day)
    return day


def _about(*days: date) -> list[date]:
    return [day + step * DAY for day in days for step in (-1, 0, 1)]


_BIRTHS = [day for years in (4, 5, 16, 17) for end in ENDS for day in _about(_years_before(end, years))]
_HALF_YEARS = _about(date(2017, 6, 30), date(2017, 7, 31), date(2017, 8, 29), date(2017, 9, 30))
# Long ago, so that most children drawn have been in care for as long as is asked.
_LONG_AGO = [date(2015, 5, 1), date(2016, 2, 29), date(2017, 1, 1)]
_YEARS = [*_about(*(_years_before(end, years) for end in ENDS for years in (1, 2))), *_HALF_YEARS]
_WEEKS = [day - timedelta(days=n) for day in NEAR for n in (7, 28, 42)]
# Twenty working days lie in these, so that first reviews and health assessments fall due.
_ENTRIES = [date(2019, 11, 11), *(day - timedelta(days=n) for day in NEAR[3:] for n in (28, 29, 30, 31))]
_BEGINS = [*_LONG_AGO, *_LONG_AGO, *_YEARS, *NEAR[:4], None]

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "child": {"birth_date": st.sampled_from([date(2010, 5, 1)] * 20 + [*_BIRTHS, None])},
    "care_episode": {
        "started": st.one_of(
            *(st.sampled_from(days) for days in (_LONG_AGO, _ENTRIES, _ENTRIES, _ENTRIES, _YEARS, NEAR))
        ),
        "ended": st.one_of(st.none(), st.none(), st.sampled_from([*_YEARS, *NEAR])),
        "start_reason": st.sampled_from(["S", "S", "S", "S", "S", "L", "P", "T", "U", "B", None]),
        "legal_status": st.sampled_from(["C1", "C2", "C2", "V2", "E1", None, "V3", "V4"]),
        "placement_type": st.sampled_from(
            ["U6", "U6", "U4", "U1", "K2", "P1", "P1", "A3", "A4", "A5", "A6", "T1", "T4", None]
        ),
        "placement_urn": st.sampled_from(["SC1", "SC2", None]),
        "placement_started": st.sampled_from([None] * 8 + [*NEAR[:3], *NEAR[-6:], *_YEARS[:6]]),
        "change_reason": st.sampled_from(["PLACE", "OTHER", None]),
        "distance_miles": st.sampled_from([19.9, 20.0, 20.1, 45.0, None]),
    },
    "care_review": {"held": st.one_of(st.sampled_from(NEAR), st.sampled_from(OVER_A_YEAR))},
    "care_visit": {
        "made": st.one_of(st.sampled_from(_WEEKS), st.sampled_from(NEAR)),
        "seen": st.sampled_from([True, None, False]),
    },
    "care_health": {
        "kind": st.sampled_from(["health assessment", "dental check", "SDQ"]),
        "done": st.sampled_from([*NEAR, *OVER_A_YEAR, *[None] * 30]),
        "as_at": st.sampled_from([*ENDS, None]),
        "score": st.sampled_from([-1, 0, 13, 14, 16, 17, 40, 41, None]),
        "status": st.sampled_from(["yes", "no", "Completed", "Planned", "Refused", "Cancelled", None]),
    },
    "allocation": {
        "started": st.one_of(st.sampled_from(OVER_A_YEAR), st.sampled_from(NEAR)),
        "ended": st.sampled_from([None, None, *OVER_A_YEAR]),
    },
    "records": {
        "table_name": st.sampled_from(["care_episode", "care_review", "care_visit", "allocation"]),
        "begins": st.sampled_from(_BEGINS),
    },
}  # fmt: skip

# Episodes mostly begin where another ends; visits, reviews and checks lie at their limits from where the child came.
BOUND: list[Bound] = [
    ("care_episode", "started", "care_episode", "ended", (0, 0, 0, 1)),
    ("care_review", "held", "care_episode", "started", (-1, 0, 27, 28, 29, 30, 31, 32)),
    ("care_review", "held", "care_review", "held", (90, 91, 92, 93, 181, 182, 183, 184, 185)),
    ("care_visit", "made", "care_episode", "started", (-1, 0, 6, 7, 8, 364, 365, 366, 367)),
    ("care_health", "done", "care_episode", "started", (-93, -92, -91, -90, 0, 27, 28, 29, 30, 31)),
    ("allocation", "started", "allocation", "ended", (0, 0, 1)),
    ("records", "begins", "care_episode", "started", (-1, 0, 1)),
]
