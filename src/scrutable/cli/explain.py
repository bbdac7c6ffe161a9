"""scrutable explain: what an indicator asks and counts, the law it rests on, and its SQL."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scrutable.indicators.definition import Definition


@click.command("explain", short_help="Explain an indicator: what it counts, its law, its SQL.")
@click.argument("indicator", metavar="[ID]", required=False)
def command(indicator: str | None) -> None:
    """Explain the indicator ID; without one, list them all."""
    from scrutable.figures.view import find
    from scrutable.indicators.definition import catalogue, dashboards

    if indicator:
        _explain(find(indicator))
        return
    for dashboard in dashboards():
        click.echo(f"\n{dashboard.title}")
        for definition in catalogue():
            if definition.dashboard == dashboard.id:
                click.echo(f"  {definition.id:<50} {definition.title}")


def _explain(definition: "Definition") -> None:
    click.echo(f"{definition.title}\n{definition.id}\n\n{definition.question}\n")
    facts = {
        "Measures": f"{definition.measures} of {definition.plural}",
        "Better": definition.better,
        "Limit": definition.limit,
        "Excludes": ", ".join(definition.excludes),
        "Read beside": definition.beside,
        "Published as": definition.compare,
        "Rests on": definition.basis,
        "Source": definition.source,
        "Certainty": definition.certainty + (f": {definition.uncertain}" if definition.uncertain else ""),
        "Breakdowns": ", ".join(definition.breakdowns),
        "Version": definition.hash[:12],
    }
    for name, said in facts.items():
        if said:
            click.echo(click.wrap_text(said, 100, f"{name + ':':<14}", " " * 14))
    click.echo(f"\nCase list (SQL):\n\n{definition.select.rstrip()}")
