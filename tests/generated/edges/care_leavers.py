"""What care leaver definitions turn on: ages of 17 to 25 on the last day, and records of the year before it."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.generated.registers import ENDS, NEAR, OVER_A_YEAR, Bound
from tests.oracle.days import DAY, year_before


def _birthdays(*ages: int) -> list[date]:
    """Return days of birth whose birthday of one of these ages is the end of a period or the day before or after."""
    days = {date(1998, 3, 1), date(2000, 2, 29), date(2002, 2, 28), date(2002, 3, 1)}
    for end in ENDS:
        for years in ages:
            day = end
            for _ in range(years):
                day = year_before(day)
            days |= {day - DAY, day, day + DAY}
    return sorted(days)


# Well inside an age group, so that most young people drawn are listed somewhere. Of those of 17 and 18 most turned
# 18 in the autumn: three months after that is in a period.
AGED_19_TO_21 = [date(1999, 6, 15), date(2000, 2, 29), date(1998, 11, 30), date(1999, 1, 31)]
AGED_17_OR_18 = [date(2001, 10, 15), date(2001, 9, 15), date(2001, 11, 30), date(2001, 11, 15)]
BIRTHS = st.sampled_from([*(AGED_17_OR_18 + AGED_19_TO_21) * 40, *_birthdays(17, 18, 19, 22, 26), None])
RECENT = [date(2019, 12, 1), date(2019, 11, 15), date(2019, 9, 30), date(2019, 6, 1)]
ACTIVITIES = ["G4", "G5", "G6", "F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5", "0", "ZZ", None]
LEFT = sorted({*NEAR, *(day - timedelta(days=n) for day in NEAR for n in (89, 90, 91, 92))})

DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "child": {"birth_date": BIRTHS},
    "care_leaver": {
        "as_at": st.sampled_from([*RECENT * (len(OVER_A_YEAR) // 2), *OVER_A_YEAR]),
        "accommodation": st.sampled_from([*["W"] * 9, "Z", "Z", "U", "G", "H", "R", None]),
        "activity": st.sampled_from(ACTIVITIES),
    },
    "care_episode": {
        "started": st.sampled_from([date(2016, 5, 1), date(2018, 5, 1), *NEAR]),
        "ended": st.sampled_from([*[date(2019, 10, 15), date(2019, 11, 30)] * 40, *[None] * 20, *LEFT]),
        "placement_type": st.sampled_from([*["U1", "U2", "U3", "U4", "U5", "U6"] * 2, "K2", None]),
        "legal_status": st.sampled_from(["C2", "V2", "C2", "V2", "C2", "V2", "C2", "V3", "V4", None]),
    },
    "local_rule": {
        "rule": st.sampled_from(["contact_months_before", "contact_months_after"]),
        "amount": st.sampled_from([3, 1, 0, None]),
    },
}
# None: the date stays as it was drawn, or too few would lie in or near a period.
AS_DRAWN: tuple[Any, ...] = (None,) * 9
EIGHTEEN_YEARS = (None, 6573, 6574, 6574, 6574, 6575)
BOUND: list[Bound] = [
    ("care_episode", "ended", "child", "birth_date", EIGHTEEN_YEARS),
    ("care_episode", "started", "care_episode", "ended", (-400, -200, -1, 0)),
    ("care_leaver", "as_at", "care_episode", "ended", (*AS_DRAWN, -1, 0, 30, 91, 92)),
]
