"""What misleads in figures of missing children, each trap of the reference as a test with its number."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition, catalogue
from scrutable.register.schema import tables as known_tables
from tests.examples.running import periods_of

Row = dict[str, Any]
YEAR: list[Row] = [{"period_start": date(2024, 4, 1), "period_end": date(2025, 3, 31)}]
IN_CARE = {"started": date(2020, 1, 1), "ended": None, "legal_status": "C2"}


def definition(indicator: str) -> Definition:
    return next(one for one in catalogue() if one.id == indicator)


def engine_over(tables: Mapping[str, list[Row]]) -> Engine:
    return Engine.over_rows(
        {name: [{"authority": "999"} | row for row in rows] for name, rows in tables.items()}
    )


def listed(indicator: str, tables: Mapping[str, list[Row]], periods: list[Row] = YEAR) -> dict[str, Row]:
    """Return the cases of an indicator over some rows, by their ids."""
    engine = engine_over(tables)
    cases = engine.case_list(definition(indicator), periods_of(periods)).to_pylist()
    engine.con.close()
    return {case["case_id"]: case for case in cases}


def episode(id_: str, child: str, kind: str = "M", **more: Any) -> Row:
    began = datetime(2024, 7, 1, 20)
    return {"episode_id": id_, "child_id": child, "kind": kind, "began": began, **more}


def test_trap_4_a_return_interview_is_late_by_hours_and_not_by_days() -> None:
    """Trap 4: the clock runs from the hour of the return. On one third day an interview is in time and another late."""
    returned = datetime(2024, 7, 2, 12)
    rows = [
        episode("M1", "C1", returned=returned, interview_done=datetime(2024, 7, 5, 12)),
        episode("M2", "C2", returned=returned, interview_done=datetime(2024, 7, 5, 15)),
        # The offer in time does not make the interview in time.
        episode(
            "M3",
            "C3",
            returned=returned,
            interview_offered=datetime(2024, 7, 2, 13),
            interview_done=datetime(2024, 7, 8, 9),
        ),
    ]
    cases = listed("return_interviews_within_72_hours", {"missing_episode": rows})
    assert {id_: case["met"] for id_, case in cases.items()} == {"M1": True, "M2": False, "M3": False}
    assert {case["due"] for case in cases.values()} == {date(2024, 7, 5)}


def test_trap_5_the_share_missing_is_of_all_in_care_in_the_year_and_not_on_its_last_day() -> None:
    """Trap 5: who left care in May counts in the year's total, and so does who came in March."""
    care = [
        {"episode_id": "E1", "child_id": "C1", **IN_CARE},
        {"episode_id": "E2", "child_id": "C2", **IN_CARE, "ended": date(2024, 5, 1)},
        {"episode_id": "E3", "child_id": "C3", **IN_CARE, "started": date(2025, 3, 31)},
    ]
    missing = [episode("M1", "C1")]
    cases = listed("children_in_care_missing", {"care_episode": care, "missing_episode": missing})
    assert {id_: case["met"] for id_, case in cases.items()} == {"C1": True, "C2": False, "C3": False}


def test_trap_7_away_without_authorisation_is_in_no_figure_of_missing() -> None:
    """Trap 7: some councils record everything as missing; what is recorded as away must not join it."""
    tables = {
        "care_episode": [{"episode_id": "E1", "child_id": "C1", **IN_CARE}],
        "missing_episode": [episode("A1", "C1", kind="A", returned=datetime(2024, 7, 2, 12))],
    }
    for one in catalogue():
        if one.dashboard == "missing":
            cases = listed(one.id, tables)
            if one.id == "away_without_authorisation":
                assert list(cases) == ["A1"]
            elif one.id == "children_in_care_missing":
                assert cases["C1"]["met"] is False
            else:
                assert not cases, one.id


def test_trap_13_children_missing_and_missing_episodes_are_different_units() -> None:
    """Trap 13: the founding minute stated 49 as incidents, and it was children. Nine episodes of one are one child."""
    rows = [episode(f"M{n}", "C1") for n in range(9)] + [episode("N1", "C2")]
    care = [{"episode_id": f"E{n}", "child_id": f"C{n}", **IN_CARE} for n in (1, 2)]
    engine = engine_over({"missing_episode": rows, "care_episode": care})
    view = View(engine, datetime(2026, 1, 1), "2026-01-01", frozenset(known_tables()))
    period = periods_of(YEAR)

    def number(indicator: str) -> int | None:
        (figure,) = view.figures([indicator], period)
        return figure.numerator

    assert (number("missing_episodes"), number("missing_episodes_from_care")) == (10, 10)
    assert (number("children_missing"), number("children_in_care_missing")) == (2, 2)
    units = {one.id: one.counts for one in catalogue() if one.dashboard == "missing"}
    assert (units["children_missing"], units["missing_episodes"]) == ("child", "episode")
    # By how often, the children still add to all the children.
    parts = view.figures(["children_missing"], period, by=["times_missing"], whole=False)
    assert {part.breakdown: part.numerator for part in parts} == {"5 times or more": 1, "once": 1}
    engine.con.close()


def test_trap_13_the_four_numbers_of_return_interviews_are_of_the_same_episodes() -> None:
    """Trap 13: offered, accepted, completed and in time share a denominator, so none can pass for another."""
    returned = datetime(2024, 7, 2, 12)
    rows = [
        episode("M1", "C1", returned=returned),
        episode("M2", "C2", returned=returned, interview_offered=returned, interview_accepted=False),
        episode("M3", "C3", returned=returned, interview_offered=returned, interview_accepted=True),
        episode("M4", "C4", returned=returned, interview_done=datetime(2024, 8, 1)),
        episode("M5", "C5", returned=returned, interview_done=datetime(2024, 7, 3)),
    ]
    met = {}
    for name in ("offered", "accepted", "completed", "within_72_hours"):
        cases = listed(f"return_interviews_{name}", {"missing_episode": rows})
        assert set(cases) == {"M1", "M2", "M3", "M4", "M5"}
        met[name] = {id_ for id_, case in cases.items() if case["met"]}
    assert met["within_72_hours"] < met["completed"] < met["accepted"] < met["offered"]
