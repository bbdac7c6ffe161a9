"""Whether published figures agree with themselves: percentages with their counts, totals with their parts.

A count of England or a region is rounded to 10, so a percentage of it need only lie where the counts before rounding
could put it. An authority's counts are exact, and so must the percentage be; a tie such as 41 of 80 (51.25%) may have
been rounded either way. What disagrees is given all the same, with a finding beside it: it is DfE's to correct.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scrutable.comparators.areas import level_of
from scrutable.comparators.rows import Finding
from scrutable.comparators.symbols import Cell
from scrutable.comparators.tables import Among, Table, Total

Cells = dict[str, list[Cell]]
_ASK = "Quote it with this beside it, or ask DfE."
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Tally:
    """How many printed percentages their counts give: at once, within rounding, or not; and how many have no counts.

    `within` are those that agree only when it is allowed for that counts are rounded, or that a tie was rounded down.
    """

    table: str
    column: str
    agree: int
    within: int
    contradict: int
    unchecked: int


@dataclass(frozen=True)
class Check:
    """One printed percentage with the counts it comes from. `row` is a position in the columns."""

    column: str
    at: int
    printed: Decimal
    numerator: Decimal
    denominators: tuple[Decimal, ...]
    places: int
    per: int

    @property
    def denominator(self) -> Decimal:
        """What the percentage is of."""
        return sum(self.denominators, _NOTHING)

    def gives(self) -> Decimal | None:
        """Return what the counts give, rounded as printed; None for nought of nought."""
        if not self.denominator:
            return None
        return (self.numerator * self.per / self.denominator).quantize(
            Decimal(1).scaleb(-self.places), ROUND_HALF_UP
        )

    def verdict(self, half: Decimal) -> str:
        """Return agree, within or contradict. `half` is how far each count may lie from what was counted."""
        given = self.gives()
        if given == self.printed:
            return "agree"
        if given is None:
            return "contradict"
        reach = Decimal(1).scaleb(-self.places) / 2
        whole, off = self.denominator, half * len(self.denominators)
        lowest = max(self.numerator - half, _NOTHING) * self.per / (whole + off)
        highest = (self.numerator + half) * self.per / (whole - off) if whole > off else Decimal("Infinity")
        return "within" if lowest - reach <= self.printed <= highest + reach else "contradict"


def of_table(
    table: Table,
    cells: Cells,
    parts: Sequence[str],
    place: Sequence[str],
    periods: Sequence[str],
    rows: Sequence[int],
) -> list[Finding]:
    """Return a finding for each printed figure of a table that contradicts its own counts."""
    keys = list(zip(place, periods, strict=True))
    found = [
        (check.at, check.column, _says(check))
        for check in shares(table, cells, parts, keys)
        if check.verdict(table.half(level_of(place[check.at]))) == "contradict"
    ]
    for at, column, whole, added in totals(table, cells, parts, place, keys):
        found.append((at, column, ("D424", f"The total is {whole}, and its parts add up to {added}.")))
    return [
        Finding(
            code,
            says,
            _ASK,
            row=rows[at],
            column=column,
            measure=f"{table.id}/{column}",
            part=parts[at],
            area=place[at],
            period=periods[at],
        )
        for at, column, (code, says) in found
        if place[at]
    ]


def tally(
    table: Table, cells: Cells, parts: Sequence[str], place: Sequence[str], periods: Sequence[str]
) -> list[Tally]:
    """Return for each printed percentage of a table how many of its figures the counts give."""
    counts: dict[str, dict[str, int]] = {}
    for check in shares(table, cells, parts, list(zip(place, periods, strict=True))):
        verdict = check.verdict(table.half(level_of(place[check.at])))
        counts.setdefault(check.column, {"agree": 0, "within": 0, "contradict": 0})[verdict] += 1
    return [
        Tally(table.id, column, **found, unchecked=len(rows) - sum(found.values()))
        for column, found in counts.items()
        if (rows := cells[column])
    ]


def shares(
    table: Table, cells: Cells, parts: Sequence[str], keys: Sequence[tuple[str, str]]
) -> Iterator[Check]:
    """Yield every printed percentage whose counts are printed too."""
    columns = [(one.value, one.places, one.per) for one in table.share]
    columns += [(one.value, one.places, 100) for one in table.among]
    for column, places, per in columns:
        if column not in cells:
            continue
        tops, bottoms = counts_of(table, column, cells, parts, keys, split=True)
        for at, (printed, top, bottom) in enumerate(zip(cells[column], tops, bottoms, strict=True)):
            if printed.value is not None and top is not None and bottom is not None:
                numbers = tuple(Decimal(part) for part in bottom.split("+"))
                yield Check(column, at, Decimal(printed.value), Decimal(top), numbers, places, per)


def counts_of(
    table: Table,
    column: str,
    cells: Cells,
    parts: Sequence[str],
    keys: Sequence[tuple[str, str]],
    *,
    split: bool = False,
) -> tuple[list[str | None], list[str | None]]:
    """Return the numerator and denominator of each figure of a column, as text; None where it has none.

    With `split` a denominator that is a sum keeps its parts, 5415.9+36186.3.
    """
    none: list[str | None] = [None] * len(parts)
    for share in table.share:
        if share.value == column and all(name in cells for name in (share.numerator, *share.denominator)):
            bottoms = zip(*(cells[name] for name in share.denominator), strict=True)
            return [one.value for one in cells[share.numerator]], [_sum(each, split) for each in bottoms]
    for among in table.among:
        if among.value == column and among.count in cells:
            wholes = _wholes(among, cells, parts, keys)
            top = [one.value for one in cells[among.count]]
            return top, [wholes.get((*key, _without(part))) for key, part in zip(keys, parts, strict=True)]
    return none, none


def totals(
    table: Table, cells: Cells, parts: Sequence[str], place: Sequence[str], keys: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, str, Decimal, Decimal]]:
    """Yield position, column, total and sum of the parts for each total that its parts do not add up to."""
    for total in table.total:
        yield from _in_row(table, total, cells, place)
    for among in table.among:
        if among.sums and among.count in cells:
            yield from _across(table, among, cells, parts, place, keys)


def _in_row(
    table: Table, total: Total, cells: Cells, place: Sequence[str]
) -> Iterator[tuple[int, str, Decimal, Decimal]]:
    if not all(name in cells for name in (total.whole, *total.parts)):
        return
    for at, whole in enumerate(cells[total.whole]):
        numbers = [cells[name][at].value for name in total.parts]
        if whole.value is None or None in numbers:
            continue
        added = sum((Decimal(number) for number in numbers if number is not None), _NOTHING)
        if abs(Decimal(whole.value) - added) > table.half(level_of(place[at])) * (len(numbers) + 1):
            yield at, total.whole, Decimal(whole.value), added


def _across(
    table: Table,
    among: Among,
    cells: Cells,
    parts: Sequence[str],
    place: Sequence[str],
    keys: Sequence[tuple[str, str]],
) -> Iterator[tuple[int, str, Decimal, Decimal]]:
    found: dict[tuple[str, ...], dict[str, tuple[int, str | None]]] = {}
    for at, (key, part, one) in enumerate(zip(keys, parts, cells[among.count], strict=True)):
        found.setdefault((*key, _without(part)), {})[part.rpartition("; ")[2]] = (at, one.value)
    for rows in found.values():
        numbers = [rows.get(name, (0, None))[1] for name in (among.whole, *among.sums)]
        if None in numbers:
            continue
        whole, *each = [Decimal(number) for number in numbers if number is not None]
        at = rows[among.whole][0]
        if abs(whole - sum(each)) > table.half(level_of(place[at])) * len(numbers):
            yield at, among.count, whole, sum(each, _NOTHING)


def _wholes(
    among: Among, cells: Cells, parts: Sequence[str], keys: Sequence[tuple[str, str]]
) -> dict[tuple[str, ...], str | None]:
    """Return the count of the whole by area, period and what else tells the rows apart."""
    return {
        (*key, _without(part)): one.value
        for key, part, one in zip(keys, parts, cells[among.count], strict=True)
        if part.rpartition("; ")[2] == among.whole
    }


def _without(part: str) -> str:
    """Return a part without its last word, which is the one that tells rows of one whole apart."""
    return part.rpartition("; ")[0]


def _sum(cells: Sequence[Cell], split: bool) -> str | None:
    numbers = [one.value for one in cells if one.value is not None]
    if len(numbers) < len(cells):
        return None
    return "+".join(numbers) if split else format(sum((Decimal(number) for number in numbers), _NOTHING), "f")


def _says(check: Check) -> tuple[str, str]:
    given = check.gives()
    if given is None:
        return (
            "D423",
            f"{check.printed} is printed for {check.numerator} of {check.denominator}, which is no share.",
        )
    return "D423", f"{check.printed} is printed; {check.numerator} of {check.denominator} give {given}."
