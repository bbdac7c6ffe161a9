"""Forecasts: of a council whose weeks never vary they are certain, of 300 invented ones they hold eight in ten."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from scrutable.backlog import backtest, flow, forecast, lenses
from scrutable.backlog.history import SETTLE, WEEKS, history, missing
from scrutable.backlog.queues import QUEUES
from scrutable.backlog.simulate import AS_NOW, DISCIPLINES, NEWEST, OLDEST, ON_TIME, Plan, due_days, simulate
from scrutable.engine.period import add_months
from scrutable.errors import UsageFault
from tests.unit.backlog.councils import DAY, EHC, LIMIT, MONDAY, as_cases, council
from tests.unit.backlog.test_queue import follow

INDICATOR = "ehc_plans_within_20_weeks"


def even(weeks=170, *, waits=26, coming=2, doing=2):
    """A council that never varies: on each Monday some come, and those that have waited longest are done."""
    rows, first = [], 0
    for week in range(weeks):
        rows += [[7 * week, None, ""] for _ in range(coming)]
        if week >= waits:
            for row in rows[first : first + doing]:
                row[1], row[2] = 7 * week, "done"
            first += doing
    return as_cases(rows, 7 * weeks - 1)


def test_a_council_that_never_varies_goes_on_as_it_did():
    """26 weeks' wait: every case is late, and no run differs from another."""
    some = even()
    past = history(some)
    assert (past.coming.weekly, past.late.weekly, past.in_time.weekly, past.late.error) == (2, 2, 0, 0)
    assert (past.limit, past.least_days) == (LIMIT, 26 * 7)
    end = flow.month_end(some.until, 3)
    found = simulate(some, past, (end,), Plan(OLDEST), runs=7)
    mondays = sum((some.until + n * DAY).weekday() == 0 for n in range(1, (end - some.until).days + 1))
    assert found.done.tolist() == [[2 * mondays] * 7]
    assert found.in_time.tolist() == [[0] * 7]
    assert found.waiting.tolist() == [[int(some.open_on(some.until).sum())] * 7]


@pytest.mark.parametrize(
    ("discipline", "name"), [(OLDEST, "oldest"), (NEWEST, "newest"), (ON_TIME, "tracks")]
)
def test_every_discipline_is_what_following_each_case_gives_from_the_open_cases(discipline, name):
    """The whole way: open cases with their ages, weeks drawn (all alike), due days; against a plain loop."""
    some = even(coming=3, doing=2, waits=15)
    past = replace(history(some), least_days=105)
    end = some.until + 150 * DAY
    found = simulate(some, past, (end,), Plan(discipline), runs=1)
    waiting = some.came[some.open_on(some.until)]
    before = int((np.datetime64(some.until, "D") - waiting.min()).astype(int)) + 1
    come = np.bincount((waiting - np.datetime64(some.until, "D")).astype(int) + before - 1, minlength=before)
    ahead = [some.until + n * DAY for n in range(1, 151)]
    come = [*come, *(3 * (day.weekday() == 0) for day in ahead)]
    work = [2 * (day.weekday() == 0) for day in ahead]
    expected = follow(come, work, name, to_in_time=work, lag=105, limit=LIMIT, before=before)
    done, in_time, _, overdue = expected[:, -1]
    assert (found.done.item(), found.in_time.item(), found.overdue.item()) == (done, in_time, overdue)
    assert found.waiting.item() == sum(come) - done


def test_working_days_are_kept_as_following_each_case_keeps_them():
    """45 working days over August and Christmas: due days come in lumps after a holiday."""
    social_care = QUEUES[1]
    some = even(coming=3, doing=2, waits=8)
    some = replace(some, queue=social_care, due=due_days(some.came, 45, True))
    past = replace(history(some), least_days=30)
    assert past.limit == 45
    end = some.until + 150 * DAY
    found = simulate(some, past, (end,), Plan(ON_TIME), runs=1)
    start = np.datetime64(some.until, "D")
    waiting = some.came[some.open_on(some.until)]
    before = int((start - waiting.min()).astype(int)) + 1
    ahead = [some.until + n * DAY for n in range(1, 151)]
    come = np.bincount((waiting - start).astype(int) + before - 1, minlength=before)
    come = [*come, *(3 * (day.weekday() == 0) for day in ahead)]
    work = [2 * (day.weekday() == 0) for day in ahead]

    def due(day):
        came = start + np.timedelta64(day + 1, "D")
        return int((due_days(came, 45, True) - start).astype(int)) - 1

    expected = follow(come, work, "tracks", to_in_time=work, lag=30, before=before, due=cache(due))
    done, in_time, _, overdue = expected[:, -1]
    assert (found.done.item(), found.in_time.item(), found.overdue.item()) == (done, in_time, overdue)
    assert 0 < in_time <= done


def test_the_interval_holds_eight_in_ten_of_300_councils():
    inside = {"share": 0, "overdue": 0}
    for seed in range(300):
        whole = council(seed, 205, in_time=2.6, late=1.9)
        day = (date(2018, 9, 30), date(2018, 12, 31), date(2019, 3, 31), date(2019, 6, 30))[seed % 4]
        end, then = flow.month_end(day, 3), whole.as_on(day)
        assert missing(then) == ""
        found = simulate(then, history(then), (end,), Plan(), 300, seed)
        came = lenses.finished(whole, day + DAY, end)
        late = int((whole.due[whole.open_on(end)] < np.datetime64(end, "D")).sum())
        low, high = np.quantile(found.in_time[0] / found.done[0], (0.1, 0.9))
        inside["share"] += low <= came.value <= high
        low, high = np.quantile(found.overdue[0], (0.1, 0.9))
        inside["overdue"] += low <= late <= high
    shares = {name: count / 300 for name, count in inside.items()}
    assert all(0.75 <= share <= 0.85 for share in shares.values()), shares


def asked(some, months=6, **more):
    more = {"target": 0.58, "runs": 400} | more
    last = flow.month_end(some.until, months)
    return forecast.of_cases(some, INDICATOR, last, some.until + 10 * DAY, "2019-09-01", **more)


@pytest.fixture(scope="module")
def found():
    return asked(council(5, 190, in_time=2.0, late=2.5))


def test_a_forecast_says_all_that_it_should(found):
    assert found.why == ""
    assert found.months[-1].day == found.last == found.end.day
    assert [one.day for one in found.months] == list(forecast.month_ends(found.until, found.last))
    for one in found.months:
        assert 0 <= one.share.p10 <= one.share.p50 <= one.share.p90 <= 1
        assert 0 <= one.overdue.p10 <= one.overdue.p50 <= one.overdue.p90 <= one.waiting.p90
        assert 0 <= one.ceiling <= 1
        assert 0 <= one.chance <= 1
    assert {name for name, _ in found.otherwise} == set(DISCIPLINES) - {AS_NOW}
    assert 4 <= len(found.backtest.quarters) <= backtest.QUARTERS


def test_the_order_changes_the_share_and_hardly_the_overdue(found):
    end = {AS_NOW: found.end, **dict(found.otherwise)}
    share = {name: one.share.p50 for name, one in end.items()}
    assert share[OLDEST] < share[AS_NOW] < share[ON_TIME]
    assert share[NEWEST] <= share[ON_TIME] + 0.01
    assert end[OLDEST].overdue.p50 <= end[ON_TIME].overdue.p50 <= end[NEWEST].overdue.p50 + 1


def test_more_capacity_leaves_fewer_overdue_and_in_the_end_meets_the_target(found):
    late = [overdue for _, _, overdue in found.grid]
    assert late == sorted(late, reverse=True)
    assert found.grid[-1][1] > 0.9
    assert found.needed is not None
    assert found.weekly < found.needed <= forecast.MOST * found.weekly


def test_the_same_seed_gives_the_same_forecast(found):
    again = asked(council(5, 190, in_time=2.0, late=2.5))
    assert again.months == found.months
    assert (again.grid, again.needed, again.backtest) == (found.grid, found.needed, found.backtest)


def test_the_months_known_already_are_known(found):
    """Of a quarter that has half gone by, what was finished in it is counted, not forecast."""
    some = council(5, 190, in_time=2.0, late=2.5)
    first = found.months[0]
    known = lenses.finished(some, forecast.began(first.day), some.until)
    assert known.counted > 0
    assert first.counted >= known.counted
    assert first.share.p90 - first.share.p10 < found.end.share.p90 - found.end.share.p10


def test_too_little_history_is_refused_and_arithmetic_is_given():
    short = council(1, 90)
    refused = asked(short)
    assert "the records reach back" in refused.why
    assert "104 (eight quarters)" in refused.why
    assert refused.months == ()
    assert refused.end is None
    assert refused.ceiling is not None
    few = asked(council(1, 190, coming=0.5, in_time=0.2, late=0.2))
    assert "60 are the fewest that will do" in few.why


def test_eight_quarters_are_enough_and_a_day_less_is_not():
    some = council(2, 190)
    settled = some.until - SETTLE
    last = settled - timedelta(days=(settled.weekday() + 1) % 7)
    first = last - timedelta(days=7 * WEEKS - 1)
    assert missing(replace(some, begins=first)) == ""
    assert "the records reach back 103 whole weeks" in missing(replace(some, begins=first + DAY))


def test_no_case_and_no_rule_are_said():
    assert missing(as_cases([], 900)) == "no case of this queue is on record"
    some = council(2, 190)
    nowhen = replace(some, due=np.full(len(some.ids), np.datetime64("NaT"), "datetime64[D]"))
    assert missing(nowhen) == "no rule says when these are due"


def test_the_ceiling_is_one_less_late_over_finished():
    """statistics.md D1: 60 late of 106 finished leave 43 per cent; for 58 per cent 143 would have to be finished."""
    last = (date(2017, 12, 31) - MONDAY).days
    rows = [[0, None, ""] for _ in range(60)] + [[last - 364, last - n % 364, "done"] for n in range(428)]
    most = forecast.ceiling(as_cases(rows, last), date(2018, 3, 31), 0.58)
    assert (most.late, most.needed) == (60, 143)
    assert most.pace == pytest.approx(428 / 52 * 90 / 7)  # about 106 in 90 days
    assert most.share == pytest.approx(1 - 60 / most.pace)
    assert most.needed_weekly == pytest.approx(143 * 7 / 90)
    assert round(most.share, 2) == 0.43
    # A quarter later the pace of a year can have cleared them all.
    later = forecast.ceiling(as_cases(rows, last), date(2018, 6, 30), 0.58)
    assert (later.late, later.share, later.needed) == (0, 1.0, 0)


def test_a_day_that_cannot_be_forecast():
    some = council(5, 190)
    for last in (some.until - timedelta(days=40), add_months(some.until, 30)):
        with pytest.raises(UsageFault, match="U142"):
            forecast.of_cases(some, INDICATOR, last, some.until, "x", None)


def test_month_ends():
    ends = forecast.month_ends(date(2020, 1, 15), date(2020, 4, 30))
    assert ends == (date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 30))
    assert forecast.began(date(2020, 2, 29)) == date(2019, 12, 1)


def test_due_days_are_those_of_the_register():
    """45 working days from Friday 15 November 2019, over Christmas: three bank holidays lie between."""
    came = np.array(["2019-11-15", "2019-11-16"], "datetime64[D]")
    assert due_days(came, 45, True).astype(str).tolist() == ["2020-01-22", "2020-01-22"]
    assert due_days(came, 140, False).astype(str).tolist() == ["2020-04-03", "2020-04-04"]


def test_the_back_test_forecasts_from_what_was_there_on_the_day():
    some = council(8, 200, in_time=2.6, late=1.9)
    tested = backtest.backtest(some, runs=200)
    for one in tested.quarters:
        assert one.came == lenses.finished(some, forecast.began(one.end), one.end).value
        assert one.end <= some.until
    # The days after a past quarter's end are no part of its forecast.
    day = flow.month_end(tested.quarters[0].end, -3)
    cut = some.as_on(day)
    assert cut.until == day
    assert cut.came.max() <= np.datetime64(day, "D")
    assert not (cut.gone > np.datetime64(day, "D")).any()
    assert tested.loss > 0 and tested.plain_loss > 0


def test_ehc_is_the_queue_of_its_indicator():
    assert EHC.indicators[0] == INDICATOR
    assert MONDAY.weekday() == 0
