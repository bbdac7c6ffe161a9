"""scrutable corrections: what was wrong, who says so, and the words to be read out."""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.group("corrections", short_help="Log a material correction, or list them.")
def command() -> None:
    """The log of material corrections. The next pack that is published opens with those that none has printed yet."""


@command.command("add", short_help="Log a correction.")
@click.argument("figure", metavar="FIGURE")
@click.option("--by", required=True, metavar="ROLE", help="Who corrects it: a role, such as Service Manager.")
@click.option("--words", required=True, help="The words to be read out to the committee.")
@click.option("--on", "made", metavar="DATE", help="The day on which it is corrected. Default: today.")
@options.store
def add(figure: str, by: str, words: str, made: str | None, store: Path) -> None:
    """Log the correction of a FIGURE, such as children_missing/2019-20Q2.

    The words must count what the figure counts: a number of incidents is refused where the figure counts children.
    """
    done = options.open_store(store).correct(figure, by=by, words=words, made=made)
    click.echo(f"Correction {done.number} is logged. The next pack that is published opens with it.")


@command.command("list", short_help="List the corrections.")
@options.store
@options.output_format
def listed(store: Path, form: str) -> None:
    """List every correction, oldest first, with the packs that have printed it."""
    found = options.open_store(store).corrections()
    rows = [{**vars(one), "printed_in": ", ".join(packs)} for one, packs in found]
    headings = {
        "number": "No.", "made": "Made on", "by": "By", "figure": "Figure", "words": "Words",
        "printed_in": "Printed in",
    }  # fmt: skip
    output.as_log(form, headings, rows, "correction", "corrections")
