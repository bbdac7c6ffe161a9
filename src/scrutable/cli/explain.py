"""scrutable explain: what an indicator asks and counts, the law it rests on, its worked examples and its SQL."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scrutable.cli import options

if TYPE_CHECKING:
    from scrutable.indicators.definition import Definition

WIDTH, INDENT = 100, 18


@click.command("explain", short_help="Explain an indicator: what it counts, its law, its SQL.")
@click.argument("indicator", metavar="[ID]", required=False)
@click.option("--sql", is_flag=True, help="Only the SQL, whole: to be run in a DuckDB shell on an export.")
@click.option("--period", metavar="PERIOD", default="2019-20Q3", help="With --sql: the period it is to list.")
@click.option(
    "--lake",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("lake"),
    help="With --sql: the folder that scrutable export has written.",
)
@options.store
def command(indicator: str | None, sql: bool, period: str, lake: Path, store: Path) -> None:
    """Explain the indicator ID; without one, list them all, the council's own among them.

    A council's own are those of the store; without a store there are the built-in ones.

    With --sql it prints the case list's SQL whole, its functions and tables written out, for a plain DuckDB shell:

        scrutable explain ehc_requests --sql --period 2019-12 --lake lake | duckdb
    """
    from scrutable.figures.view import find

    definitions = options.definitions(store)
    if indicator is None:
        if sql:
            raise click.UsageError("Say of which indicator: scrutable explain ID --sql")
        _list(definitions)
    elif sql:
        from scrutable.engine.period import parse
        from scrutable.engine.plain import statement

        click.echo(statement(find(indicator, definitions), [parse(period)], lake), nl=False)
    else:
        _explain(find(indicator, definitions), definitions)


def _list(definitions: "Sequence[Definition]") -> None:
    from scrutable.indicators.definition import boards

    for board in boards(definitions):
        click.echo(f"\n{board.title}")
        for definition in definitions:
            if definition.board == board:
                click.echo(f"  {definition.id:<50} {definition.title}")


def _explain(definition: "Definition", definitions: "Sequence[Definition]") -> None:
    from scrutable.indicators.telling import told

    click.echo(f"{definition.title}\n{definition.id}\n\n{definition.question}\n")
    for one in told(definition, {each.id: each for each in definitions}):
        said = f"{one.words} ({one.beside})" if one.beside else one.words
        click.echo(click.wrap_text(said, WIDTH, f"{one.term + ':':<{INDENT}}", " " * INDENT))
    version = f"{definition.hash[:12]}{', of this council' if definition.own else ''}"
    click.echo(f"{'Version:':<{INDENT}}{version}")
    for line in _examples(definition):
        click.echo(line)
    click.echo(f"\nCase list (SQL)\n\n{definition.select.rstrip()}")


def _examples(definition: "Definition") -> Iterator[str]:
    """Yield the worked examples drawn as tables: rows of the register, and the cases that come out."""
    from scrutable.indicators.examples import read

    if not definition.examples.exists():
        yield "\nThere are no worked examples."
        return
    yield "\nWorked examples"
    for example in read(definition.examples):
        yield f"\n{click.wrap_text(example.title, WIDTH)}"
        for drawn in example.drawn:
            yield ""
            yield from table(drawn.name, drawn.columns, [cells for _, cells in drawn.rows])


def table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """Yield the lines of a small table under its name, an empty cell as a dash.

    >>> print("\\n".join(table("cases", ["case_id", "met"], [("P1", "true"), ("P2", None)])))
      cases   case_id  met
              -------  ----
              P1       true
              P2       -
    """
    cells = [[cell or "-" for cell in row] for row in rows]
    wide = [max(len(line[place]) for line in [columns, *cells]) for place in range(len(columns))]
    margin = " " * (len(name) + 5)
    yield f"  {name}   {_row(columns, wide)}"
    yield margin + _row(["-" * width for width in wide], wide)
    if not rows:
        yield f"{margin}(none)"
    for line in cells:
        yield margin + _row(line, wide)


def _row(cells: Sequence[str], wide: Sequence[int]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, wide, strict=True)).rstrip()
