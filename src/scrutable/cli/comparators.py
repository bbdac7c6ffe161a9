"""scrutable comparators: load what DfE publishes, list what is held, show how an indicator compares."""

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scrutable.cli import options, output
from scrutable.cli.load import expand

if TYPE_CHECKING:
    from scrutable.comparators.ask import Comparison
    from scrutable.comparators.shelf import Answer
    from scrutable.indicators.definition import Definition
    from scrutable.store import Store

RELEASE = ("number", "file", "source", "holds", "version", "many", "released", "loaded_at", "findings")
FINDING = (
    "code", "file", "row", "column", "measure", "part", "area", "period", "says", "do", "unusable", "rows",
)  # fmt: skip
SERVED = ("indicator", "code", "first", "last", "why")
SHOWN = (
    "who", "area", "name", "figure", "numerator", "denominator", "symbol", "reason", "period", "kind", "source", "row",
    "note",
)  # fmt: skip


@click.group("comparators", short_help="Load published figures, and compare with them.")
def command() -> None:
    """Published figures of England, regions, authorities and statistical neighbours.

    They come from files that DfE publishes and are kept in the store; nothing is fetched from anywhere.
    """


@command.command("load", short_help="Load what DfE publishes into the store.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.store
@click.option(
    "--released", metavar="DATE", help="The day on which DfE released the files, where it is known."
)
@click.option("--neighbours-of", "version", metavar="YEAR", default="", help="The year of a neighbour model.")
@click.option("--quiet", is_flag=True, help="No progress.")
def load_command(
    files: tuple[Path, ...], store: Path, released: str | None, version: str, quiet: bool
) -> None:
    """Load FILES: data sets of Explore Education Statistics (CSV, also gzipped), the download of the Local Authority
    Interactive Tool (Parquet or CSV) and its dictionary, statistical neighbours, and the list of authorities.

    A file is recognised by what is in it. A folder stands for the files in it. All are loaded, or none.
    """
    from scrutable.comparators.loading import load

    council = options.open_store(store)
    paths = [path for given in files for path in expand(given)]
    with output.progress() as say:
        done = load(
            council.register.folder, paths, loaded_at=_now(), released=_day(released), version=version,
            say=(lambda _: None) if quiet else say,
        )  # fmt: skip
    rows = [
        [one.file, one.source, one.table, f"{one.holds:,}", f"{sum(f.rows for f in one.findings):,}"
         if one.release else "loaded before"]
        for one in done
    ]  # fmt: skip
    output.as_table(["File", "Source", "Holds", "Values", "Findings"], rows, numbers=(3, 4))
    if any(one.findings for one in done):
        click.echo("What contradicts itself in the published figures: scrutable comparators list --findings")
    click.echo(f"Next: scrutable comparators show ID --store {store}")


@command.command("list", short_help="List what is held.")
@options.store
@click.option(
    "--findings",
    is_flag=True,
    help="Instead: what in the published files contradicts itself, by file and row.",
)
@click.option(
    "--indicators",
    is_flag=True,
    help="Instead: which indicators have a published series, and why others not.",
)
@options.output_format
def list_command(store: Path, findings: bool, indicators: bool, form: str) -> None:
    """List the releases that are held, with the day of release where it is known."""
    from scrutable.comparators import holdings

    council = options.open_store(store)
    folder = council.register.folder
    if indicators:
        rows = [vars(one) for one in holdings.served(folder, council.definitions())]
        _print(SERVED, ["Indicator", "Published as", "From", "To", "Why not"], rows, form)
    elif findings:
        rows = holdings.findings(folder)
        if form == "table":
            _print_findings(rows)
        else:
            _print(FINDING, [], rows, form)
    else:
        heads = ["No.", "File", "Source", "Holds", "Model", "Values", "Released", "Loaded", "Findings"]
        _print(RELEASE, heads, holdings.releases(folder), form)


@command.command("show", short_help="Show how an indicator compares.")
@click.argument("indicator", metavar="ID")
@click.option("--area", metavar="NUMBER", help="The authority. Default: the store's own.")
@click.option("--period", metavar="LABEL", help="As published, such as 2024. Default: the latest.")
@click.option(
    "--neighbours-of", "version", metavar="YEAR", default="", help="The neighbour model. Default: the latest."
)
@click.option("--known-on", metavar="DATE", help="Take our own figure as it was known on this day.")
@options.store
@options.output_format
def show_command(
    indicator: str,
    area: str | None,
    period: str | None,
    version: str,
    known_on: str | None,
    store: Path,
    form: str,
) -> None:
    """Show England, the region, the statistical neighbours, the authority as published, and our own figure.

    ID is an indicator, or the code of a published series.
    """
    from scrutable.comparators.ask import compare
    from scrutable.comparators.loading import reading
    from scrutable.comparators.series import code_of, why_none
    from scrutable.errors import UsageFault

    council = options.open_store(store)
    definition = next((one for one in council.definitions() if one.id == indicator), None)
    code = code_of(indicator, definition.compare) if definition else indicator
    if not code and definition:
        click.echo(f"{definition.title}: no published figure compares with it. {why_none(indicator)}")
        sys.exit(1)
    number = area or council.settings.number
    if not number:
        raise UsageFault(
            "U404", "It is not said which authority is to be compared.", "Give --area NUMBER, such as 872."
        )
    with reading(council.register.folder):
        pass  # says what to load where nothing is
    found = compare(
        council.register.folder, code, number, period, version=version,
        better=definition.better if definition else "neither",  # type: ignore[arg-type]
    )  # fmt: skip
    rows = _rows(found, number, _own(council, definition, found, number, known_on))
    if form == "table":
        _show(found, definition, rows)
    else:
        _print(SHOWN, [], rows, form)


def _own(
    council: "Store", definition: "Definition | None", found: "Comparison", number: str, known_on: str | None
) -> dict[str, Any] | None:
    """Return our own figure for the same days; None where this is not about our own indicator."""
    from scrutable.cli.figures import say
    from scrutable.errors import ScrutableError

    if definition is None or number != council.settings.number:
        return None
    period = found.period.own if found.period else None
    if period is None:
        return {"figure": "", "note": "no period of ours covers the same days"}
    try:
        figure = council.known_on(known_on).figures([definition.id], [period])[0]
    except ScrutableError as error:
        return {"figure": "", "note": error.says}
    if figure.value is None:
        return {"figure": "", "note": f"{period}: {figure.absent}"}
    return {"figure": say(figure, definition), "note": f"{period}, as known on {figure.known_on}"}


def _rows(found: "Comparison", number: str, own: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return a row for England, the region, the neighbours together and one by one, the authority, and ourselves."""
    from scrutable.comparators import saying

    middle, told = saying.of_neighbours(found)
    model = f" ({found.neighbours.version} model)" if found.neighbours.version else ""
    rows = [_row("England", found.england), _row("Region", found.region)]
    rows.append(_blank(f"Median of statistical neighbours{model}", figure=middle, note=told))
    rows.append(_row("Authority, as published", found.ours))
    if own is not None:
        rows.append(_blank("Our own records", area=number, **own))
    closeness = found.neighbours.closeness or ("",) * len(found.of_neighbours)
    for place, (one, close) in enumerate(zip(found.of_neighbours, closeness, strict=True), 1):
        row = _row(f"Neighbour {place}", one)
        rows.append(row | {"note": "; ".join(note for note in (close.lower(), row["note"]) if note)})
    return rows


def _row(who: str, one: "Answer") -> dict[str, Any]:
    from scrutable.comparators import saying
    from scrutable.comparators.shelf import Absent

    period = {"period": one.period.label, "kind": one.period.words} if one.period else {}
    if isinstance(one, Absent):
        return _blank(
            who, area=one.area.code, name=one.area.name, symbol=one.symbol, reason=one.reason, **period
        )
    return _blank(
        who, area=one.area.code, name=one.area.name, figure=saying.answer(one), numerator=_number(one.numerator),
        denominator=_number(one.denominator), source=one.release.words, row=one.row, note=" ".join(one.doubts),
        **period,
    )  # fmt: skip


def _blank(who: str, **said: Any) -> dict[str, Any]:
    return dict.fromkeys(SHOWN, "") | {"who": who} | said


def _number(value: Any) -> str:
    return "" if value is None else format(value, "f")


def _show(found: "Comparison", definition: "Definition | None", rows: list[dict[str, Any]]) -> None:
    from scrutable.comparators import saying

    series = found.series
    click.echo(definition.title if definition else series.title)
    basis = f" Basis: {series.basis}." if series.basis else ""
    click.echo(f"  Published as {series.code}: {series.title}.{basis}")
    if found.period:
        click.echo(f"  Period: {found.period.label} ({found.period.words}).")
    for source in dict.fromkeys(row["source"] for row in rows if row["source"]):
        click.echo(f"  Source: {source}.")
    lines = []
    for row in rows:
        name = row["name"] or row["area"] if row["who"].startswith(("Region", "Neighbour")) else ""
        who = f"{row['who']}: {name}" if name else row["who"]
        if row["who"].startswith("Authority"):
            who = f"{row['name'] or row['area']}, as published"
        parts = " of ".join(f"{Decimal(row[name]):,f}" for name in ("numerator", "denominator") if row[name])
        mark = f"[{row['symbol']}] " if row["symbol"] else ""
        reason = f"{mark}{row['reason']}" if row["reason"] else ""
        lines.append(
            [who, row["figure"] or "none", parts, "; ".join(part for part in (reason, row["note"]) if part)]
        )
    output.as_table(["", "Figure", "Published counts", "Note"], lines)
    if found.rank:
        click.echo(f"Place among authorities: {saying.rank(found.rank)}.")
    if series.caution:
        click.echo(f"Mind: {series.caution}")


def _print(columns: tuple[str, ...], heads: list[str], rows: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        output.as_json([{column: row[column] for column in columns} for row in rows])
    elif form == "csv":
        output.as_csv(columns, rows)
    else:
        output.as_table(
            heads,
            [["" if row[column] is None else _plain(row[column]) for column in columns] for row in rows],
        )


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _print_findings(rows: list[dict[str, Any]]) -> None:
    """Print findings: a line a kind, file and column, with the first rows; JSON and CSV have every one."""
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["code"], row["file"], row["column"] or row["measure"]), []).append(row)
    lines = []
    for (code, file, column), group in groups.items():
        where = ", ".join(str(row["row"]) for row in group[:3] if row["row"] is not None)
        where += f" and {len(group) - 3:,} more" if len(group) > 3 else ""
        used = "not used" if group[0]["unusable"] else "used, and said"
        lines.append(
            [code, f"{sum(row['rows'] for row in group):,}", used, file, column, where, group[0]["says"]]
        )
    heads = ["Code", "Rows", "Value", "File", "Column or measure", "Row", "The first of them"]
    output.as_table(heads, lines, numbers=(1,))


def _now() -> datetime:
    from datetime import UTC

    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _day(text: str | None) -> Any:
    from datetime import date

    from scrutable.errors import UsageFault

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault("U108", f'"{text}" is not a date.', "Write it like 2020-01-06.") from None
