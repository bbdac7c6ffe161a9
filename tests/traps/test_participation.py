"""What misleads in figures of participation, each trap of the reference as a test with its number."""

from datetime import date
from fractions import Fraction
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import Definition, catalogue
from tests.examples.running import periods_of

Row = dict[str, Any]
WINTER: list[Row] = [{"period_start": date(2024, 12, 1), "period_end": date(2025, 2, 28)}]


def definition() -> Definition:
    return next(one for one in catalogue() if one.id == "young_people_neet_or_not_known")


def cases_of(records: list[Row]) -> list[Row]:
    engine = Engine.over_rows(
        {"participation": [{"authority": "999", "academic_age": 16} | r for r in records]}
    )
    cases = engine.case_list(definition(), periods_of(WINTER)).to_pylist()
    engine.con.close()
    return cases


def month(day: date, activities: list[str | None]) -> list[Row]:
    return [
        {"record_id": f"{day}-{n}", "child_id": f"C{n}", "as_at": day, "activity": activity}
        for n, activity in enumerate(activities)
    ]


def test_trap_9_the_figure_is_of_winter_and_of_no_other_month_of_the_year() -> None:
    """Trap 9: December to February. A record of November or March is in no such figure, whatever the year is called."""
    records = [
        *month(date(2024, 11, 30), ["NEET"]),
        *month(date(2024, 12, 31), ["NEET"]),
        *month(date(2025, 3, 31), ["NEET"]),
    ]
    assert [case["case_date"] for case in cases_of(records)] == [date(2024, 12, 31)]


def test_trap_9_months_are_pooled_and_not_averaged() -> None:
    """Trap 9, as the page says: the mean of three monthly shares is not ours where the months differ in size."""
    months = [
        month(date(2024, 12, 31), ["NEET", "EET"]),
        month(date(2025, 1, 31), ["EET", "EET", "EET", "EET"]),
        month(date(2025, 2, 28), ["NK", "EET", "EET", "EET"]),
    ]
    averaged = sum(
        Fraction(sum(row["activity"] != "EET" for row in rows), len(rows)) for rows in months
    ) / len(months)
    cases = cases_of([row for rows in months for row in rows])
    pooled = Fraction(sum(case["met"] for case in cases), len(cases))
    assert (pooled, averaged) == (Fraction(1, 5), Fraction(1, 4))
    assert any("averages" in trap for trap in definition().traps)


def test_losing_sight_of_young_people_does_not_improve_the_figure() -> None:
    """EET01: many not known make few look NEET, so the two are one figure, with its parts; a blank is not known."""
    seen = cases_of(month(date(2025, 1, 31), ["NEET", "NEET", "EET"]))
    lost = cases_of(month(date(2025, 1, 31), ["NK", None, "EET"]))
    assert [case["met"] for case in seen] == [case["met"] for case in lost] == [True, True, False]
    assert [case["activity"] for case in lost] == [
        "Not known",
        "Not known",
        "In education, employment or training",
    ]
