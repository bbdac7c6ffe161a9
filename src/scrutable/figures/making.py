"""Makes figures of the parts of a fold: what their numbers come to, by what the indicator measures.

The pack asks for tens of thousands at once, so what all parts of an indicator share is settled before the first of
them. Read `figure.py` for what a figure says; `view.py` says which of them are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from scrutable.figures.figure import Figure, figure
from scrutable.figures.population import PER

if TYPE_CHECKING:
    from scrutable.engine.period import Period
    from scrutable.figures.fold import Part
    from scrutable.figures.population import Population
    from scrutable.indicators.definition import Definition

NOT_RECORDED = "the records hold nothing to judge any of the cases by"
# Numerator, denominator, value, the population that it is of, and why there would be no value.
Numbers = tuple[float | None, float | None, float | None, str, str]


def figures_of(
    definition: Definition,
    period: Period,
    parts: Iterable[Part],
    population: Population,
    said: str,
    absent: str = "",
) -> list[Figure]:
    """Return some parts of one period as figures. With `absent` nothing is known of them, not even their numbers.

    `said` is the moment they are known on, as it was asked for.
    """
    numbers = _NUMBERS.get(definition.measures, _amount)
    made = []
    for part in parts:
        numerator, denominator, value, base, why = numbers(part, population)
        if absent:
            numerator = denominator = value = None
            why = absent
        made.append(
            figure(
                definition.id,
                period,
                part.period_end,
                part.by,
                part.breakdown,
                definition.measures,
                numerator,
                denominator,
                value,
                part.excluded,
                part.unknown,
                definition.counts,
                said,
                definition.hash,
                why if value is None else "",
                part.lacking,
                base,
            )
        )
    return made


def _share(part: Part, population: Population) -> Numbers:
    value = part.met / part.counted if part.counted > part.unknown else None
    return part.met, part.counted, value, "", _why(part)


def _count(part: Part, population: Population) -> Numbers:
    return part.counted, None, part.counted, "", ""


def _rate(part: Part, population: Population) -> Numbers:
    people = population.base(part.period_end, part.by, part.breakdown)
    if not people.children:
        return part.counted, people.children, None, "", people.words
    return part.counted, people.children, PER * part.counted / people.children, people.words, ""


def _ratio(part: Part, population: Population) -> Numbers:
    amount, of = _float(part.amount), _float(part.base)
    return amount, of, amount / of if amount is not None and of else None, "", _why(part)


def _mean(part: Part, population: Population) -> Numbers:
    amount, known = _float(part.amount), part.counted - part.unknown
    return None, part.counted, amount / known if amount is not None and known else None, "", _why(part)


def _sum(part: Part, population: Population) -> Numbers:
    return (None, 0, 0, "", "") if not part.counted else _amount(part, population)


def _amount(part: Part, population: Population) -> Numbers:
    return None, part.counted, _float(part.amount), "", _why(part)


def _why(part: Part) -> str:
    return NOT_RECORDED if part.counted else "no cases"


def _float(number: object) -> float | None:
    return None if number is None else float(number)  # type: ignore[arg-type]


_NUMBERS: dict[str, Callable[[Part, Population], Numbers]] = {
    "share": _share,
    "count": _count,
    "rate": _rate,
    "ratio": _ratio,
    "mean": _mean,
    "sum": _sum,
}
