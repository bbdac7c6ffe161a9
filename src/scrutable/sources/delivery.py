"""What a reader hands over: raw text for the register's tables, where each row stood, and what it found.

A reader only maps a format's names to the register's. It leaves every value as the file's text: turning text
into dates, flags and codes is done once for all formats, in bulk, in `register/typing.py`, which also
reports each value that cannot be read, by file, place, row and column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

Level = Literal["unusable", "attention", "note"]
Texts = list[str | None]


@dataclass(frozen=True)
class Finding:
    """One thing in a file that a person should know or mend. `row` counts as the user's program does, from 1."""

    code: str  # D2nn, with an entry in docs/errors.md
    level: (
        Level  # unusable: the row is not in the register; attention: the value is not; note: nothing is lost
    )
    file: str
    says: str
    do: str = ""
    place: str = ""  # sheet, element, or nothing for a CSV
    row: int | None = None  # spreadsheet row, CSV line, or line of the XML file
    column: str = ""  # as the file names it
    value: str = ""  # as the file has it; left out where it could name someone
    table: str = ""  # of the register
    rows: int = 1  # how many rows it stands for


@dataclass(frozen=True)
class Scope:
    """What a delivery speaks for: a row it speaks for and no longer holds is closed.

    `whole`: everything of this table, source and authority. Otherwise the rows whose span touches the days from
    `first` to `last`. A `first` of None is taken from the rows delivered: the earliest end (or, for an event, day)
    among them, the most cautious reading of a file that does not say what it covers. A `last` of None is the day
    of extraction. A scope of None speaks for nothing: rows are added and changed, never closed.

    `latest`: the rows are only the last of their kind of each case, as of a visit. Nothing is closed either, and they
    cover the day of extraction alone: what came before the last one is not known.

    `today`: the rows are all that is so on the day of extraction, and nothing of what was so before. They cover that
    day alone, and a row that was still going on then and is not among them is closed.

    `adds`: the rows are what has changed of some cases; of the others nothing is said. Nothing is closed but what the
    delivery names in `gone`, and the records begin where all that has been added so far does.
    """

    whole: bool = False
    first: date | None = None
    last: date | None = None
    latest: bool = False
    today: bool = False
    adds: bool = False
    # Of a whole extract that leaves out what ended longer ago: it speaks for what touches the last so many years.
    years: int = 0


# Stands in a row for the day of extraction, which a reader does not know: it may be said when loading.
EXTRACTION_DAY = "{day of extraction}"


class Gone(NamedTuple):
    """Rows that the sender asks to remove: those whose column holds the value.

    A value that ends in a slash stands for every id that begins with it. The rows are closed, and not deleted: what
    was known before stays known. Rows that the same delivery brings are not closed by it.
    """

    column: str
    value: str


@dataclass
class TableRows:
    """Rows of one register table as raw text: `columns` maps the register's column to a list as long as `rows`.

    Of a large CSV it is an Arrow array of text instead of a list: making lists would take longer than all the rest.
    Of a source whose columns have types of their own it may be an Arrow array of the type that the register keeps.
    """

    table: str
    columns: dict[str, Texts]
    rows: Sequence[int]  # where each row stands in the file
    place: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)  # register column -> the file's name for it
    aliases: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # column -> lower-case text -> code
    scope: Scope | None = field(default_factory=Scope)
    gone: Sequence[Gone] = ()
    of_the_day: bool = False  # EXTRACTION_DAY stands in some of its texts


@dataclass
class Delivery:
    """One file (or one set of files that belong together) of one council, as read."""

    source: str  # one of SOURCE_ORDER in register/settings.py
    files: Sequence[str]  # names without folders
    sha256: str  # of the contents, in the order of files
    tables: list[TableRows]
    findings: list[Finding] = field(default_factory=list)
    authority: str | None = None  # three-digit number, where the file says it
    extracted_at: datetime | None = None  # where the file says it; UK local time, without a zone
