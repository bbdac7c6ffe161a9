"""scrutable cases: the list behind a figure."""

from pathlib import Path
from typing import Any

import click

from scrutable.cli import options, output


@click.command("cases", short_help="List the cases behind a figure.")
@click.argument("indicator", metavar="ID")
@options.period
@click.option("--where", metavar="BREAKDOWN=PART", help="Only one part, such as sex=Female.")
@click.option(
    "--not-written-up",
    is_flag=True,
    help="Only what has been done and is not yet written up: by team, oldest first.",
)
@options.known_on
@options.store
@options.output_format
def command(
    indicator: str,
    period: str,
    where: str | None,
    not_written_up: bool,
    known_on: str | None,
    store: Path,
    form: str,
) -> None:
    """List the cases behind an indicator's figure, the excluded ones with their reasons.

    The figure is a count of this list and of nothing else.

    With --not-written-up: the manager's list of visits, reviews and so on that the records hold as done, but that are
    not written up though the source says of others when they were. What is not counted is not among them.
    """
    if where and "=" not in where:
        raise click.BadParameter("write it like sex=Female", param_hint="--where")
    if where and not_written_up:
        raise click.UsageError("Give either --where or --not-written-up.")
    view = options.open_store(store).known_on(known_on)
    part = (where.partition("=")[0], where.partition("=")[2]) if where else None
    listed = view.not_written_up(indicator, period) if not_written_up else view.cases(indicator, period, part)
    rows = _by_team(listed.to_pylist()) if not_written_up else listed.to_pylist()
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(listed.column_names, rows)
    else:
        unshown = ("authority", "period_end", *(("excluded", "recorded") if not_written_up else ()))
        shown = [name for name in listed.column_names if name not in unshown]
        shown = sorted(shown, key=lambda name: name != "team") if not_written_up else shown
        output.as_table(
            [name.replace("_", " ") for name in shown],
            [[_cell(row[name]) for name in shown] for row in rows],
            title=f"{indicator}, {period}{', not yet written up' * not_written_up}, as known on {view.said}",
        )
        excluded = sum(row["excluded"] is not None for row in rows)
        click.echo(
            f"{len(rows):,} {'case' if len(rows) == 1 else 'cases'} listed"
            + (f", {excluded:,} of them not counted." if excluded else ".")
        )


def _by_team(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows by their team, one that is not recorded last. Within a team they keep their order: oldest first."""
    return sorted(rows, key=lambda row: (row.get("team") is None, row.get("team") or ""))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).removesuffix(" 00:00:00")
    )
