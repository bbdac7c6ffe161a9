"""scrutable check: what in the data needs attention."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import check_agree, check_definitions, check_records, options, output

if TYPE_CHECKING:
    from scrutable.store import Store

COLUMNS = (
    "code",
    "level",
    "file",
    "place",
    "row",
    "column",
    "value",
    "table",
    "rows",
    "says",
    "do",
    "load",
    "touches",
)
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
    help="Instead of the data: read the council's own definitions and checks and run their worked examples.",
)
@click.option(
    "--rows", "check", metavar="CHECK", help="Only the rows that fail this check, each with its dates."
)
@click.option(
    "--behind",
    metavar="ID",
    help="Only the rows that make the figure of this indicator provisional, with --period.",
)
@click.option(
    "--period", metavar="PERIOD", help="The figure's period, for --behind: 2019-20Q3, 2019-12 and so on."
)
@check_agree.options_of_agreeing
@options.known_on
@options.output_format
def command(
    store: Path,
    everything: bool,
    definitions: bool,
    check: str | None,
    behind: str | None,
    period: str | None,
    agree: bool,
    tables: tuple[str, ...],
    within: int | None,
    known_on: str | None,
    form: str,
) -> None:
    """List what in the files and in the records needs attention: what is wrong, where, and what to do.

    The findings are of the latest load of each table. The checks are asked of the records as known on a day: which rows
    do not fit together, why it matters, and which indicators they touch. --rows lists the rows of one check, --behind
    those that one figure rests on.

    Says, too, how many definitions and checks of its own the council has, and what is wrong with them. With
    --definitions their worked examples are run, and the rows that differ are shown.

    With --agree the sources are compared instead. Annex A and the CIN census, say, both hold referrals: how many are
    in both, how many differ in their dates or in something else, and how many only one of them has, though the other
    speaks for those days. Then the cases to mend. Which source speaks for a table stands in scrutable.toml.

    Ends with 1 where something needs attention.
    """
    if sum([definitions, agree, check is not None, behind is not None]) > 1:
        raise click.UsageError("Give one of --definitions, --agree, --rows and --behind.")
    if (behind is None) != (period is None):
        raise click.UsageError("--behind and --period go together: a figure is of an indicator and a period.")
    council = options.open_store(store)
    if agree:
        sys.exit(check_agree.check(council, tables, known_on, within, form, everything))
    check_agree.refuse_alone(tables, within)
    if definitions:
        sys.exit(check_definitions.check(council, form))
    if check is not None:
        sys.exit(check_records.rows_of(council, check, known_on, form))
    if behind is not None and period is not None:
        sys.exit(check_records.behind(council, behind, period, known_on, form))
    sys.exit(_all(council, known_on, everything, form))


def _all(council: "Store", known_on: str | None, everything: bool, form: str) -> int:
    """Print what was found in the files and in the records; return 1 where something needs attention."""
    rows = council.findings()
    faulty = check_definitions.faults(council)
    # Own checks touch own indicators: while any of them is faulty none can be asked.
    doubts = None if faulty else check_records.asked(council, known_on)
    attention = [row for row in rows if row["level"] != "note"]
    shown = rows if everything else attention
    checks = check_records.as_findings(doubts)
    if form == "json":
        output.as_json([{"touches": "", **row} for row in shown] + checks)
    elif form == "csv":
        output.as_csv(COLUMNS, [{"touches": "", **row} for row in shown] + checks)
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
        check_records.tell(doubts, everything=everything)
    check_definitions.tell(council, faulty, quiet=form != "table")
    failing = doubts is not None and any(one.rows for one in doubts.checked)
    return 1 if attention or failing or faulty else 0


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
