"""scrutable promises: what the committee was promised, what chance it had, and what came of it."""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.group("promises", short_help="Write down a promise, list them, or score them.")
def command() -> None:
    """What the committee was promised. Every pack says how each promise stands, and in the end whether it was kept."""


@command.command("add", short_help="Write down a promise, and hear its chance.")
@click.argument("indicator", metavar="INDICATOR")
@click.option("--target", required=True, metavar="PERCENT", help="The share that was promised, such as 58.")
@click.option(
    "--by-date",
    "due",
    required=True,
    metavar="DATE",
    help="By when: the last day of a quarter, whose figure is judged, such as 2019-12-31.",
)
@click.option(
    "--basis",
    required=True,
    type=click.Choice(["finished", "due", "defined"]),
    help="Of the cases finished in the quarter or of those falling due in it; for an indicator that is not the"
    " timeliness of a queue: as it is defined.",
)
@click.option("--by", required=True, metavar="ROLE", help="Who promised it: a role, not a name.")
@click.option("--meeting", required=True, help="At which meeting.")
@click.option("--words", required=True, help="The words in which it was promised.")
@click.option("--on", "made", metavar="DATE", help="The day on which it was promised. Default: today.")
@options.store
def add(
    indicator: str, target: str, due: str, basis: str, by: str, meeting: str, words: str, made: str | None,
    store: Path,
) -> None:  # fmt: skip
    """Write down a promise of an INDICATOR, with its chance as told from what was known on the day it was made.

    A promise without an indicator, a basis or a date is not written down: nobody could say whether it was kept.
    """
    from scrutable.report import outlook, promised

    done, found = options.open_store(store).promise(
        indicator, target=options.share(target), due=options.named_day(due), basis=basis, by=by, meeting=meeting,
        words=words, made=None if made is None else options.named_day(made),
    )  # fmt: skip
    click.echo(f"Promise {done.number} is written down. {promised.at_entry(done)}")
    if found is not None:
        for said in outlook.says(found):
            click.echo(f"\n{said}")


@command.command("list", short_help="List the promises.")
@options.store
@options.output_format
def listed(store: Path, form: str) -> None:
    """List every promise, oldest first, with the chance that it had when it was made."""
    from scrutable.report import promised

    found = options.open_store(store).promises()
    rows = [dict(vars(one)) for one in found]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(promised.FIELDS, rows)
    else:
        output.as_table(promised.LISTED, [promised.listed(one) for one in found], numbers=(0, 5, 7))
        click.echo(f"{len(rows):,} {'promise' if len(rows) == 1 else 'promises'}.")


@command.command("score", short_help="Say how each promise stands.")
@options.known_on
@options.store
@options.output_format
def score(known_on: str | None, store: Path, form: str) -> None:
    """Say of each promise how it stands: its chance now, or whether it was kept, with the running Brier score.

    The Brier score is the mean squared distance of the chances given from what came: 0 is perfect, 0.25 is what saying
    "one in two" each time would have.
    """
    from scrutable.report import promised

    scored = options.open_store(store).score(known_on=known_on)
    rows = [promised.as_row(one) for one in scored]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(promised.SCORED, rows)
    else:
        for one in scored:
            click.echo(f"{one.promise.number}. {promised.says(one)}\n")
        click.echo(promised.running(scored))
