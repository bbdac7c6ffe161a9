"""How such forecasts have done: at each past quarter end the next quarter is forecast, and held against what came.

The queue is put back to how it stood on that day, by the records known now. Beside it stands the plainest forecast that
there is: the same as last quarter. Pinball loss is that of the three values of the fan, the lower the better; of a
forecast that names one value it is of that value three times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from scrutable.backlog import lenses
from scrutable.backlog.flow import month_end
from scrutable.backlog.history import history, missing
from scrutable.backlog.queues import Cases
from scrutable.backlog.simulate import AS_NOW, Plan, simulate

QUARTERS, RUNS = 8, 1_000
QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Tested:
    """One past quarter: what was forecast of its share and of the cases overdue at its end, and what came."""

    end: date
    share: tuple[float, float, float]
    came: float
    before: float  # last quarter's share
    overdue: tuple[float, float, float]
    overdue_came: int
    overdue_before: int


@dataclass(frozen=True)
class BackTest:
    """The past quarters that could be tested, oldest first; there may be none."""

    quarters: tuple[Tested, ...]

    @property
    def inside(self) -> int:
        """In how many quarters the share lay within the fan's 80 per cent."""
        return sum(one.share[0] <= one.came <= one.share[2] for one in self.quarters)

    @property
    def overdue_inside(self) -> int:
        """In how many quarters the cases overdue did."""
        return sum(one.overdue[0] <= one.overdue_came <= one.overdue[2] for one in self.quarters)

    @property
    def loss(self) -> float:
        """The mean pinball loss of the share, in percentage points."""
        return _mean([pinball(one.share, one.came) for one in self.quarters])

    @property
    def plain_loss(self) -> float:
        """That of "the same as last quarter"."""
        return _mean([pinball((one.before,) * 3, one.came) for one in self.quarters])


def pinball(values: tuple[float, float, float], came: float) -> float:
    """Return the mean pinball loss of a tenth, a half and nine tenths, of shares from 0 to 1 in percentage points.

    Source: R Koenker and G Bassett (1978), Econometrica 46, 33-50.

    >>> round(pinball((0.1, 0.2, 0.3), 0.3), 2), pinball((0.3, 0.3, 0.3), 0.3)
    (2.33, 0.0)
    """
    losses = [
        max(q * (came - value), (q - 1) * (came - value)) for q, value in zip(QUANTILES, values, strict=True)
    ]
    return 100 * sum(losses) / len(losses)


def backtest(some: Cases, discipline: str = AS_NOW, runs: int = RUNS) -> BackTest:
    """Return how forecasts of a queue would have done in the last quarters, as many as its records allow."""
    latest = _quarter_end(some.until)
    ends = [month_end(latest, -3 * back) for back in range(QUARTERS, 0, -1)]
    found = [_tested(some, end, discipline, runs) for end in ends]
    return BackTest(tuple(one for one in found if one is not None))


def _tested(some: Cases, day: date, discipline: str, runs: int) -> Tested | None:
    """Return the test of the quarter after a day; None where its forecast would have been refused, or nothing came."""
    then, end = some.as_on(day), month_end(day, 3)
    if missing(then):
        return None
    look = lenses.falling_due if some.queue.lens == "due" else lenses.finished
    came = look(some, day + timedelta(days=1), end).value
    before = look(then, month_end(day, -3) + timedelta(days=1), day).value
    outcome = simulate(then, history(then), (end,), Plan(discipline), runs)
    from scrutable.backlog.forecast import shares

    met, counted = shares(then, outcome, 0)
    if came is None or before is None or not (counted > 0).any():
        return None
    share = np.quantile((met / np.maximum(counted, 1))[counted > 0], QUANTILES)
    overdue = np.quantile(outcome.overdue[0], QUANTILES)
    return Tested(
        end,
        (float(share[0]), float(share[1]), float(share[2])),
        came,
        before,
        (float(overdue[0]), float(overdue[1]), float(overdue[2])),
        _overdue(some, end),
        _overdue(some, day),
    )


def _overdue(some: Cases, day: date) -> int:
    return int((some.due[some.open_on(day)] < np.datetime64(day, "D")).sum())


def _quarter_end(until: date) -> date:
    """Return the last quarter end that the records reach."""
    end = month_end(until)
    end = end if end == until else month_end(until, -1)
    return month_end(end, -(end.month % 3))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
