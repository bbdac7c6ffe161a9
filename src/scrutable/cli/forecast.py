"""scrutable forecast: what the queue behind an indicator will show at each coming month end."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scrutable.cli import options, output

if TYPE_CHECKING:
    from scrutable.backlog.forecast import Forecast

DISCIPLINES = ("as-now", "oldest-first", "on-time-first", "newest-first")


@click.command("forecast", short_help="Forecast the timeliness of a queue, and what a target would take.")
@click.argument("indicator", metavar="INDICATOR")
@click.option(
    "--until",
    required=True,
    metavar="DATE",
    help="The month end to look ahead to; at most 24 months after the records.",
)
@click.option("--target", metavar="PERCENT", help="The share in time to be met, such as 58.")
@click.option(
    "--basis",
    type=click.Choice(["finished", "due"]),
    help="Of the cases finished in the three months, or of those falling due. Default: the indicator's own.",
)
@click.option(
    "--discipline",
    type=click.Choice(DISCIPLINES),
    default="as-now",
    show_default=True,
    help="The order in which cases are taken. As now: as much of the work goes to those still in time as did.",
)
@click.option(
    "--runs", type=click.IntRange(100, 100_000), default=10_000, show_default=True, help="How many runs."
)
@options.known_on
@options.store
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="table for reading, json for programs.",
)
def command(
    indicator: str,
    until: str,
    target: str | None,
    basis: str | None,
    discipline: str,
    runs: int,
    known_on: str | None,
    store: Path,
    form: str,
) -> None:
    """Forecast an INDICATOR of a queue, such as ehc_plans_within_20_weeks, from the cases open on the day of the
    records.

    Each month end ends three months, whose share in time is told with the cases then overdue. The weeks to come are
    drawn from the council's own of the last two years. With a target: its chance, the most that arithmetic allows, and
    the capacity it would take. How such forecasts have done in the past is printed beside it. Where the records are
    too few to forecast from, that is said, and only what arithmetic gives is given.
    """
    from scrutable.report import outlook

    found = options.open_store(store).forecast(
        indicator,
        options.named_day(until),
        target=None if target is None else options.share(target),
        basis=basis or "",
        discipline=discipline,
        runs=runs,
        known_on=known_on,
    )
    if form == "json":
        output.as_json([outlook.as_json(found)])
    else:
        _show(found)


def _show(found: "Forecast") -> None:
    from scrutable.report import outlook, words

    click.echo(f"{found.indicator}, as known on {found.known_on}")
    for said in outlook.says(found):
        click.echo(f"\n{said}")
    if found.months:
        click.echo()
        output.as_table(outlook.COLUMNS, [outlook.row(one) for one in found.months], numbers=range(1, 8))
    if found.grid:
        rows = [
            [words.tenths(weekly), outlook.percent(chance), words.number(round(late))]
            for weekly, chance, late in found.grid
        ]
        title = f"Finished a week from {found.since}, and what {found.last} would show"
        output.as_table(
            ["A week", "Chance of the target", "Overdue then"], rows, title=title, numbers=(0, 1, 2)
        )
    if found.months:
        click.echo(f"{found.runs:,} runs from fixed seeds: the same records give the same numbers.")
