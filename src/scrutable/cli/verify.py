"""scrutable verify: make a published pack again and compare."""

import sys
from pathlib import Path

import click

from scrutable.cli import options, output


@click.command("verify", short_help="Make a published pack again and compare, byte for byte.")
@click.argument("pack", metavar="PACK")
@options.store
def command(pack: str, store: Path) -> None:
    """Make a published PACK again from the store and compare it with what was published, byte for byte.

    PACK is its name, or a folder with a copy of it, which is compared too. Ends with 0 where all is the same, else
    with 1, and says which file and which figures differ.
    """
    council = options.open_store(store)
    with output.progress() as say:
        found = council.verify(pack, say)
    for name, state in found.again.items():
        click.echo(f"{name}, made again: {state}")
    for name, state in found.copies.items():
        click.echo(f"{name}: {state}")
    for figure in found.figures:
        click.echo(f"  differs: {figure}")
    if found.same:
        click.echo(f"{found.pack} is as it was published, to the byte.")
        return
    if found.version != found.this:
        click.echo(
            f"It was published by scrutable {found.version}; this is {found.this}, which may lay it out otherwise."
        )
    click.echo(f"{found.pack} is not as it was published.", err=True)
    sys.exit(1)
