"""scrutable passport: all that is known of one figure."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import options, output

if TYPE_CHECKING:
    from scrutable.report.passport import Earlier, Passport


@click.command("passport", short_help="Show what a figure rests on and every earlier value of it.")
@click.argument("figure", metavar="FIGURE")
@options.known_on
@options.store
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or programs.",
)
def command(figure: str, known_on: str | None, store: Path, form: str) -> None:
    """Show the passport of a FIGURE: its value and unit, its records and their age, its definition, how to cite it,
    and every earlier value that was published, with the causes of each change.

    FIGURE is its id, as a pack prints it: children_missing/2019-20Q3, or children_missing/2019-20Q3/sex=Female.
    """
    found = options.open_store(store).passport(figure, known_on=known_on)
    if form == "json":
        output.as_json([_as_row(found)])
    else:
        _text(found)


def _text(found: "Passport") -> None:
    from scrutable.report.amounts import in_full

    figure, one = found.figure, found.definition
    facts = [
        ("Figure", found.name.id),
        (
            "Value",
            in_full(one, figure) + (f": {figure.absent}" if figure.absent not in ("", "no cases") else ""),
        ),
        ("Unit", figure.unit),
        ("Period", f"{figure.period.start} to {figure.period_end} ({figure.period.name})"),
        ("As known on", figure.known_on),
        ("Left out", f"{figure.excluded:,}"),
        ("Records", _records(found)),
        ("Definition", f"{one.id} version {one.version}, {one.hash}"),
        ("Cite it as", found.cite),
    ]
    for label, said in facts:
        click.echo(f"{label + ':':<14}{said}")
    click.echo(
        "\nEarlier values that were published:" if found.earlier else "\nNo earlier value was published."
    )
    for each in found.earlier:
        _earlier(found, each)


def _earlier(found: "Passport", each: "Earlier") -> None:
    from scrutable.report import restated

    was, one = each.published, found.definition
    click.echo(f"  {was.pack}: {each.says}, by definition {was.definition[:12]}")
    if each.since is None:
        return
    for cause in each.since.causes():
        click.echo(
            f"      since then {cause.cause}: {restated.how_many(cause)}, {restated.added(one, cause.adds)}"
        )
    if not each.since.changes:
        click.echo("      since then no case has entered, left or changed")


def _records(found: "Passport") -> str:
    if found.records is None:
        return "none had been loaded"
    age = found.records.age(_day(found))
    loads = ", ".join(map(str, found.records.loads))
    return f"loads {loads}; the oldest part taken out on {found.records.taken_out.date()}, {age} days before"


def _day(found: "Passport") -> Any:
    from scrutable.engine.views import moment_of

    return moment_of(found.figure.known_on).date()


def _as_row(found: "Passport") -> dict[str, Any]:
    from scrutable.figures.rows import as_row
    from scrutable.report.restated import as_row as change_row

    return {
        "figure": found.name.id,
        **as_row(found.figure, found.records, _day(found)),
        "definition": found.definition.hash,
        "definition_version": found.definition.version,
        "loads": list(found.records.loads) if found.records else [],
        "cite": found.cite,
        "earlier": [
            {
                **vars(each.published),
                "known_on": each.known_on,
                "changes_since": [change_row(each.since, one) for one in each.since.changes]
                if each.since
                else None,
            }
            for each in found.earlier
        ],
    }
