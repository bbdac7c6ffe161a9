"""What misleads in figures of care leavers, each trap of the reference as a test with its number."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from scrutable.register.schema import codes
from tests.examples.running import periods_of

Row = dict[str, Any]
PERIOD: list[Row] = [{"period_start": date(2024, 4, 1), "period_end": date(2025, 3, 31)}]
SHARES = ("care_leavers_in_education_or_work", "care_leavers_neet")


def definition(indicator: str) -> Definition:
    return next(one for one in catalogue() if one.id == indicator)


def listed(indicator: str, tables: Mapping[str, list[Row]]) -> dict[str, Row]:
    """Return the cases of an indicator over some rows, by their ids."""
    engine = Engine.over_rows(
        {name: [{"authority": "999"} | row for row in rows] for name, rows in tables.items()}
    )
    cases = engine.case_list(definition(indicator), periods_of(PERIOD)).to_pylist()
    engine.con.close()
    return {case["case_id"]: case for case in cases}


def register(*records: Row, born: date = date(2004, 6, 15)) -> dict[str, list[Row]]:
    """Return one record a young person, all of one age."""
    return {
        "child": [{"child_id": f"C{n}", "birth_date": born} for n in range(len(records))],
        "care_leaver": [
            {"status_id": f"S{n}", "child_id": f"C{n}", "as_at": date(2025, 2, 10)} | record
            for n, record in enumerate(records)
        ],
    }


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*codes()["activity"], "no code of the return", None]), max_size=12))
def test_trap_6_in_work_and_not_and_not_known_add_to_all(activities: list[str | None]) -> None:
    """Trap 6: EET + NEET + not known = all, whatever is recorded; and both shares are of the same young people."""
    tables = register(*({"activity": activity} for activity in activities))
    inside, outside = (listed(indicator, tables) for indicator in SHARES)
    assert inside.keys() == outside.keys() and len(inside) == len(activities)
    for person, case in inside.items():
        met = (case["met"], outside[person]["met"])
        assert met in {(True, False), (False, True), (None, None)}


def test_trap_6_who_is_not_in_touch_stays_in_and_no_share_is_100_less_the_other() -> None:
    """Trap 6: not in touch stays in the denominator, so in work 1 of 4 is not out of work 3 of 4."""
    tables = register(
        {"activity": "F1", "in_touch": "YES"},
        {"activity": "G5", "in_touch": "YES"},
        {"activity": None, "in_touch": "NO"},
        {"activity": "0", "in_touch": "REFU"},
    )
    for indicator in SHARES:
        cases = listed(indicator, tables).values()
        assert [case["met"] for case in cases].count(True) == 1
        assert len([case for case in cases if case["excluded"] is None]) == 4


def test_trap_6_those_of_17_and_18_and_those_of_19_to_21_are_never_in_one_figure() -> None:
    """Trap 6: the two groups are published apart. From 22 on nobody is in either."""
    groups = (
        ("care_leavers_aged_17_to_18_in_education_or_work", SHARES[0]),
        (
            "care_leavers_aged_17_to_18_in_suitable_accommodation",
            "care_leavers_in_suitable_accommodation",
        ),
    )
    for young, older in groups:
        for age in range(16, 24):
            tables = register({"activity": "F1", "suitable": True}, born=date(2025 - age, 3, 1))
            assert bool(listed(young, tables)) == (age in (17, 18))
            assert bool(listed(older, tables)) == (age in (19, 20, 21))


def test_trap_14_not_in_touch_turned_round_is_not_in_touch() -> None:
    """Trap 14: DfE counts who is NOT in touch, without those of whom a third party told what they do.

    Of four young people one is in touch. Of another, not in touch, somebody else says that they work; a third refuses
    contact. DfE's count of not in touch is one of four, and three of four are not in touch with us.
    """
    tables = register(
        {"in_touch": "YES", "activity": "F1"},
        {"in_touch": "NO", "activity": None},
        {"in_touch": "NO", "activity": "F4"},  # known through a third party
        {"in_touch": "REFU", "activity": None},
    )
    ours = [case["met"] for case in listed("care_leavers_in_touch", tables).values()]
    published = [row for row in tables["care_leaver"] if row["in_touch"] == "NO" and row["activity"] is None]
    assert (ours.count(True), ours.count(False), len(published)) == (1, 3, 1)
    assert ours.count(True) != len(ours) - len(published)
    assert definition("care_leavers_in_touch").compare == ""
    assert definition("care_leavers_in_touch").better == "higher"
