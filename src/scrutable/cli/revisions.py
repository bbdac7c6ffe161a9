"""scrutable revisions: why a figure is not what it was."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scrutable.cli import options, output

if TYPE_CHECKING:
    from scrutable.figures.revisions import Revision
    from scrutable.indicators.definition import Definition


@click.command("revisions", short_help="Tell why a figure has changed, case by case.")
@click.argument("indicators", nargs=-1, metavar="[ID]...")
@options.period
@click.option(
    "--from",
    "since",
    required=True,
    metavar="DATE",
    help="As it was known at the end of this day (or at a moment).",
)
@click.option(
    "--to", "until", metavar="DATE", help="As it was known then. Default: the day of the latest load."
)
@options.store
@options.output_format
def command(
    indicators: tuple[str, ...], period: str, since: str, until: str | None, store: Path, form: str
) -> None:
    """Tell why the figures of a period have changed between two days: every case that entered, left or changed.

    Each case has one cause, and the causes add up to the change of the figure with nothing left over. Without an ID
    the figures that have moved are listed; with one, its cases too. JSON and CSV have a row a case.
    """
    from scrutable.report.restated import COLUMNS, as_row

    opened = options.open_store(store)
    revisions = opened.revisions(period, since=since, until=until, indicators=indicators)
    if form == "table":
        definitions = {one.id: one for one in opened.definitions()}
        if len(indicators) == 1:
            _one(definitions[revisions[0].after.indicator], revisions[0])
        else:
            _all(definitions, revisions)
        return
    rows = [as_row(revision, change) for revision in revisions for change in revision.changes]
    output.as_json(rows) if form == "json" else output.as_csv(COLUMNS, rows)


def _all(definitions: "dict[str, Definition]", revisions: "list[Revision]") -> None:
    from scrutable.report import restated

    moved = [revision for revision in revisions if revision.moved]
    rows = []
    for revision in moved:
        one = definitions[revision.after.indicator]
        causes = "; ".join(f"{cause.cause}: {restated.how_many(cause)}" for cause in revision.causes())
        rows.append([one.id, *restated.then_and_now(one, revision), causes])
    title = ""
    if revisions:
        title = f"{revisions[0].period.name}, from {revisions[0].before.known_on} to {revisions[0].after.known_on}"
    output.as_table(["Indicator", "It was", "It is", "Because of these cases"], rows, title=title)
    still = len(revisions) - len(moved)
    click.echo(f"{len(moved):,} of {len(revisions):,} figures have changed; {still:,} have not.")


def _one(one: "Definition", revision: "Revision") -> None:
    from scrutable.figures.causes import CAUSES
    from scrutable.report import restated

    before, after = restated.then_and_now(one, revision)
    click.echo(f"{one.id}, {revision.period.name}")
    click.echo(f"  {before}, as known on {revision.before.known_on}")
    click.echo(f"  {after}, as known on {revision.after.known_on}")
    if not revision.known:
        click.echo("Without a figure on both days no change can be told.")
        return
    if not revision.changes:
        click.echo("No case entered, left or changed.")
        return
    causes = [
        [cause.cause, restated.how_many(cause), restated.added(one, cause.adds), CAUSES[cause.cause]]
        for cause in revision.causes()
    ]
    output.as_table(["Cause", "Cases", "Adds", "What it means"], causes, numbers=(2,))
    _cases(one, revision)
    left = revision.remainder()
    whole = (
        "Nothing is left unexplained."
        if left == type(left)()
        else f"Unexplained: {restated.added(one, left)}."
    )
    click.echo(f"All causes together add {restated.added(one, revision.adds)}. {whole}")


def _cases(one: "Definition", revision: "Revision") -> None:
    from scrutable.report import restated

    rows = [
        [
            change.key,
            change.child_id or "",
            change.what,
            change.cause,
            restated.added(one, change.adds),
            restated.differs(change),
            change.row.says() if change.row else "",
        ]
        for change in revision.changes
    ]
    columns = ["Case", "Child", "What", "Cause", "Adds", "How it differs", "Record"]
    output.as_table(columns, rows, numbers=(4,))
