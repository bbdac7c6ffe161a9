"""scrutable cases: the list behind a figure."""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.command("cases", short_help="List the cases behind a figure.")
@click.argument("indicator", metavar="ID")
@options.period
@click.option("--where", metavar="BREAKDOWN=PART", help="Only one part, such as sex=Female.")
@options.known_on
@options.store
@options.output_format
def command(
    indicator: str, period: str, where: str | None, known_on: str | None, store: Path, form: str
) -> None:
    """List the cases behind an indicator's figure, the excluded ones with their reasons.

    The figure is a count of this list and of nothing else.
    """
    if where and "=" not in where:
        raise click.BadParameter("write it like sex=Female", param_hint="--where")
    view = options.open_store(store).known_on(known_on)
    part = (where.partition("=")[0], where.partition("=")[2]) if where else None
    listed = view.cases(indicator, period, part)
    rows = listed.to_pylist()
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(listed.column_names, rows)
    else:
        shown = [name for name in listed.column_names if name not in ("authority", "period_end")]
        output.as_table(
            [name.replace("_", " ") for name in shown],
            [[_cell(row[name]) for name in shown] for row in rows],
            title=f"{indicator}, {period}, as known on {view.said}",
        )
        excluded = sum(row["excluded"] is not None for row in rows)
        click.echo(
            f"{len(rows):,} {'case' if len(rows) == 1 else 'cases'} listed"
            + (f", {excluded:,} of them not counted." if excluded else ".")
        )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return (
        {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).removesuffix(" 00:00:00")
    )
