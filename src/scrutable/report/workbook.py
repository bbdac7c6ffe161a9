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
from textwrap import wrap
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
LINE = 15  # points that a line of text takes
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
    rows = tuple((Link(one.title, one.key), at) for at, one in enumerate(tables, 1))
    return Worksheet(CONTENTS, "Contents", (Heading("Table"), Heading("Worksheet number")), rows)


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
    head = font | {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
    text = font | {"valign": "top", "text_wrap": True}
    link = {"font_color": "#1a5490", "underline": 1}
    right = {"align": "right", "indent": 1}  # else a number would touch the words of the next column
    shown = {
        f"{places}": font | right | {"valign": "top", "num_format": _format(places)} for places in range(3)
    }
    looks = {
        "title": font | {"bold": True, "font_size": 15},
        "line": font,
        "link": font | link,
        "head": head,
        "number head": head | right,
        "text": text,
        "linked": text | link,
        "mark": font | right | {"valign": "top"},
    }
    return {name: book.add_format(look) for name, look in (looks | shown).items()}


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
    _sizes(sheet, one, top)
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


def _sizes(sheet: Any, one: Worksheet, top: int) -> None:
    """Set how wide columns and how high rows are. Not every program makes a row as high as its wrapped words."""
    heads = [heading.title for heading in one.headings]
    widths = [_width(heading, [_text(row[at]) for row in one.rows]) for at, heading in enumerate(heads)]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for at, texts in enumerate([heads, *([_text(cell) for cell in row] for row in one.rows)], top):
        long = [(text, width) for text, width in zip(texts, widths, strict=True) if len(text) > width]
        lines = max((len(wrap(text, width)) for text, width in long), default=1)
        if lines > 1:
            sheet.set_row(at, LINE * lines)


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


def _width(heading: str, texts: Sequence[str]) -> int:
    """Return a column's width in letters: its words, or the longest word of its head where that is more."""
    longest = max((len(text) for text in texts), default=0)
    return min(max(longest, max(len(word) for word in heading.split()), 9) + 4, WIDEST)


def _text(value: Value) -> str:
    """Return about what a cell shows, to measure it."""
    if isinstance(value, Link):
        return value.text
    return value if isinstance(value, str) else f"{value:,.1f}"


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
