"""Whether a figure has really changed: its control chart, the verdict on its newest point and the words for it.

The chart is an XmR chart; of a share whose denominators differ by more than twice it is a p' chart (Laney), for then
the ordinary range differs from point to point. The verdict speaks of the newest point alone. There is none where a
period is not over, where too few are known, or where the periods share days. Read `statistics/spc.py` for the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.register.targets import Break, Target
from scrutable.report import amounts, words

if TYPE_CHECKING:
    from scrutable.statistics.spc import Chart

FEWEST = 6  # points; below 12 the limits are trial limits, and that is said
UNEVEN = 2  # the largest denominator over the smallest, above which each point has limits of its own
NO_CHANGE, TOO_FEW, TOO_YOUNG = "no real change", "too few periods to tell", "too early to tell"
VERDICTS = {
    "common cause": NO_CHANGE,
    "improvement": "real improvement",
    "concern": "real worsening",
    "high": "unusually high",
    "low": "unusually low",
}


@dataclass(frozen=True)
class Limits:
    """The ordinary range at one point; the lines are as the figure's value is: a share from 0 to 1."""

    lower: float
    centre: float
    upper: float


@dataclass(frozen=True)
class Varied:
    """What the control chart of a trend says. `limits` has an entry a point, none where there is no figure.

    `verdict` is one of VERDICTS' words or why there is none; `signal` the rule behind it. `points` are those that the
    newest limits rest on; `since` is the break that they begin at. `assurance` is passes, fails, hit or miss, or none.
    """

    limits: tuple[Limits | None, ...] = ()
    verdict: str = TOO_FEW
    signal: str = ""
    rising: bool = False
    points: int = 0
    trial: bool = False
    since: Break | None = None
    assurance: str | None = None
    young: str = ""  # why the newest figure is too young for a verdict

    @property
    def now(self) -> Limits | None:
        """The ordinary range at the newest point."""
        return self.limits[-1] if self.limits else None

    @property
    def is_signal(self) -> bool:
        """Whether the newest point is more than ordinary variation."""
        return bool(self.limits) and self.verdict in VERDICTS.values() and self.verdict != NO_CHANGE


NOT_VARIED = Varied()


def varied(
    one: Definition, trend: Sequence[Figure], target: Target | None = None, breaks: Sequence[Break] = ()
) -> Varied:
    """Return what the control chart of a trend says of its newest point, the last figure."""
    why = _cannot_tell(trend)
    if why:
        return Varied(verdict=why)
    known = [figure for figure in trend if figure.value is not None]
    mine = sorted((each for each in breaks if each.indicator == one.id), key=lambda each: each.start)
    chart = _chart(one, known, _begins(known, mine))
    limits = dict(zip((figure.period.name for figure in known), _limits(one, chart), strict=True))
    since = next((each for each in reversed(mine) if each.start <= known[-1].period.start), None)
    points = int(chart.baseline[-1])
    drawn = tuple(limits.get(figure.period.name) for figure in trend)
    if points < FEWEST:
        return Varied(drawn, TOO_FEW, points=points, since=since)
    return _told(one, chart, target, Varied(drawn, points=points, trial=bool(chart.trial[-1]), since=since))


def _told(one: Definition, chart: Chart, target: Target | None, found: Varied) -> Varied:
    from scrutable.statistics import flags

    better = one.better if one.better in ("higher", "lower") else "neither"
    said = flags.variation(chart, better)  # type: ignore[arg-type]
    of = 100 if amounts.is_percentage(one) else 1
    aim = None if target is None else target.value / of
    return replace(
        found,
        verdict=VERDICTS[said.verdict],
        signal=said.signal,
        rising=int(chart.direction[-1]) > 0,
        assurance=flags.assurance(chart, aim, better),  # type: ignore[arg-type]
    )


def _cannot_tell(trend: Sequence[Figure]) -> str:
    """Return why there is no verdict; nothing where there can be one."""
    if not trend or trend[-1].value is None:
        return "no figure to judge"
    if trend[-1].period_end < trend[-1].period.end:
        return "the period is not over"
    if sum(figure.value is not None for figure in trend) < FEWEST:
        return TOO_FEW
    if any(later.period.start <= earlier.period.end for earlier, later in pairwise(trend)):
        return "the periods share days"
    return ""


def _begins(known: Sequence[Figure], breaks: Sequence[Break]) -> list[bool]:
    """Return which points begin a new phase: the first whole period from each declared break on."""
    marks = [False] * len(known)
    for each in breaks:
        first = next((at for at, figure in enumerate(known) if figure.period.start >= each.start), None)
        if first:
            marks[first] = True
    return marks


def _chart(one: Definition, known: Sequence[Figure], begins: Sequence[bool]) -> Chart:
    from scrutable.statistics import spc

    if one.measures == "share" and all(figure.denominator for figure in known):
        met = [figure.numerator or 0 for figure in known]
        counted = [figure.denominator or 0 for figure in known]
        if max(counted) > UNEVEN * min(counted):
            return spc.p_chart(met, counted, rebase=begins, laney=True)
    periods = [(figure.period.start, figure.period.end) for figure in known]
    return spc.xmr([float(figure.value or 0) for figure in known], rebase=begins, periods=periods)


def _limits(one: Definition, chart: Chart) -> list[Limits | None]:
    """Return the limits of each point as they are drawn and told: none below nought, no percentage above all."""
    whole = amounts.is_percentage(one) and float(chart.values.max()) <= 1
    most = 1.0 if whole else float("inf")
    lines = zip(chart.lower.tolist(), chart.centre.tolist(), chart.upper.tolist(), strict=True)
    return [
        None if lower != lower else Limits(max(lower, 0.0), centre, min(upper, most))
        for lower, centre, upper in lines
    ]


def direction(
    one: Definition, figure: Figure, found: Varied, target: Target | None = None, *, to_come: bool = False
) -> str:
    """Return the direction as the page says it: the verdict, by which rule, the ordinary range, and what is to come.

    `to_come`: records of the period are still expected, so that the verdict is of what is on record so far.
    """
    noun = words.noun(figure.period)
    if found.young:
        return f"{words.sentence_case(found.verdict)}: {found.young}."
    if found.now is None or found.verdict not in VERDICTS.values():
        since = f" since {words.day(found.since.start)} ({found.since.reason})" if found.since else ""
        return f"Cannot be told: {found.verdict}{since}."
    spread = f"{level(one, found.now.lower)} to {level(one, found.now.upper)}"
    of = f"the ordinary variation of {words.number(found.points)} {noun}s ({spread})"
    told = [f"{words.sentence_case(found.verdict)}: {_why(found, amounts.value(one, figure), of, noun)}."]
    if found.since:
        told.append(f"Judged anew from {words.day(found.since.start)}: {found.since.reason.rstrip('.')}.")
    if to_come and found.verdict != NO_CHANGE:
        told.append("Records of the period are still expected, and may undo this.")
    if found.trial:
        told.append("So few points give trial limits.")
    if found.assurance and target is not None:
        told.append(_ASSURANCE[found.assurance])
    return " ".join(told)


def _why(found: Varied, value: str, of: str, noun: str) -> str:
    """Return which rule speaks, in words. Source of the rules: statistics.md A1."""
    if found.verdict == NO_CHANGE:
        return f"{value} lies within {of}"
    side, going = ("above", "risen") if found.rising else ("below", "fallen")
    end = "upper" if found.rising else "lower"
    return {
        "outside the limits": f"{value} lies {side} {of}",
        "trend of seven": f"it has {going} six {noun}s running, within {of}",
        "two of three near a limit": f"two of the last three {noun}s lie near the {end} end of {of}",
        "shift of seven": f"seven {noun}s running lie {side} the average of {of}",
    }[found.signal]


def level(one: Definition, value: float) -> str:
    """Return a line of the chart as it is written: '14%', '52.3', '80'."""
    return f"{int(100 * value + 0.5 + 1e-9)}%" if amounts.is_percentage(one) else words.number(value)


_ASSURANCE = {
    "passes": "If nothing changes, ordinary variation keeps to the target.",
    "fails": "If nothing changes, the target will not be reached: it lies outside the ordinary variation.",
    "hit or miss": "If nothing changes, the target will be reached at some times and missed at others.",
}
