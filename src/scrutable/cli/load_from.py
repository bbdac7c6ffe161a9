"""scrutable load --from and --plan: a database in place of files, and what would be read."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scrutable.cli import options as shared
from scrutable.cli import output
from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.sources.plan import Plan, Planned
    from scrutable.sources.ssd_address import Address

F = TypeVar("F", bound=Any)
_NAMED = 6  # indicators that one line lists


def options(function: F) -> F:
    """--from, --schema, --password-from and --plan."""
    for option in reversed(
        (
            click.option(
                "--from",
                "url",
                metavar="URL",
                help="Read the Standard Safeguarding Dataset from this database instead of files, and change nothing in"
                " it: postgresql://user@server/database, or mssql://server/database for SQL Server.",
            ),
            click.option(
                "--schema",
                metavar="NAME",
                help="The schema that the tables stand in, where several hold some.",
            ),
            click.option(
                "--password-from",
                metavar="VARIABLE",
                help="The environment variable that holds the password. PGPASSWORD is used where nothing is said.",
            ),
            click.option(
                "--plan",
                "plan_only",
                is_flag=True,
                help="Show what would be read and what is missing; load nothing.",
            ),
        )
    ):
        function = option(function)
    return function


def address(paths: Sequence[Path], url: str | None, password_from: str | None) -> "Address | None":
    """Return the address of the database that was named; None where files were. Raises UsageFault U110, U162-U164."""
    if url is None:
        if not paths:
            raise UsageFault(
                "U110",
                "There is nothing to load.",
                "Name files, a folder with files in it, or a database with --from.",
            )
        return None
    if paths:
        raise UsageFault("U164", "Files and --from were both named.", "Load one after the other.")
    from scrutable.sources import ssd_address

    return ssd_address.parse(url, password_from, os.environ)


def show_plan(paths: Sequence[Path], at: "Address | None", schema: str | None, store: Path) -> None:
    """Print what would be read of files or of a database, what it would fill, and which indicators would lack what."""
    from scrutable.sources import plan

    planned = plan.of_database(at, schema) if at else plan.of_files(paths)
    _show_files(planned.files)
    for one in planned.files:
        _show_columns(one)
    if planned.absent:
        click.echo(f"Not there: {', '.join(planned.absent)}.")
    if planned.fills:
        _show_filled(planned, store)
    click.echo("Nothing was loaded.")


def _show_files(files: "Sequence[Planned]") -> None:
    rows = [
        [
            one.file,
            one.what,
            "" if one.rows is None else f"{one.rows:,}",
            *map(_count, (one.used, one.missing, one.others)),
        ]
        for one in files
    ]
    headings = ["File or table", "What it is", "Rows", "Columns used", "Missing", "Not needed"]
    output.as_table(headings, rows, title="What would be read", numbers=range(2, 6))


def _count(columns: Sequence[str]) -> str:
    return str(len(columns)) if columns else ""


def _show_columns(one: "Planned") -> None:
    """Print the names of the columns that are missing, renamed or not read."""
    from scrutable.sources import ssd

    renamed = [used for used in one.used if " as " in used]
    lines = [
        f"  {words}: {', '.join(columns)}"
        for words, columns in (("renamed", renamed), ("missing", one.missing))
        if columns
    ]
    if one.others:  # a header may be someone's name
        lines.append(f"  not needed: {ssd.listed(one.others)}")
    if lines:
        click.echo("\n".join([one.what.removeprefix("SSD "), *lines]))


def _show_filled(planned: "Plan", store: Path) -> None:
    from scrutable.indicators import uses

    definitions = shared.definitions(store)
    click.echo(f"\nIt would fill: {', '.join(planned.fills)}.")
    lacking = uses.lacking(definitions, planned.fills)
    rows = [
        [f"{table}.{column}", str(len(ids)), ", ".join(ids[:_NAMED]) + (" ..." if len(ids) > _NAMED else "")]
        for (table, column), ids in lacking.items()
    ]
    output.as_table(
        ["Nothing for", "Indicators", "Which read it"],
        rows,
        title="What the tables it fills would lack, and who reads it",
        numbers=(1,),
    )
