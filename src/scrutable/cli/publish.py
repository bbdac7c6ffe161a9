"""scrutable publish: freeze a pack."""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.command("publish", short_help="Publish a pack: keep it for good, with all it was made from.")
@options.period_or_supplement
@options.known_on
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write its files into this folder; made where it is not there.",
)
@options.store
def command(
    period: str | None, supplement_to: str | None, known_on: str | None, into: Path | None, store: Path
) -> None:
    """Publish a pack, or a supplement to one. What is published is never written over.

    The store keeps its files, every figure, the ids of the cases behind them, the definitions and settings that made
    it, and which loads it rests on. The case ids stay in the store. `scrutable verify` makes it again and compares.
    """
    from scrutable.report.making import FILES
    from scrutable.report.words import joined

    council = options.open_store(store)
    with output.progress() as say:
        made = council.publish(period, into, known_on=known_on, supplement_to=supplement_to, say=say)
    click.echo(f"Published {made.pack}.")
    if into is not None:
        click.echo(f"Its files are in {into}: {joined(FILES)}.")
        click.echo(f"Open it in a browser: {(into / 'pack.html').resolve().as_uri()}")
    click.echo(f"To make it again and compare: scrutable verify {made.pack}")
