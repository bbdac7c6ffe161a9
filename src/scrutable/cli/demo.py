"""scrutable demo: an invented council's files, loaded and reported like a real one's."""

from pathlib import Path

import click

from scrutable.cli import load, output

PERIOD, KNOWN_ON = "2019-20Q3", "2020-01-06"


@click.command("demo", short_help="Make an invented council: its files, store and reports.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-council"),
    show_default=True,
    help="The folder to make.",
)
@click.option(
    "--ssd",
    is_flag=True,
    help="Also write the council's extract of the Standard Safeguarding Dataset, for you to load.",
)
def command(into: Path, ssd: bool) -> None:
    """Make Westmarch Borough Council, which does not exist: its files, its store, its reports of October 2019 and
    January 2020, the update that was tabled a fortnight later, and the report of March, which answers what the
    committee asked in January.

    The files are in the formats of the statutory returns and are loaded by the ordinary route.
    """
    from scrutable.demo import files_ssd, journey

    with output.progress() as say:
        made = journey.make(into, PERIOD, KNOWN_ON, say)
        extract = files_ssd.write_latest(into / "ssd", say) if ssd else None
    load.show(made.loads)
    click.echo(f"\nFiles:  {into / 'files'}\nStore:  {into / 'store'}\nReport: {made.pack}")
    click.echo(f"Update: {made.supplement}, tabled a fortnight later: what had moved, and why")
    click.echo(f"March:  {made.following}, with the committee's requests of January answered\n")
    click.echo(f"Open the report in a browser: {made.pack.resolve().as_uri()}")
    click.echo("Then ask it something:")
    for question in (
        f"scrutable figures --period {PERIOD} --known-on {KNOWN_ON}",
        f"scrutable cases ehc_plans_within_20_weeks --period {PERIOD} --known-on {KNOWN_ON}",
        f"scrutable figures agency_social_workers --period {PERIOD} --by department",
        f"scrutable revisions child_protection_visits_in_time --period {PERIOD} --from {KNOWN_ON}",
        "scrutable forecast ehc_plans_within_20_weeks --until 2020-12-31 --target 58",
        f"scrutable promises score --known-on {KNOWN_ON}",
        "scrutable requests show 1 --again",
        f"scrutable passport child_protection_visits_in_time/{PERIOD}",
    ):
        click.echo(f"  {question} --store {into / 'store'}")
    if extract:
        click.echo(
            f"\nSSD:    {extract}, the same cases as the council's dataset has them. The store does not hold them."
        )
        click.echo(
            "Load them beside the returns, and see whether the two agree. From then on the dataset speaks for the"
        )
        click.echo(
            f"tables that no CSV brings; [speaks] in {into / 'store' / 'scrutable.toml'} changes that."
        )
        click.echo(f"  scrutable load {extract} --extracted-at {extract.name}T18:00 --store {into / 'store'}")
        click.echo(f"  scrutable check --agree --store {into / 'store'}")
