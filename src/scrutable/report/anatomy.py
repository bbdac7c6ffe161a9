"""The parts of a pack, frozen. Words, rounding, order and numbering are settled before any renderer sees them.

A renderer (html.py, pdf.py, opendata.py) lays parts out and decides nothing. Every cell and sentence
that shows a figure carries the figure's id, so that a number on a page can be followed to its list of cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """Words that stand as a paragraph. `role` says what they are for: headline, provisional, comparison, question,
    clocks, note;
    said-by and said are a service's own words and whose they are.

    `then` are words that follow it; `link` is the section that its text leads to. With `anchor` it is the place in the
    pack that stands for its figure, by the figure's id.
    """

    text: str
    role: str = "note"
    figures: tuple[str, ...] = ()
    then: str = ""
    link: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. Numbers stand to the right."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell, as it reads. `figure` is the id of the figure it shows; `link` the section it leads to.

    A row whose first cell has an `anchor` is the place in the pack that stands for its figure.
    """

    text: str
    figure: str = ""
    link: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one heading; a title of nothing where the table has no groups. A row's first cell heads it."""

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its caption. `total` is a last row set apart; `compact` asks for small type."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    total: tuple[Cell, ...] = ()
    compact: bool = False
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing as SVG in two widths (a page, a telephone), with its message, what it shows, and its alt text."""

    id: str
    title: str
    subtitle: str
    alt: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Trend:
    """A chart beside the table of what it draws."""

    chart: Chart
    table: Table


@dataclass(frozen=True)
class Drawn:
    """A small drawing with the table of what it draws, under what it explains."""

    chart: Chart
    table: Table


@dataclass(frozen=True)
class Comparisons:
    """How a figure stands beside what others have published: what that says, the table, and what to mind."""

    label: str
    sentences: tuple[Sentence, ...]
    table: Table
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A term and what there is to say of it."""

    term: str
    words: str
    link: str = ""
    mono: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms and their words, in order: a definition, a summary, a glossary. The label may be nothing.

    With `first` they stand before the drawing of an indicator's page, else at its end.
    """

    label: str
    facts: tuple[Fact, ...]
    first: bool = False


@dataclass(frozen=True)
class Points:
    """A numbered list of sentences."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Code:
    """SQL as it stands, under a label. It is folded away on the screen and left out on paper."""

    label: str
    text: str


AUDIENCES = ("public", "member", "officer")  # each reads what those before it read

Part = Sentence | Table | Trend | Drawn | Comparisons | Facts | Points | Code


@dataclass(frozen=True)
class Section:
    """A heading, its parts, and the sections under it. `kind` tells the renderer where a page should begin.

    `audience` is the widest that may read it: what is for the public is for all.
    """

    id: str
    title: str
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    kind: str = "part"  # part, dashboard, indicator, all-definitions, definitions or definition
    audience: str = "member"  # of AUDIENCES


@dataclass(frozen=True)
class Cover:
    """What the pack is, for whom, of what time and known when; `dated` is the day of that, for a document's date."""

    council: str
    committee: str
    title: str
    period: str
    known_on: str
    dated: date
    facts: tuple[Fact, ...]
    loads: Table | None
    caution: str = ""


@dataclass(frozen=True)
class Area:
    """Which council it is, by DfE's number, the ONS code and the region's name; what is not known is empty."""

    number: str = ""
    code: str = ""
    region: str = ""


@dataclass(frozen=True)
class Pack:
    """A whole report. `figures` are the records of pack.json, one for each indicator, in the order of the pages."""

    cover: Cover
    sections: tuple[Section, ...]
    figures: tuple[dict[str, Any], ...] = field(default=(), compare=False)
    requests: tuple[dict[str, Any], ...] = field(
        default=(), compare=False
    )  # the same of the committee's requests
    checks: tuple[dict[str, Any], ...] = field(
        default=(), compare=False
    )  # the same of the checks of the records
    lang: str = "en-GB"
    area: Area = field(default_factory=Area)

    @property
    def title(self) -> str:
        """The document's title."""
        return f"{self.cover.title}, {self.cover.period}: {self.cover.council}"
