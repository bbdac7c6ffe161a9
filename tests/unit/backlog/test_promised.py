"""Promises: which can be judged, what they are told at entry, and what comes of them in a small register."""

from datetime import date

import pytest

from scrutable.backlog import promised
from scrutable.backlog.promised import brier, check, outlook, quarter_of, result
from scrutable.errors import UsageFault
from scrutable.figures.view import find
from tests.unit.backlog.test_queues import END, assessment, ehc, plan, request
from tests.unit.figures.test_view import view

ID = "ehc_plans_within_20_weeks"


def test_a_promise_is_judged_on_the_quarter_that_its_day_ends():
    assert quarter_of(date(2019, 12, 31)).name == "2019-20Q3"
    assert quarter_of(date(2020, 3, 31)).name == "2019-20Q4"
    assert quarter_of(date(2020, 6, 30)).name == "2020-21Q1"
    for day in (date(2019, 12, 30), date(2019, 11, 30), date(2020, 1, 31)):
        with pytest.raises(UsageFault, match="U144"):
            quarter_of(day)


@pytest.mark.parametrize(
    ("indicator", "basis", "target", "says"),
    [
        (ID, "", 0.58, 'is finished or due, not ""'),
        (ID, "defined", 0.58, 'is finished or due, not "defined"'),
        (ID, "finished", 0.0, "more than 0"),
        (ID, "finished", 1.01, "more than 0"),
        ("core_groups_within_10_working_days", "finished", 0.9, 'is defined, not "finished"'),
        ("ehc_plans_issued", "finished", 0.9, "is not a share"),
        (ID, "somehow", 0.9, "is finished or due"),
    ],
)
def test_what_nobody_could_judge_is_refused(indicator, basis, target, says):
    with pytest.raises(UsageFault, match="U143") as refused:
        check(find(indicator), basis, target)
    assert says in str(refused.value)


def test_what_can_be_judged_is_taken():
    check(find(ID), "finished", 0.58)
    check(find(ID), "due", 1.0)
    check(find("core_groups_within_10_working_days"), "defined", 0.9)


def register(last=date(2020, 1, 6)):
    """Of two plans issued in the quarter one is in time; of three cases that fell due in it, the same one."""
    return view(
        last_known=last,
        ehc_request=[request(1, "2019-07-01"), request(2, "2019-04-01"), request(3, "2019-07-01"), request(4,
        "2019-07-02")], ehc_assessment=[assessment(1, "Y", "2019-10-01")],
        ehc_plan=[plan(1, "2019-11-01", requested="2019-07-01"), plan(2, "2019-11-02", requested="2019-04-01")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "target", "parts", "kept"),
    [
        ("finished", 0.5, (1, 2), True),
        ("finished", 0.51, (1, 2), False),
        ("due", 1 / 3, (1, 3), True),
        ("due", 0.34, (1, 3), False),
    ],
)
def test_kept_or_not_on_either_basis(basis, target, parts, kept):
    found = result(register(), ID, basis, target, END)
    assert ((found.met, found.counted), found.kept, found.why) == (parts, kept, "")


def test_before_its_quarter_has_ended_nobody_can_say():
    assert result(register(END), ID, "finished", 0.5, END).why == "its quarter has not ended"
    assert result(register(END), ID, "finished", 0.5, END).kept is None


def test_a_quarter_without_cases_keeps_no_promise():
    found = result(ehc(ehc_request=[request(1, "2019-01-01")]), ID, "finished", 0.5, date(2019, 9, 30))
    assert (found.kept, found.why) == (False, "no cases")


def test_lower_is_kept_by_no_more_than_the_target():
    rows = [request(n, received) for n, received in ((1, "2019-01-01"), (2, "2019-12-01"))]
    asked = view(last_known=date(2020, 1, 6), ehc_request=rows)
    assert result(asked, "ehc_assessments_overdue", "defined", 0.5, END).kept is True
    assert result(asked, "ehc_assessments_overdue", "defined", 0.4, END).kept is False


def test_of_too_little_history_no_chance_is_given_and_why():
    found = outlook(register(END), ID, "finished", 0.58, date(2020, 3, 31))
    assert found.chance is None
    assert "the records reach back" in found.why
    assert found.course == ""
    assert outlook(register(END), "core_groups_within_10_working_days", "defined", 0.9, END).forecast is None
    assert outlook(register(), ID, "finished", 0.58, END).why == "its quarter has ended"


@pytest.mark.parametrize(
    ("chance", "course"), [(0.8, "on course"), (0.79, "in doubt"), (0.21, "in doubt"), (0.2, "off course")]
)
def test_the_course(chance, course):
    assert promised.Outlook(chance, None).course == course


def test_the_brier_score():
    assert brier([]) is None
    assert brier([(0.0, False), (1.0, True)]) == 0
    assert brier([(0.5, False), (0.5, True)]) == 0.25
    assert brier([(1.0, False)]) == 1
