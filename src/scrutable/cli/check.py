"""scrutable check: what in the data needs attention."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import check_agree, check_definitions, options, output

if TYPE_CHECKING:
    from scrutable.store import Store

COLUMNS = ("code", "level", "file", "place", "row", "column", "value", "table", "rows", "says", "do", "load")
LEVELS = {"unusable": "row not used", "attention": "value not used", "note": "for information"}


@click.command(
    "check", short_help="List what in the data and in the council's own definitions needs attention."
)
@options.store
@click.option(
    "--all", "everything", is_flag=True, help="Also what is only for information, and every single row."
)
@click.option(
    "--definitions",
    is_flag=True,
    help="Instead of the data: read the council's own definitions and run their worked examples.",
)
@check_agree.options_of_agreeing
@options.known_on
@options.output_format
def command(
    store: Path,
    everything: bool,
    definitions: bool,
    agree: bool,
    tables: tuple[str, ...],
    within: int | None,
    known_on: str | None,
    form: str,
) -> None:
    """List the findings that stand, from the latest load of each table: what is wrong, where, and what to do.

    Says, too, how many definitions of its own the council has, and what is wrong with them. With --definitions their
    worked examples are run, and the rows that differ are shown.

    With --agree the sources are compared instead. Annex A and the CIN census, say, both hold referrals: how many are
    in both, how many differ in their dates or in something else, and how many only one of them has, though the other
    speaks for those days. Then the cases to mend. Which source speaks for a table stands in scrutable.toml.

    Ends with 1 where something needs attention.
    """
    council = options.open_store(store)
    if agree:
        sys.exit(check_agree.check(council, tables, known_on, within, form, everything))
    check_agree.refuse_alone(tables, within, known_on)
    if definitions:
        sys.exit(check_definitions.check(council, form))
    sys.exit(_all(council, everything, form))


def _all(council: "Store", everything: bool, form: str) -> int:
    """Print the findings that stand; return 1 where something needs attention."""
    rows = council.findings()
    attention = [row for row in rows if row["level"] != "note"]
    shown = rows if everything else attention
    if form == "json":
        output.as_json(shown)
    elif form == "csv":
        output.as_csv(COLUMNS, shown)
    else:
        _table(shown, everything)
        notes = len(rows) - len(attention)
        click.echo(
            f"{len(attention):,} findings need attention"
            + (
                f"; {notes:,} more are for information (--all shows them)."
                if notes and not everything
                else "."
            )
        )
    faulty = check_definitions.tell(council, quiet=form != "table")
    return 1 if attention or faulty else 0


def _table(rows: list[dict[str, Any]], everything: bool) -> None:
    """Print findings: one line a kind, file and column, unless every row is asked for."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for number, row in enumerate(rows):
        key = (row["code"], row["file"], row["place"], row["column"], number if everything else row["table"])
        groups.setdefault(key, []).append(row)
    lines = []
    for (code, file, place, column, _), group in groups.items():
        first = group[0]
        where = ", ".join(str(row["row"]) for row in group[:3] if row["row"] is not None)
        where += f" and {len(group) - 3:,} more" if len(group) > 3 else ""
        count = sum(row["rows"] for row in group)
        says = first["says"] + (f" {first['do']}" if first["do"] else "")
        lines.append(
            [
                code,
                f"{count:,}",
                LEVELS[first["level"]],
                "\n".join(p for p in (file, place) if p),
                where,
                column,
                says,
            ]
        )
    if lines:
        output.as_table(
            [
                "Code",
                "Rows",
                "Effect",
                "File, sheet or element",
                "Row",
                "Column",
                "What is wrong; what to do",
            ],
            lines,
            numbers=(1,),
        )
