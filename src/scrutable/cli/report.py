"""scrutable report: write a draft of the pack."""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.command("report", short_help="Write a draft of the committee's pack.")
@options.period_or_supplement
@options.known_on
@click.option(
    "--into",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into; made where it is not there.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(["member", "officer", "public"]),
    default="member",
    show_default=True,
    help="Who is to read it. An officer's draft begins with what to look at before it is published.",
)
@options.store
def command(
    period: str | None,
    supplement_to: str | None,
    known_on: str | None,
    into: Path,
    audience: str,
    store: Path,
) -> None:
    """Write a draft of the committee's pack: one HTML file to read, the same as a PDF, and every figure as data.

    pack.html and pack.pdf hold the same words. pack.xlsx has every figure as a number, one table a worksheet;
    pack.json has them as data, data.csv by DfE's open data standard with data.meta.csv, and datapackage.json says what
    each file is.

    With --supplement-to, the tabled update to a published pack: only what has moved since, why, and what that does to
    the message. `scrutable publish` takes the same options and freezes what this drafts.
    """
    from scrutable.report.making import FILES
    from scrutable.report.words import joined

    council = options.open_store(store)
    with output.progress() as say:
        pack = council.report(
            period, into, known_on=known_on, supplement_to=supplement_to, audience=audience, say=say
        )
    click.echo(f"Wrote {pack} and beside it {joined([name for name in FILES if name != pack.name])}.")
    click.echo(f"Open it in a browser: {pack.resolve().as_uri()}")
