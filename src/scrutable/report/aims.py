"""Whether a figure reaches its target, in words: level, told apart from direction (variation.py) and confidence.

What is judged is what is printed: 57.6% reads 58% and meets a target of 58%. A share of few cases is not judged: one
case more or less would move it by ten percentage points and more. Where no target is set that is said: silence reads
as approval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scrutable.errors import UsageFault
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.register.targets import TOLERANCE, Break, Target
from scrutable.report import amounts, units, words

ON, CLOSE, OFF, NONE_SET = "on target", "close to target", "off target", "no target set"
FEW, NO_FIGURE = "too few to judge", "no figure"
FEWEST = 10  # cases below which a share or a rate is not judged
RULE = (
    "On target: the figure as printed reaches the target. Close to target: it is off by no more than the tolerance that"
    f" stands beside the target; of a percentage {TOLERANCE:g} percentage points, unless another is agreed. Too few to"
    f" judge: fewer than {FEWEST} cases. A limit of law or guidance is not a target: no target set means that the"
    " council has told scrutable of none."
)


@dataclass(frozen=True)
class Aims:
    """What scrutable.toml says of targets and declared breaks."""

    targets: tuple[Target, ...] = ()
    breaks: tuple[Break, ...] = ()


NO_AIMS = Aims()


def check(aims: Aims, definitions: Iterable[Definition]) -> None:
    """Raise UsageFault U151 for a target or break of an indicator that there is not, or that cannot have a target."""
    known = {one.id: one for one in definitions}
    every: tuple[Target | Break, ...] = (*aims.targets, *aims.breaks)
    for one in every:
        if one.indicator not in known:
            raise UsageFault(
                "U151",
                f"scrutable.toml has a {'target' if isinstance(one, Target) else 'break'} for {one.indicator}, which"
                " is no indicator.",
                "Write its id as `scrutable figures` lists it, or take the block out.",
            )
        if isinstance(one, Target) and known[one.indicator].better not in ("higher", "lower"):
            raise UsageFault(
                "U151",
                f"scrutable.toml has a target for {one.indicator}, of which neither high nor low is better.",
                "Take the block out: there is no side of the target to be on.",
            )


def status(one: Definition, figure: Figure, target: Target | None) -> str:
    """Return the status in words: on target, close to target, off target, no target set, too few, no figure."""
    if target is None:
        return NONE_SET
    if figure.value is None:
        return NO_FIGURE
    if too_few(one, figure):
        return FEW
    short = shortfall(one, figure, target)
    return ON if short <= 0 else CLOSE if short <= tolerance(one, target) else OFF


def too_few(one: Definition, figure: Figure) -> bool:
    """Whether a figure rests on too few cases to be judged. A plain count is what it is."""
    if amounts.is_count(one) or one.measures == "sum":
        return False
    cases = figure.numerator if one.measures == "rate" else figure.denominator
    return (cases or 0) < FEWEST


def shortfall(one: Definition, figure: Figure, target: Target) -> float:
    """Return how far a figure, as printed, is from its target, in the target's units; nought or less: reached."""
    value = printed(one, figure)
    return round(target.value - value if one.better == "higher" else value - target.value, 6)


def printed(one: Definition, figure: Figure) -> float:
    """Return a figure's value as a reader sees it: a share in whole percent, halves rounded up.

    What is printed as "under 1%" or "over 99%" is neither 0 nor 100.
    """
    value = float(figure.value or 0)
    if not amounts.is_percentage(one):
        return int(value * 10 + 0.5) / 10
    whole = int(100 * value + 0.5 + 1e-9)
    return 100 * value if (whole == 0 and value > 0) or (whole == 100 and value < 1) else float(whole)


def tolerance(one: Definition, target: Target) -> float:
    """Return how far off is still called close: its own, 5 percentage points of a share, nothing of the rest."""
    if target.tolerance is not None:
        return target.tolerance
    return TOLERANCE if amounts.is_percentage(one) else 0.0


def said(one: Definition, target: Target) -> str:
    """Return a target as it is written: '58%', '12.5 for every 10,000', '80 plans', '15 days'."""
    number = words.number(target.value)
    if amounts.is_percentage(one):
        return f"{number}%"
    if one.measures == "rate":
        return f"{number} for every 10,000"
    if amounts.is_count(one):
        return f"{number} {units.word(one.counts, target.value, one.plural)}"
    return f"{number} {one.amounts_in}".rstrip()


def level(one: Definition, figure: Figure, target: Target | None) -> str:
    """Return the level as the page says it: the status, the target, whose it is and since when, and why."""
    if target is None:
        return "No target set."
    stand = words.sentence_case(status(one, figure, target))
    near = tolerance(one, target)
    close = f"; up to {_amount(one, near)} off is close" if near else ""
    return (
        f"{stand}. The target is {said(one, target)} from {words.day(target.start)} ({one.better} is better{close})."
        f" Owner: {target.owner}. Why: {target.reason.rstrip('.')}."
    )


def _amount(one: Definition, amount: float) -> str:
    number = words.number(amount)
    if not amounts.is_percentage(one):
        return number
    return f"{number} percentage point{'' if amount == 1 else 's'}"
