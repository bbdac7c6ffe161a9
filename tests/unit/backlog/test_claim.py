"""The claim over a small register: the same assessments in both rates, and only months that were followed up."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from scrutable.backlog.claim import claim
from scrutable.report import claimed
from scrutable.statistics.association import CANNOT, FOUND, NOT_STRONG
from tests.unit.figures.test_view import view

LAST = date(2020, 1, 6)


def closed(number, started, completed, team="North"):
    return {
        "assessment_id": f"A{number}", "child_id": f"C{number}", "started": started, "completed": completed,
        "team": team,
    }  # fmt: skip


def referral(number, child, received):
    return {"referral_id": f"R{number}", "child_id": f"C{child}", "received": received}


def test_the_same_assessments_are_followed_for_twelve_months_from_the_day_after():
    asked = view(
        last_known=LAST,
        assessment=[
            closed(1, "2018-10-01", "2018-12-03"),  # day 45, in time; again on the day itself: not after it
            closed(2, "2018-10-01", "2018-12-04"),  # late; again the day after
            closed(3, "2018-12-01", "2018-12-31"),  # again on the last day of the twelve months
            closed(4, "2018-12-01", "2018-12-30"),  # again a day too late
            closed(5, "2018-12-01", "2019-01-02"),  # a month that has not been followed up yet
            closed(6, "2018-12-20", "2018-12-10"),  # dates the wrong way round: not in time
        ],
        referral=[
            referral(1, 1, "2018-12-03"), referral(2, 2, "2018-12-05"), referral(3, 3, "2019-12-31"),
            referral(4, 4, "2019-12-31"), referral(5, 5, "2019-02-01"),
        ],
    )  # fmt: skip
    [cell] = claim(asked, 99).cells
    assert (cell.team, cell.month) == ("North", date(2018, 12, 1))
    assert (cell.completed, cell.in_time, cell.again) == (5, 3, 2)


def test_the_last_month_is_the_one_that_is_followed_to_its_last_day():
    rows = [closed(n, f"2018-{n:02d}-01", f"2018-{n:02d}-20") for n in range(1, 13)]
    for last, months in ((date(2019, 12, 31), 12), (date(2019, 12, 30), 11)):
        asked = view(last_known=last, assessment=rows, referral=[referral(1, 1, "2018-01-01")])
        assert len(claim(asked, 99).cells) == months


def many(seed, months, teams, effect=0.0):
    """Assessments of some teams, more of whose children are referred again in months of haste."""
    rng = np.random.default_rng(seed)
    rows, again, number = [], [], 0
    for team in range(teams):
        for month in range(months):
            haste = rng.random()
            first = date(2016 + month // 12, month % 12 + 1, 1)
            for _ in range(12):
                number += 1
                late = rng.random() > 0.4 + 0.5 * haste
                completed = first + timedelta(days=int(rng.integers(0, 25)))
                started = completed - timedelta(days=100 if late else 30)
                rows.append(closed(number, str(started), str(completed), f"Team {team}"))
                if rng.random() < 0.2 + effect * haste:
                    again.append(referral(number, number, str(completed + timedelta(days=90))))
    return view(last_known=LAST, assessment=rows, referral=again)


@pytest.fixture(scope="module")
def found():
    return claim(many(1, 26, 3, effect=0.7), 499)


def test_what_is_there_is_found_and_said(found):
    assert found.verdict == FOUND
    assert found.found.teams == 3
    said = claimed.says(found)
    assert said[0].startswith("The claim does not stand: in months in which a team completed more of its")
    assert "more of the children were referred again" in said[0]
    assert "by 3 teams" in said[1]
    assert "All points in one heap would give" in said[2]


def test_few_points_neither_confirm_nor_refute():
    some = claim(many(2, 16, 2), 499)
    assert some.verdict == NOT_STRONG
    assert "not borne out either" in claimed.says(some)[0]
    few = claim(many(2, 16, 1), 499)
    assert few.verdict == CANNOT
    assert "can be neither confirmed nor refuted" in claimed.says(few)[0]


def test_the_rates_by_year_add_up_to_the_cases(found):
    rows = claimed.rows(found.cells)
    assert [row["year"] for row in rows if row["team"] == "Team 0"] == [2016, 2017, 2018]
    for name in ("completed", "in_time"):
        assert sum(row[name] for row in rows) == sum(getattr(one, name) for one in found.cells)
    assert sum(row["completed"] for row in rows) == 3 * 26 * 12


@pytest.mark.parametrize("held", [["assessment"], ["referral"]])
def test_without_records_it_is_not_tested(held):
    found = claim(view(held=held))
    assert "had been loaded" in found.why
    assert claimed.says(found) == [f"The claim cannot be tested with these records: {found.why}."]


def test_without_a_month_that_was_followed_it_is_not_tested():
    found = claim(view(last_known=LAST))
    assert found.why == "no assessment was completed in the months that have been followed"
    asked = view(last_known=LAST)
    asked.engine.begins["referral"] = date(2019, 6, 1)
    assert claim(asked).why == "no month has yet been followed for twelve months"
    assert asked.known_on == datetime.combine(LAST, time.max)
