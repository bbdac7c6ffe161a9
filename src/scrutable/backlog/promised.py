"""A promise held against the queue: what chance it has, what it would take, and in the end whether it was kept.

A promise names an indicator, the basis of its share (of the cases *finished* in the quarter, or of those *falling due*
in it; another indicator's share is as it is *defined*), a target and the last day of a quarter. Who promised what is
kept by the committee's records; here is only what can be told of it from the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scrutable.backlog import lenses
from scrutable.backlog.flow import month_end
from scrutable.backlog.forecast import FEWER_RUNS, LIKELY, Forecast, forecast
from scrutable.backlog.queues import QUEUES, cases, queue_of
from scrutable.engine.period import Period, add_months, parse
from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition

FINISHED, DUE, DEFINED = "finished", "due", "defined"
UNLIKELY = 0.2  # the chance up to which a promise is off course
OF_QUEUES = frozenset(indicator for queue in QUEUES for indicator in queue.indicators)


@dataclass(frozen=True)
class Outlook:
    """What can be said of a promise when it is made or later: its chance from 0 to 1, or `why` there is none."""

    chance: float | None
    forecast: Forecast | None
    why: str = ""

    @property
    def course(self) -> str:
        """On course, in doubt or off course, by the chance; nothing where there is none."""
        if self.chance is None:
            return ""
        return (
            "on course" if self.chance >= LIKELY else "in doubt" if self.chance > UNLIKELY else "off course"
        )


@dataclass(frozen=True)
class Result:
    """What came of a promise: the parts of its share, and whether it was kept; None where nobody can say, and why."""

    met: float | None
    counted: float | None
    kept: bool | None
    why: str = ""


def quarter_of(day: date) -> Period:
    """Return the quarter that a day ends. Raises UsageFault U144 for any other day."""
    if day != month_end(day) or day.month % 3:
        raise UsageFault(
            "U144",
            f"A promise is judged on a quarter, and {day} is not the last day of one.",
            "Give the last day of March, June, September or December, such as 2019-12-31.",
        )
    start = add_months(day.replace(day=1), -2)
    year, number = start.year - (start.month < 4), (start.month - 4) % 12 // 3 + 1
    return parse(f"{year}-{(year + 1) % 100:02d}Q{number}")


def check(definition: Definition, basis: str, target: float) -> None:
    """Raise UsageFault U143 where a promise of an indicator could not be judged on this basis or by this target."""
    wrong, able = "", (FINISHED, DUE) if definition.id in OF_QUEUES else (DEFINED,)
    if definition.measures != "share":
        wrong = f"{definition.id} is not a share, and a promise is of a share"
    elif basis not in able:
        wrong = f'The basis of {definition.id} is {" or ".join(able)}, not "{basis}"'
    elif not 0 < target <= 1:
        wrong = "A target is more than 0 and at most 100 per cent"
    if wrong:
        raise UsageFault("U143", f"{wrong}.", "See: scrutable promises add --help")


def outlook(
    view: View, indicator: str, basis: str, target: float, due: date, *, whole: bool = False
) -> Outlook:
    """Return the chance of a promise as known on the view's moment, and with `whole` the capacity it would take."""
    if indicator not in OF_QUEUES:
        return Outlook(None, None, "the indicator is not the timeliness of a queue")
    if cases(view, queue_of(indicator)).until >= due:
        return Outlook(None, None, "its quarter has ended")
    found = forecast(view, indicator, due, target=target, lens=basis, runs=FEWER_RUNS, whole=whole)
    chance = found.end.chance if found.end else None
    return Outlook(chance, found, found.why)


def result(view: View, indicator: str, basis: str, target: float, due: date) -> Result:
    """Return what came of a promise, as known on the view's moment. A quarter without cases keeps no promise."""
    period, definition = quarter_of(due), view.definition(indicator)
    if view.known_on.date() <= due:
        return Result(None, None, None, "its quarter has not ended")
    queue = queue_of(indicator) if basis != DEFINED else None
    if queue is not None and basis != queue.lens:
        some = cases(view, queue, with_exceptions=indicator.endswith("including_exceptions"))
        if some.until <= due:
            return Result(None, None, None, "the records do not reach the end of its quarter")
        look = lenses.finished if basis == FINISHED else lenses.falling_due
        share = look(some, period.start, due)
        met, counted = float(share.met), float(share.counted)
    else:
        if queue is not None and cases(view, queue).until < due:
            return Result(None, None, None, "the records do not reach the end of its quarter")
        [figure] = view.figures([indicator], [period])
        if figure.numerator is None or figure.denominator is None:
            return Result(None, None, None, figure.absent or "there is no figure")
        met, counted = figure.numerator, figure.denominator
    if not counted:
        return Result(met, counted, False, "no cases")
    lower = definition.better == "lower"
    kept = met <= target * counted + 1e-9 if lower else met >= target * counted - 1e-9
    return Result(met, counted, kept)


def brier(given: list[tuple[float, bool]]) -> float | None:
    """Return the mean squared distance of chances from what came, 0 the best, 0.25 that of always saying a half.

    None where nothing has been scored. Source: G W Brier (1950), Monthly Weather Review 78, 1-3.

    >>> brier([(0.1, False), (0.6, True)]), brier([])
    (0.085, None)
    """
    return round(sum((chance - kept) ** 2 for chance, kept in given) / len(given), 9) if given else None
