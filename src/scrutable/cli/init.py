"""scrutable init: make a new store."""

from pathlib import Path

import click


@click.command("init", short_help="Make a new store.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--number", default="", help="The council's three-digit number, as DfE has it, such as 999.")
@click.option("--name", default="", help="The council's name, for the report's cover.")
@click.option("--code", default="", help="The council's nine-character ONS code.")
@click.option("--region", default="", help="Its region.")
def command(folder: Path, number: str, name: str, code: str, region: str) -> None:
    """Make a new store in FOLDER.

    Everything asked here can be changed later in FOLDER/scrutable.toml.
    """
    from scrutable.store import init

    init(folder, number=number, name=name, code=code, region=region)
    click.echo(f"Made the store {folder}. Settings: {folder / 'scrutable.toml'}")
    click.echo(f"Next: scrutable load FILE... --store {folder}")
