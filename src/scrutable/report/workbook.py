"""Writes the pack as an Excel workbook by the Analysis Function's rules: for analysts, and for a screen reader.

Cover, contents and notes come first, then one table a worksheet, marked up as a table, with its title in A1 and no
merged, hidden or blank cell in it. Every text is written as text and every number as a number, so nothing in it is ever
run. What stands in the sheets is settled in `worksheets.py` and `numbersheets.py`. The same pack, the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from html import escape
from typing import Any

from scrutable.report.anatomy import Pack
from scrutable.report.harmless import harmless
from scrutable.report.numbersheets import of_figures, tables_told
from scrutable.report.worksheets import MEANING, Heading, Link, Value, Worksheet, of_words

FILE = "pack.xlsx"
LONGEST_NAME = 31  # of a worksheet, Excel's own limit
COVER, CONTENTS, NOTES = "cover", "contents", "notes"
ONE_TABLE = "This worksheet contains one table."
WIDEST = 60  # of a column, in letters; longer words are wrapped
SAID = {
    "Percentages": "Worked out from the two numbers beside them and not rounded; shown to one decimal place.",
    "All": "The figure itself. The rows of a breakdown are its parts in this period.",
    "Listed and not counted": "Cases that stay on the list behind a figure, with the reason why they do not count.",
    "Records lacking what it needs": "In a share these cases count as not met; out of an average they are left.",
    "Records not reaching back": "Cases of which what came before could not be seen.",
    "Figure": "The id of a figure: by it the figure is cited and its list of cases opened.",
}
SMALL = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "not",
    "of",
    "on",
    "or",
    "the",
    "to",
    "who",
    "with",
}


def render(pack: Pack) -> bytes:
    """Return the workbook."""
    import xlsxwriter

    tables = [*of_figures(pack), *of_words(pack, tables_told(pack))]
    front = [_cover(pack), _contents(tables), _notes(tables)]
    names = _names(front, tables)
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    )
    book.set_properties(
        {
            "title": pack.title,
            "author": harmless(pack.cover.council),
            "subject": f"As known on {pack.cover.known_on}",
            "created": datetime.combine(pack.cover.dated, time(0)),
        }
    )
    styles = _styles(book)
    for one in [*front, *tables]:
        _write(book.add_worksheet(names[one.key]), one, names, styles)
    book.close()
    return _with_language(made.getvalue(), pack.lang)


def _cover(pack: Pack) -> Worksheet:
    cover = pack.cover
    facts = [("Council", cover.council), ("Committee", cover.committee), ("Report", cover.title)]
    facts += [(fact.term, fact.words) for fact in cover.facts] + [("Caution", cover.caution)]
    rows = tuple((term, said) for term, said in facts if said)
    return Worksheet(COVER, pack.title, (Heading("About this workbook"), Heading("Words")), rows)


def _contents(tables: Sequence[Worksheet]) -> Worksheet:
    rows = tuple((at, Link(one.title, one.key)) for at, one in enumerate(tables, 1))
    return Worksheet(CONTENTS, "Contents", (Heading("Worksheet number"), Heading("Table")), rows)


def _notes(tables: Sequence[Worksheet]) -> Worksheet:
    """Return the shorthand that the tables use and no other, and what holds for all of them."""
    used = set().union(*(one.marks for one in tables))
    rows = [(mark, said) for mark, said in MEANING.items() if mark in used]
    rows += SAID.items()
    return Worksheet(NOTES, "Notes and shorthand", (Heading("Note"), Heading("What it says")), tuple(rows))


def _names(front: Sequence[Worksheet], tables: Sequence[Worksheet]) -> dict[str, str]:
    """Return what each worksheet is called, by its key: its number, and as much of its title as there is room for."""
    named = {one.key: one.title.split(" and ")[0] for one in front} | {COVER: "Cover"}
    named |= {one.key: short_name(at, one.title) for at, one in enumerate(tables, 1)}
    return named


def short_name(number: int, title: str) -> str:
    """Return a worksheet's name: its number makes it the only one, whole words make it plain.

    >>> short_name(3, "EHC plans issued within 20 weeks, excluding exceptions"), short_name(12, "Children's homes: all")
    ('3 EHC plans issued within 20', '12 Childrens homes all')
    """
    words, name = re.sub(r"['\u2019]", "", title), f"{number}"
    kept: list[str] = []
    for word in re.findall(r"[\w-]+", words):
        if len(" ".join([name, *kept, word])) > LONGEST_NAME:
            break
        kept.append(word)
    while kept and kept[-1].lower() in SMALL:
        kept.pop()
    return " ".join([name, *kept])


def _styles(book: Any) -> dict[str, Any]:
    font = {"font_name": "Arial", "font_size": 11}
    top = font | {"valign": "top"}
    return {
        "title": book.add_format(font | {"bold": True, "font_size": 15}),
        "line": book.add_format(font),
        "link": book.add_format(font | {"font_color": "#1a5490", "underline": 1}),
        "head": book.add_format(font | {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}),
        "number head": book.add_format(
            font | {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "align": "right"}
        ),
        "text": book.add_format(top | {"text_wrap": True}),
        "linked": book.add_format(top | {"text_wrap": True, "font_color": "#1a5490", "underline": 1}),
        "mark": book.add_format(top | {"align": "right"}),
        **{f"{places}": book.add_format(top | {"num_format": _format(places)}) for places in range(3)},
    }


def _format(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _write(sheet: Any, one: Worksheet, names: Mapping[str, str], styles: Mapping[str, Any]) -> None:
    """Write one worksheet: title, what is said, the way back, then the table."""
    lines = [ONE_TABLE, *one.lines]
    sheet.write_string(0, 0, harmless(one.title), styles["title"])
    for at, line in enumerate(lines, 1):
        sheet.write_string(at, 0, harmless(line), styles["line"])
    top = len(lines) + 1  # the row of headings
    if one.key not in (COVER, CONTENTS):
        sheet.write_url(top, 0, f"internal:'{names[CONTENTS]}'!A1", styles["link"], "Back to the contents")
        top += 1
    places = [_places(heading, [row[at] for row in one.rows]) for at, heading in enumerate(one.headings)]
    for at, row in enumerate(one.rows, top + 1):
        for column, value in enumerate(row):
            _cell(sheet, at, column, value, places[column], names, styles)
    _table(sheet, one, top, places, styles)
    for column, heading in enumerate(one.headings):
        sheet.set_column(column, column, _width(heading, [row[column] for row in one.rows]))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _table(
    sheet: Any, one: Worksheet, top: int, places: Sequence[int | None], styles: Mapping[str, Any]
) -> None:
    """Mark the cells up as a table. It has no filters, which the Analysis Function asks for: they hide rows."""
    columns = [
        {"header": harmless(heading.title), "header_format": styles["head" if at is None else "number head"]}
        for heading, at in zip(one.headings, places, strict=True)
    ]
    options = {
        "name": f"table_{one.key}",
        "description": one.title,
        "columns": columns,
        "autofilter": False,
        "style": "Table Style Light 1",
        "banded_rows": False,
        "first_column": False,
    }
    sheet.add_table(top, 0, top + len(one.rows), len(one.headings) - 1, options)


def _cell(
    sheet: Any,
    row: int,
    column: int,
    value: Value,
    places: int | None,
    names: Mapping[str, str],
    styles: Mapping[str, Any],
) -> None:
    if isinstance(value, Link):
        where = f"internal:'{names[value.to]}'!A1"
        sheet.write_url(row, column, where, styles["linked"], harmless(value.text))
    elif isinstance(value, str):
        sheet.write_string(row, column, harmless(value), styles["text" if places is None else "mark"])
    else:
        sheet.write_number(row, column, value, styles[f"{places or 0}"])


def _places(heading: Heading, values: Sequence[Value]) -> int | None:
    """Return with how many decimal places a column's numbers are shown; None for a column of words."""
    numbers = [value for value in values if isinstance(value, int | float)]
    if not numbers:
        return heading.places
    if heading.places is not None:
        return heading.places
    return 0 if all(number == int(number) for number in numbers) else 1


def _width(heading: Heading, values: Sequence[Value]) -> float:
    """Return a column's width in letters: its words, or the longest word of its head where that is more."""
    texts = [
        value.text if isinstance(value, Link) else value for value in values if isinstance(value, Link | str)
    ]
    longest = max((len(text) for text in texts), default=0)
    head = max(len(word) for word in heading.title.split())
    return min(max(longest, head, 10) + 2, WIDEST)


def _with_language(book: bytes, lang: str) -> bytes:
    """Return the workbook with its language among its properties, where XlsxWriter has no place for it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            content = old.read(one)
            if one.filename == "docProps/core.xml":
                said = f"<dc:language>{escape(lang)}</dc:language></cp:coreProperties>"
                content = content.replace(b"</cp:coreProperties>", said.encode("utf-8"))
            new.writestr(one, content)
    return made.getvalue()
