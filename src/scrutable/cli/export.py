"""scrutable export: the register as known on one moment, as Parquet files in a lake."""

from pathlib import Path

import click

from scrutable.cli import options, output


@click.command("export", short_help="Write the register as Parquet into a lake of councils.")
@click.option(
    "--to",
    "into",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The lake's folder. It is made where there is none.",
)
@options.known_on
@options.store
def command(into: Path, known_on: str | None, store: Path) -> None:
    """Write the register as known on a moment: DIR/NUMBER/TABLE.parquet, a file for each table that has been loaded.

    Export several councils' stores into one folder, and ask for the figures of all: scrutable figures --lake DIR. An
    export of the same council is replaced whole. The files hold children's records: keep them as you keep the store.
    """
    from scrutable.engine.export import councils, export

    council = options.open_store(store)
    view = council.known_on(known_on)
    with output.progress() as say:
        written = export(view.engine, councils(view.spoken, council.settings), view.known_on, into, say)
    for folder in written:
        click.echo(f"{folder}: as known on {view.said}")
