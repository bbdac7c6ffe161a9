"""scrutable commentary: what a service says of a figure, with whose words they are."""

from pathlib import Path
from typing import BinaryIO

import click

from scrutable.cli import options, output
from scrutable.errors import UsageFault


@click.group("commentary", short_help="Add what a service says of a figure, or list it.")
def command() -> None:
    """What a service says of its figures. The newest on a figure stands on its page of the pack, with role and date."""


@command.command("add", short_help="Add a commentary, written in Markdown.")
@click.argument("indicator")
@click.argument("file", type=click.File("rb"))
@options.period
@click.option(
    "--by", required=True, metavar="ROLE", help="Whose words they are: a role, such as Head of SEND."
)
@click.option("--on", "made", metavar="DATE", help="The day that stands beside it. Default: today.")
@options.known_on
@options.store
def add(
    indicator: str,
    file: BinaryIO,
    period: str,
    by: str,
    made: str | None,
    known_on: str | None,
    store: Path,
) -> None:
    """Add a commentary on INDICATOR from FILE, which holds Markdown; - reads standard input.

    Every number in it is looked for among the indicator's figures. One that no figure bears is pointed out, and kept:
    it may be right, and the committee may ask where it comes from.
    """
    council = options.open_store(store)
    said = _text(file.read())
    kept, strange = council.comment(indicator, period, said, by=by, known_on=known_on, made=made)
    click.echo(
        f"Commentary {kept.number} is kept. The next pack of {kept.period} has it on the page of {kept.indicator}."
    )
    if strange:
        click.echo(
            f"No figure of {kept.indicator} bears: {', '.join(strange)}. Check them, and say where they come from."
            " To put it right, add the commentary again: the newest is printed.",
            err=True,
        )


@command.command("list", short_help="List what the services have said.")
@options.store
@options.output_format
def listed(store: Path, form: str) -> None:
    """List every commentary, oldest first. Of several on one figure the newest is printed."""
    rows = [vars(one) for one in options.open_store(store).commentary()]
    headings = {
        "number": "No.", "made": "On", "by": "By", "indicator": "Indicator", "period": "Period", "words": "Words",
    }  # fmt: skip
    output.as_log(form, headings, rows, "commentary", "commentaries")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")  # Windows' Notepad may put a byte-order mark before the text
    except UnicodeDecodeError as error:
        raise UsageFault(
            "U152",
            f"The commentary is not in UTF-8 (byte {error.start + 1}).",
            "Save it as UTF-8: in Notepad, Save as, Encoding.",
        ) from None
