"""The legal status in force on a day, against a plain loop over the statuses of the child."""

from datetime import date, timedelta
from random import Random

import pyarrow as pa

from scrutable.sources.ssd_in_force import InForce

FIRST = date(2019, 1, 1)
Status = tuple[str, date, date | None, str]


class Columns:
    """An extract of two tables, as what reads it is given one."""

    def __init__(self, episodes: list[tuple[str, date]], statuses: list[Status]) -> None:
        self.columns = {
            ("e", "who"): pa.array([who for who, _ in episodes], pa.string()),
            ("e", "day"): pa.array([day for _, day in episodes], pa.date32()),
            ("s", "who"): pa.array([who for who, *_ in statuses], pa.string()),
            ("s", "began"): pa.array([began for _, began, _, _ in statuses], pa.date32()),
            ("s", "ended"): pa.array([ended for *_, ended, _ in statuses], pa.date32()),
            ("s", "code"): pa.array([code for *_, code in statuses], pa.string()),
        }

    def column(self, table: str, name: str) -> pa.Array | None:
        return self.columns.get((table, name))

    def length(self, table: str) -> int:
        return len(self.columns[table, "who"])


VALUE = InForce("who", "day", "s", "who", "began", "ended", "code", "legal_status")


def plainly(who: str, day: date, statuses: list[Status]) -> str | None:
    """Return the code of the latest status begun by the day and not ended before it; of two, the longer one's."""
    found = [
        (began, ended or date.max, code)
        for whose, began, ended, code in statuses
        if whose == who and began <= day and (ended is None or ended >= day) and code != "SGO"
    ]
    return max(found)[2] if found else None


def test_agrees_with_a_plain_loop() -> None:
    draw = Random(1)
    for _ in range(200):
        statuses: list[Status] = []
        for _ in range(draw.randrange(12)):
            began = FIRST + timedelta(days=draw.randrange(20))
            ended = draw.choice([None, began + timedelta(days=draw.randrange(10))])
            code = draw.choice(["C1", "C2", "V2", "SGO"])
            statuses.append((draw.choice("ab"), began, ended, code))
        # Two of one child that begin and end alike would leave it open which is meant.
        keys = [(who, began, ended) for who, began, ended, _ in statuses]
        statuses = [one for one, key in zip(statuses, keys, strict=True) if keys.count(key) == 1]
        episodes = [(who, FIRST + timedelta(days=day)) for who in "abc" for day in range(-1, 31, 3)]
        found = VALUE.array(Columns(episodes, statuses), "e")
        assert found is not None
        assert found.to_pylist() == [plainly(who, day, statuses) for who, day in episodes]


def test_the_later_of_two_holds_on_the_day_on_which_one_ends_and_the_other_begins() -> None:
    march = date(2019, 3, 1)
    statuses: list[Status] = [("a", FIRST, march, "V2"), ("a", march, None, "C1")]
    found = VALUE.array(Columns([("a", march - timedelta(days=1)), ("a", march)], statuses), "e")
    assert found is not None and found.to_pylist() == ["V2", "C1"]


def test_of_two_statuses_of_the_same_days_the_one_that_stands_later_holds() -> None:
    for codes in (("V2", "C1"), ("C1", "V2")):
        for ended in (None, FIRST + timedelta(days=9)):
            statuses: list[Status] = [("a", FIRST, ended, code) for code in codes]
            found = VALUE.array(Columns([("a", FIRST), ("a", FIRST + timedelta(days=9))], statuses), "e")
            assert found is not None and found.to_pylist() == [codes[1]] * 2


def test_without_the_other_table_there_is_nothing() -> None:
    only = Columns([("a", FIRST)], [])
    del only.columns["s", "code"]
    assert VALUE.array(only, "e") is None
