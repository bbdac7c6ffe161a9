"""Writes results: a table for people, JSON or CSV for programs. Progress goes to standard error."""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import click

from scrutable.report.harmless import in_csv


def as_json(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as a JSON list of objects, dates in ISO form."""
    as_json_value([dict(row) for row in rows])


def as_json_value(value: Any) -> None:
    """Print what JSON can hold, dates in ISO form."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=_plain))


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as CSV. Text that a spreadsheet would run as a formula is made harmless with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([in_csv(column) for column in columns])
    for row in rows:
        writer.writerow([_harmless(row[column]) for column in columns])


def as_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", numbers: Sequence[int] = ()
) -> None:
    """Print rows as a table; the columns in `numbers` stand to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title) if title else None,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        header_style="bold",
        pad_edge=False,
    )
    for place, column in enumerate(columns):
        table.add_column(
            column, justify="right" if place in numbers else "left", overflow="fold", no_wrap=place == 0
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # as it stands: what is in a file is never mark-up
    Console(width=None if sys.stdout.isatty() else 140, highlight=False).print(table)


def as_log(
    form: str, headings: Mapping[str, str], rows: Sequence[Mapping[str, Any]], one: str, many: str
) -> None:
    """Print what is kept in the committee's records, in one of the three forms; `headings` by column, in order.

    A table ends with how many there are: `one` and `many` are the words for them.
    """
    if form == "json":
        as_json(rows)
    elif form == "csv":
        as_csv(tuple(headings), rows)
    else:
        as_table(list(headings.values()), [[str(row[column]) for column in headings] for row in rows])
        click.echo(f"{len(rows):,} {one if len(rows) == 1 else many}.")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that says what is being done: in one moving line on a terminal, else a line each."""
    if not sys.stderr.isatty():
        yield lambda text: click.echo(text, err=True)
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda text: status.update(text)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _harmless(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return in_csv(value)
    return value.isoformat() if isinstance(value, datetime | date) else value
