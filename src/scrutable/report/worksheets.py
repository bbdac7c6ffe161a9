"""What stands in the workbook: one table a worksheet, worked out before anything is written.

`numbersheets.py` makes those of the figures, from the records of pack.json, so that n, d and the percentage are
numbers in columns of their own. Here are the parts that are words, or small tables of the pack's back. `workbook.py`
writes them. No cell is left blank: a shorthand mark says why there is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrutable.report.anatomy import (
    Cell,
    Comparisons,
    Drawn,
    Facts,
    Group,
    Pack,
    Points,
    Section,
    Sentence,
    Table,
    Trend,
)

NOT_APPLICABLE, NOT_AVAILABLE, LOW = "[z]", "[x]", "[low]"
MEANING = {
    NOT_APPLICABLE: "Does not apply to this figure, or there were no cases to take a share of.",
    NOT_AVAILABLE: "Not available: it is not known, or the records do not allow it to be told.",
    "[c]": "Hidden, so that nobody can be known by it.",
    LOW: "Rounds to 0 and is not 0. The numbers that it is made of stand beside it.",
}
NUMBER = re.compile(r"[\d,]+(?:\.\d+)?")
MEASURE = re.compile(r"([\d,]+(?:\.\d+)?) ([a-z]+)")
SHARE = re.compile(r"([\d,.]+) of ([\d,.]+)(?: \(|, )(?:under |over )?\d+%\)?")


@dataclass(frozen=True)
class Link:
    """Words that lead to another worksheet, by its key."""

    text: str
    to: str


Value = str | float | Link


@dataclass(frozen=True)
class Heading:
    """The head of a column. `places` are the decimal places its numbers are shown with; None: as many as they need."""

    title: str
    places: int | None = None


@dataclass(frozen=True)
class Worksheet:
    """One table with what is said above it. `key` names it for links and as an Excel table: letters, digits, _."""

    key: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...]
    lines: tuple[str, ...] = ()

    @property
    def marks(self) -> set[str]:
        """The shorthand that its cells use."""
        return {cell for row in self.rows for cell in row if isinstance(cell, str) and cell in MEANING}


def of_words(pack: Pack, told: set[str]) -> Iterator[Worksheet]:
    """Yield the worksheets of what is not a figure's record. `told` are the ids of tables that have theirs already."""
    if pack.cover.loads is not None:
        yield of_table(pack.cover.loads)
    for section in pack.sections:
        lines = tuple(part.text for part in section.parts if isinstance(part, Sentence))
        yield from _points(section, lines)
        yield from (of_table(table, lines) for table in _tables(section) if table.id not in told)
        if section.kind != "dashboard":
            yield from _facts(section)


def of_table(table: Table, lines: Sequence[str] = ()) -> Worksheet:
    """Return a table of the pack as a worksheet: text that is a number becomes one, a share becomes three columns."""
    grouped = any(group.title for group in table.groups)
    rows = [_row(group, row, grouped) for group in table.groups for row in group.rows]
    rows += [_row(Group((), "All"), table.total, grouped)] if table.total else []
    titles = ["Under"] * grouped + [column.title for column in table.columns]
    numeric = [False] * grouped + [column.numeric for column in table.columns]
    headings: list[Heading] = []
    columns: list[Sequence[Value]] = []
    for at, title in enumerate(titles):
        for heading, values in as_numbers(title, [row[at] for row in rows], numeric[at]):
            headings.append(heading)
            columns.append(values)
    return Worksheet(
        _key(table.id), table.caption, unlike(headings), tuple(zip(*columns, strict=True)), tuple(lines)
    )


def as_numbers(title: str, texts: list[str], numeric: bool) -> list[tuple[Heading, list[Value]]]:
    """Return a column of text as the columns that it makes.

    >>> as_numbers("This quarter", ["14 of 100 (14%)", "no cases"], True)[2]
    (Heading(title='This quarter: percentage', places=1), [14.0, '[z]'])
    >>> as_numbers("Age", ["0 days", "1 day"], True)
    [(Heading(title='Age (days)', places=None), [0, 1])]
    """
    if not numeric or not texts:
        return [(Heading(title), [text or NOT_APPLICABLE for text in texts])]
    if all(NUMBER.fullmatch(text) for text in texts):
        return [(Heading(title), [_number(text) for text in texts])]
    measures = [MEASURE.fullmatch(text) for text in texts]
    units = {found[2].removesuffix("s") for found in measures if found}
    if all(measures) and len(units) == 1:
        return [(Heading(f"{title} ({units.pop()}s)"), [_number(found[1]) for found in measures if found])]
    shares = [SHARE.fullmatch(text) for text in texts]
    if any(shares) and all(found or text == "no cases" for found, text in zip(shares, texts, strict=True)):
        parts = [(_number(found[1]), _number(found[2])) if found else None for found in shares]
        return [
            (Heading(f"{title}: number"), [part[0] if part else NOT_APPLICABLE for part in parts]),
            (Heading(f"{title}: out of"), [part[1] if part else NOT_APPLICABLE for part in parts]),
            (
                Heading(f"{title}: percentage", 1),
                [percent(*part) if part else NOT_APPLICABLE for part in parts],
            ),
        ]
    return [(Heading(title), [text or NOT_APPLICABLE for text in texts])]


def percent(met: float, counted: float) -> Value:
    """Return a percentage as a number, not rounded; what would be shown as 0.0 and is not 0 is [low].

    >>> percent(15, 106), percent(1, 5000), percent(0, 9), percent(0, 0)
    (14.150943396226415, '[low]', 0.0, '[z]')
    """
    if not counted:
        return NOT_APPLICABLE
    value = 100 * met / counted
    return LOW if 0 < value < 0.05 else value


def unlike(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Return headings of which no two are the same to Excel, which does not tell capitals from small letters."""
    seen: dict[str, int] = {}
    made = []
    for one in headings:
        times = seen[one.title.lower()] = seen.get(one.title.lower(), 0) + 1
        made.append(one if times == 1 else Heading(f"{one.title} ({times})", one.places))
    return tuple(made)


def _key(name: str) -> str:
    """Return an id of the pack as a key. An indicator's worksheet has a prefix, so that none is taken for it."""
    return re.sub(r"\W", "_", name)


def _number(text: str) -> float:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _row(group: Group, cells: Sequence[Cell], grouped: bool) -> list[str]:
    return [group.title or NOT_APPLICABLE] * grouped + [cell.text for cell in cells]


def _tables(section: Section) -> Iterator[Table]:
    for part in section.parts:
        if isinstance(part, Table):
            yield part
        elif isinstance(part, Trend | Drawn | Comparisons):
            yield part.table
    for each in section.sections:
        yield from _tables(each)


def _points(section: Section, lines: tuple[str, ...]) -> Iterator[Worksheet]:
    """Yield a section's numbered sentences as a table."""
    for part in section.parts:
        if isinstance(part, Points) and part.sentences:
            rows = tuple(
                (at, said.text, said.then or NOT_APPLICABLE) for at, said in enumerate(part.sentences, 1)
            )
            headings = (Heading("Number"), Heading("Sentence"), Heading("And then"))
            yield Worksheet(_key(section.id), section.title, headings, rows, lines)


def _facts(section: Section) -> Iterator[Worksheet]:
    """Yield the terms of a section and of those under it as one table: about what, the term, the words."""
    rows = [
        (about, fact.term, fact.words or NOT_APPLICABLE)
        for about, facts in _facts_of(section, section.title)
        for fact in facts.facts
    ]
    if rows:
        headings = (Heading("About"), Heading("Term"), Heading("Words"))
        yield Worksheet(f"{_key(section.id)}_terms", section.title, headings, tuple(rows))


def _facts_of(section: Section, title: str) -> Iterator[tuple[str, Facts]]:
    yield from ((part.label or title, part) for part in section.parts if isinstance(part, Facts))
    for each in section.sections:
        for label, facts in _facts_of(each, each.title):
            yield each.title if each.kind == "definition" else label, facts
