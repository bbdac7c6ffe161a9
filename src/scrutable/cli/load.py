"""scrutable load: read files and bring the register up to them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import load_from, load_unattended, options, output

if TYPE_CHECKING:
    from scrutable.register.loading import LoadReport


@click.command("load", short_help="Load files into the store.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@options.store
@click.option(
    "--extracted-at",
    metavar="DATE",
    help="When the files were extracted. Default: as the file says, else when it was saved.",
)
@click.option(
    "--authority", metavar="NUMBER", help="Whose files these are, where the store is for several councils."
)
@click.option("--quiet", is_flag=True, help="No progress.")
@load_from.options
@load_unattended.options
def command(
    files: tuple[Path, ...],
    store: Path,
    extracted_at: str | None,
    authority: str | None,
    quiet: bool,
    url: str | None,
    schema: str | None,
    password_from: str | None,
    plan_only: bool,
    form: str,
    **watched: Any,
) -> None:
    """Load FILES into the store: SSDA903 (CSVs or XML), CIN census XML, an Annex A workbook or SEND lists, SEN2 (XML or
    COLLECT CSVs), the Standard Safeguarding Dataset (CSV or Parquet, or a database with --from), the workforce census
    XML, the daily feed (JSON), published population estimates, or one CSV for each register table.

    A file is recognised by what is in it. A folder stands for the files in it. All is loaded, or nothing. With --plan
    it is only said what would be read.

    With --watch a folder is watched, and what arrives in it is loaded. Ends with 0 where all is well, 1 where something
    needs attention, 3 or 4 where the load was refused, 5 where there was nothing new.
    """
    if load_unattended.is_watch(files or url, extracted_at, watched):
        sys.exit(load_unattended.watch(store, authority, form, **watched))
    paths = [path for given in files for path in expand(given)]
    address = load_from.address(paths, url, password_from)
    if plan_only:
        load_from.show_plan(paths, address, schema, store)
        return
    council = options.open_store(store)
    with load_unattended.refusals(form, store), output.progress() as say:
        said: dict[str, Any] = {"extracted_at": extracted_at, "authority": authority}
        said["say"] = (lambda _: None) if quiet else say
        if address:
            reports = council.load_from(address, schema=schema, **said)
        else:
            reports = council.load(paths, **said)
    if form == "json":
        sys.exit(load_unattended.as_json(reports, store))
    show(reports)
    if code := tell_what_next(reports, store):
        sys.exit(code)
    click.echo(f"Next: scrutable figures --period PERIOD --store {store}")


def tell_what_next(reports: "Sequence[LoadReport]", store: Path) -> int:
    """Say what needs attention after a load; return the exit code."""
    from scrutable.register.loading import UNNAMED

    if any(report.load is not None and report.authority == UNNAMED for report in reports):
        click.echo(f"No file and no setting says which council this is: its rows are kept under {UNNAMED}.")
        click.echo(f"For another load, put its number into {store / 'scrutable.toml'}, or give --authority.")
    attention = sum(finding.level != "note" for report in reports for finding in report.findings)
    if attention:
        click.echo(f"{attention} findings need attention. See them with: scrutable check --store {store}")
    load_unattended.tell_alerts(store)
    return load_unattended.code_of(reports, store)


def expand(path: Path) -> list[Path]:
    """Return a file as it is, a folder as the files in it (hidden ones left out), in order of name."""
    if not path.is_dir():
        return [path]
    return sorted(inside for inside in path.iterdir() if inside.is_file() and not inside.name.startswith("."))


def show(reports: "Sequence[LoadReport]") -> None:
    """Print what each load did, a line a register table."""
    for report in reports:
        if report.load is None:
            click.echo(f"Already loaded, so nothing was changed: {', '.join(report.files)}")
            continue
        rows = [
            [
                done.table,
                done.source,
                *(f"{count:,}" for count in (done.read, done.new, done.changed, done.closed, done.unusable)),
            ]
            for done in report.counts
        ]
        output.as_table(
            ["Register table", "Source", "Rows read", "New", "Changed", "Closed", "Unusable"],
            rows,
            title=f"Load {report.load}: authority {report.authority}, extracted {report.extracted_at:%d %B %Y %H:%M}",
            numbers=range(2, 7),
        )
