"""How a figure stands, as three marks in words that are never put into one: level, direction and confidence."""

from __future__ import annotations

from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import aims, amounts, units, variation, words
from scrutable.report.anatomy import Fact, Facts
from scrutable.report.gather import Sheet

MEANINGS = (
    (
        "Real change",
        "The newest figure is more than the ordinary variation of the series drawn, by the rules of control charts"
        " (XmR; where the number of cases differs by more than twice, p'). About one in fifty such verdicts comes by"
        " chance.",
    ),
    (
        "Chance alone",
        "What a service that works the same way would come to 95% of the time.",
    ),
)


SAME_WAY = "by chance a service that works the same way could come to"


def standing(sheet: Sheet) -> Facts | None:
    """Return the three marks of a figure; none where there is no figure at all."""
    one, now = sheet.definition, sheet.now
    if now.value is None:
        return None
    facts = [
        Fact("Level", aims.level(one, now, sheet.target)),
        Fact(
            "Direction",
            variation.direction(one, now, sheet.varied, sheet.target, to_come=_to_come(sheet)),
        ),
        Fact("Confidence", confidence(one, now)),
    ]
    return Facts("How it stands", tuple(fact for fact in facts if fact.words), first=True)


def confidence(one: Definition, figure: Figure) -> str:
    """Return the range that chance alone would give: of a share, a count or a rate of events; else nothing."""
    ends = interval(one, figure)
    if ends is None:
        return ""
    lower, upper = ends
    if one.measures == "share":
        number = figure.denominator or 0
        rests = f"{words.number(number)} {units.word(figure.unit, number, one.plural)}"
        return f"It rests on {rests}: {SAME_WAY} anything from {_percent(lower)} to {_percent(upper)}."
    if one.measures == "rate":
        rates = f"{words.tenths(lower)} to {words.tenths(upper)}"
        return f"{words.sentence_case(SAME_WAY)} anything from {rates} for every 10,000."
    many = one.plural or units.plural(one.counts)
    counts = f"{words.number(round(lower))} to {words.number(round(upper))} {many}"
    return f"{words.sentence_case(SAME_WAY)} anything from {counts}."


def _to_come(sheet: Sheet) -> bool:
    """Whether records of the period are still expected, or it cannot be told."""
    awaited = sheet.awaited
    return awaited is not None and (bool(awaited.why) or bool(awaited.high))


def interval(one: Definition, figure: Figure) -> tuple[float, float] | None:
    """Return the ends of the 95% interval of a share (Wilson), a count or a rate (Poisson); None where there is none.

    A count on a day (a stock) is no number of events, a weighted sum no number of cases, and of things that one child
    has many of, such as visits, chance is not what a single draw tells: none for these.
    """
    from scrutable.statistics import intervals, wilson

    if one.counts in units.MANY_OF_ONE:
        return None
    if one.measures == "share" and figure.denominator:
        ends = wilson.wilson(figure.numerator or 0, figure.denominator)
        return float(ends.lower), float(ends.upper)
    if one.stock or figure.value is None or not (amounts.is_count(one) or one.measures == "rate"):
        return None
    ends = intervals.count_interval(figure.numerator or 0)
    times = float(figure.value) / figure.numerator if one.measures == "rate" and figure.numerator else 1.0
    return float(ends.lower) * times, float(ends.upper) * times


def _percent(share: float) -> str:
    return f"{int(100 * share + 0.5)}%"
