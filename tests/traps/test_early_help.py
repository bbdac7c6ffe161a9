"""The traps of early help: no national figure, unripe follow-up, missing history, a nought of what is not recorded."""

from datetime import date
from typing import Any

from scrutable.engine.duckdb import Engine
from scrutable.indicators.definition import catalogue
from tests.examples.running import periods_of

Row = dict[str, Any]
YEAR = (date(2024, 4, 1), date(2025, 3, 31))
RULE = [{"rule": "assessment_working_days", "amount": 45}]
LONG_AGO = [{"table_name": "referral", "begins": date(2015, 1, 1)}]


def cases(indicator: str, **tables: list[Row]) -> list[Row]:
    """Return the case list of an indicator over rows of the register, for the year to March 2025."""
    definition = next(one for one in catalogue() if one.id == indicator)
    rows = {name: [{"authority": "999", **row} for row in drawn] for name, drawn in tables.items()}
    start, end = YEAR
    return (
        Engine.over_rows(rows)
        .case_list(definition, periods_of([{"period_start": start, "period_end": end}]))
        .to_pylist()
    )


def helped(**columns: Any) -> list[Row]:
    return [{"episode_id": "E1", "child_id": "C1", **columns}]


def test_no_national_figure_stands_beside_early_help() -> None:
    """EH01: no return holds it, so nothing is compared and the source says so."""
    ours = [one for one in catalogue() if one.dashboard == "early_help"]
    assert ours and not any(one.compare for one in ours)
    assert all(one.source.startswith("Local measure") for one in ours)


def test_an_unfinished_assessment_is_in_no_completed_only_share() -> None:
    """Trap 2: an assessment that is never finished does not lower the share, and the page says so."""
    drawn = helped(assessment_started=date(2024, 4, 2), assessment_completed=None)
    assert cases("early_help_assessments_in_time", early_help_episode=drawn, local_rule=RULE) == []
    definition = next(one for one in catalogue() if one.id == "early_help_assessments_in_time")
    assert any("Only completed assessments count" in trap for trap in definition.traps)


def test_follow_up_without_records_is_marked_and_not_called_good() -> None:
    """Trap 3: where the referrals of the year after are not held, nobody can say that there was none."""
    drawn = helped(ended=date(2024, 1, 15))
    for records, held in (
        (LONG_AGO, True),
        ([], False),
        ([{**LONG_AGO[0], "begins": date(2024, 6, 1)}], False),
    ):
        (case,) = cases("early_help_stepped_up", early_help_episode=drawn, records=records)
        assert case["history"] is held


def test_help_that_ended_less_than_a_year_ago_is_not_judged_yet() -> None:
    """EH02: a recent end has had no time to be followed by a referral, so it is counted when the year is up."""
    late, early = date(2024, 4, 1), date(2024, 3, 31)
    assert cases("early_help_stepped_up", early_help_episode=helped(ended=late), records=LONG_AGO) == []
    (case,) = cases("early_help_stepped_up", early_help_episode=helped(ended=early), records=LONG_AGO)
    assert (case["case_date"], case["met"]) == (date(2025, 3, 31), False)


def test_children_helped_on_the_day_are_not_those_of_the_year() -> None:
    """Trap 5: help that began and ended within the year is not being given at its end."""
    drawn = helped(started=date(2024, 6, 3), ended=date(2024, 12, 2))
    assert cases("early_help_open", early_help_episode=drawn) == []


def test_bank_holidays_do_not_count_against_the_councils_own_days() -> None:
    """Trap 11: over Christmas 45 working days last 66 days."""
    drawn = helped(assessment_started=date(2024, 12, 2), assessment_completed=date(2025, 2, 6))
    (case,) = cases("early_help_assessments_in_time", early_help_episode=drawn, local_rule=RULE)
    assert (case["met"], case["working_days"], case["due"]) == (True, 45, date(2025, 2, 6))


def test_help_whose_start_nobody_wrote_down_is_shown_and_never_a_silent_nought() -> None:
    """Annex A brings assessments without the help that follows: each is listed with the reason it is left out."""
    drawn = helped(assessment_started=date(2024, 6, 3), assessment_completed=date(2024, 7, 1))
    (case,) = cases("early_help_open", early_help_episode=drawn)
    assert case["excluded"] == "start of help not recorded"


def test_a_child_helped_twice_over_is_one_child() -> None:
    """Trap 13: the list has two rows, the count one child."""
    first, second = helped(started=date(2024, 6, 3)), helped(started=date(2024, 9, 2))
    second[0]["episode_id"] = "E2"
    listed = cases("early_help_open", early_help_episode=[*first, *second])
    assert len(listed) == 2 and {case["child_id"] for case in listed} == {"C1"}


def test_dates_in_an_impossible_order_are_listed_and_never_in_time() -> None:
    """One rule for every clock: done before it began is counted, and cannot be judged."""
    drawn = helped(
        assessment_started=date(2024, 6, 10), assessment_completed=date(2024, 6, 7),
        started=date(2024, 2, 5), ended=date(2024, 2, 2),
    )  # fmt: skip
    (timed,) = cases("early_help_assessments_in_time", early_help_episode=drawn, local_rule=RULE)
    (followed,) = cases("early_help_stepped_up", early_help_episode=drawn, records=LONG_AGO)
    assert (timed["excluded"], timed["met"]) == (followed["excluded"], followed["met"]) == (None, None)
