"""Says a published figure in words: with its unit, as many places as are printed, its counts, or why it is missing.

For whatever shows comparisons: the command line, and the pages of the pack and the web.
"""

from decimal import ROUND_HALF_UP, Decimal

from scrutable.comparators.ask import Comparison, Rank
from scrutable.comparators.series import Series
from scrutable.comparators.shelf import Absent, Answer

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def amount(series: Series, value: Decimal, *, least: int = 0) -> str:
    """Return a value with its unit, to the places the series is printed to (at least `least`), halves up.

    >>> amount(Series("X", "", unit="%", places=1), Decimal("6")), amount(Series("X", "", unit="%"), Decimal("10.5"))
    ('6.0%', '10.5%')
    """
    text = number(series, value, least=least)
    if series.unit == "%":
        return f"{text}%"
    if series.unit == "score":  # what it is a score of, its title says
        return text
    return f"{text} {series.unit}".strip()


def number(series: Series, value: Decimal, *, least: int = 0) -> str:
    """Return a value as `amount` does, without its unit."""
    places = (
        series.places if series.places is not None else max(0, -int(value.normalize().as_tuple().exponent))
    )
    return f"{value.quantize(Decimal(1).scaleb(-max(places, least)), ROUND_HALF_UP):,f}"


def answer(one: Answer) -> str:
    """Return a figure with its unit, or that it is missing and why."""
    if isinstance(one, Absent):
        mark = f"[{one.symbol}] " if one.symbol else ""
        return f"none: {mark}{one.reason}"
    return amount(one.series, one.value)


def counts(one: Answer) -> str:
    """Return the published counts, "137 of 241"; nothing where there are none."""
    if isinstance(one, Absent) or one.numerator is None or one.denominator is None:
        return ""
    return f"{one.numerator:,f} of {one.denominator:,f}"


def of_neighbours(comparison: Comparison) -> tuple[str, str]:
    """Return the neighbours' median in words, and the mean, how many have a figure, and why the others have none."""
    near = comparison.neighbours
    if not near.areas:
        return "none: " + near.reason, ""
    having = len(comparison.of_neighbours) - len(comparison.missing)
    if comparison.median is None or comparison.mean is None:
        return "none: fewer than two of them have a figure", missing(comparison)
    mean = f"mean {amount(comparison.series, comparison.mean, least=1)}, unweighted; "
    told = f"{mean}{having} of {len(near.areas)} have a figure"
    why = missing(comparison)
    return amount(comparison.series, comparison.median, least=1), told + (f"; {why}" if why else "")


def rank(one: Rank) -> str:
    """Return the places in words.

    >>> rank(Rank(2, 2, 3, "highest", "by printed value")), rank(Rank(11, 23, 150, "lowest", "95% interval"))
    ('2nd of 3, the highest being 1st (by printed value)', '11th to 23rd of 150, the lowest being 1st (95% interval)')
    """
    places = ordinal(one.best) if one.best == one.worst else f"{ordinal(one.best)} to {ordinal(one.worst)}"
    return f"{places} of {one.of}, the {one.first} being 1st ({one.how})"


def ordinal(number: int) -> str:
    """Return a number as a place.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 101, 111)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '101st', '111th']
    """
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"


def missing(comparison: Comparison) -> str:
    """Return how many neighbours are missing, by reason."""
    reasons: dict[str, int] = {}
    for one in comparison.missing:
        reasons[one.reason] = reasons.get(one.reason, 0) + 1
    return "; ".join(f"{many} missing ({reason})" for reason, many in reasons.items())
