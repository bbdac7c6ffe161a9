"""scrutable figures: the figures of a period, whole or by a breakdown."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scrutable.cli import options, output

if TYPE_CHECKING:
    from scrutable.figures.clocks import Clocks
    from scrutable.figures.figure import Figure
    from scrutable.figures.view import View
    from scrutable.indicators.definition import Definition

COLUMNS = (
    "indicator", "period", "period_start", "period_end", "breakdown", "numerator", "denominator", "value", "excluded",
    "unit", "known_on", "absent", "records_taken_out", "records_age_days",
)  # fmt: skip
CLOCKS = (
    "indicator", "period", "period_start", "period_end", "breakdown", "due", "in_time", "recorded_by_then",
    "reached_later", "recorded_since", "not_recorded", "recorded_by_source", "recorded_by_load", "unit", "as_reported",
    "known_on", "absent",
)  # fmt: skip


@click.command("figures", short_help="Print the figures of a period.")
@click.argument("indicators", nargs=-1, metavar="[ID]...")
@options.period
@click.option(
    "--by",
    metavar="BREAKDOWN",
    help="A part for each: sex, age_band, ethnicity, disability, send, care_status, or one of the indicator's own.",
)
@click.option(
    "--trend", metavar="N", type=click.IntRange(1, 240), default=1, help="Also the periods before: N in all."
)
@click.option(
    "--clocks",
    is_flag=True,
    help="Of what was due and done in time: what was on record when a report ran, what since, and what still is not.",
)
@click.option(
    "--as-reported",
    metavar="DATE",
    help="With --clocks: the moment of that report. Default: the moment that --known-on speaks from.",
)
@options.known_on
@options.store
@click.option(
    "--lake",
    type=click.Path(path_type=Path, file_okay=False),
    help="Instead of a store: a folder of many councils' exports (scrutable export). --by authority tells them apart.",
)
@click.option(
    "--council", "councils", metavar="NUMBER", multiple=True, help="Of a lake only this council; repeat it."
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What reads a lake.",
)
@options.output_format
def command(
    indicators: tuple[str, ...],
    period: str,
    by: str | None,
    trend: int,
    clocks: bool,
    as_reported: str | None,
    known_on: str | None,
    store: Path,
    lake: Path | None,
    councils: tuple[str, ...],
    engine: str,
    form: str,
) -> None:
    """Print the figures of the indicators named, or of all.

    Every share comes with its parts: how many of how many. JSON has one object a figure, with the keys indicator,
    period, period_start, period_end, breakdown, numerator, denominator, value (a share is 0 to 1), excluded, unit,
    known_on, absent, which says why there is no value, and records_taken_out and records_age_days, which say how old
    the records behind it were on the day it speaks from.

    With --clocks there are, for each timed duty, due and in_time; of those in time recorded_by_then, recorded_since and
    not_recorded, which add up to it; reached_later, those of the first that were loaded after the report; and how many
    dates of recording are the source's and how many the load's.
    """
    from scrutable.engine.period import parse
    from scrutable.figures.rows import as_row

    if as_reported and not clocks:
        raise click.UsageError("--as-reported is for the three clocks: give --clocks too.")
    if lake is None and (councils or engine != "duckdb"):
        raise click.UsageError("--council and --engine are for a lake: give its folder with --lake.")
    if lake is not None and known_on:
        raise click.UsageError(
            "A lake speaks from the moments of its exports: give --known-on to scrutable export."
        )
    view = _lake(lake, councils, engine) if lake else options.open_store(store).known_on(known_on)
    ids = list(indicators) or [one.id for one in view.definitions if not clocks or view.is_timed(one.id)]
    if by and not indicators:
        ids = [one for one in ids if by in view.breakdowns(one)]
    periods = parse(period).run_up(trend)
    if clocks:
        _print_clocks(view.clocks(ids, periods, as_reported, by, whole=form == "table" or not by), by, form)
        return
    found = view.figures(ids, periods, by, whole=form == "table" or not by)
    day = view.known_on.date()
    rows = [as_row(figure, view.records(figure.indicator), day) for figure in found]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(COLUMNS, rows)
    else:
        _table(found, by, view)


def _print_clocks(told: "list[Clocks]", by: str | None, form: str) -> None:
    from scrutable.figures.clocks import as_row

    if form == "json":
        output.as_json([as_row(one) for one in told])
    elif form == "csv":
        output.as_csv(CLOCKS, [as_row(one) for one in told])
    else:
        _clocks_table(told, by)


def _clocks_table(told: "list[Clocks]", by: str | None) -> None:
    from scrutable.report.timing import note

    part = [by.replace("_", " ").capitalize()] if by else []
    then = f"By {told[0].asked_at:%Y-%m-%d}" if told else "By then"
    columns = ["Indicator", "Period", *part, "Due", "In time", then, "Since", "Still not", "Note"]
    rows = []
    for one in told:
        numbers = (one.due, one.in_time, one.recorded_by_then, one.recorded_since, one.not_recorded)
        name = [str(one.figure.breakdown if one.figure.by else "All")] if by else []
        texts = ["" if number is None else f"{number:,}" for number in numbers]
        rows.append([one.figure.indicator, one.figure.period.name, *name, *texts, note(one)])
    first = 2 + len(part)
    title = f"Due, done in time, and on record when: as known on {told[0].figure.known_on}" if told else ""
    output.as_table(columns, rows, title=title, numbers=range(first, first + 5))


def _lake(folder: Path, councils: tuple[str, ...], engine: str) -> "View":
    from scrutable.figures.lake import open_lake

    return open_lake(folder, councils, engine)


def _table(figures: "list[Figure]", by: str | None, view: "View") -> None:
    columns = [
        "Indicator",
        "Period",
        *([by.replace("_", " ").capitalize()] if by else []),
        "Figure",
        "Excluded",
        "Age",
        "Note",
    ]
    rows = []
    for figure in figures:
        definition = view.definition(figure.indicator)
        part = [figure.breakdown if figure.by else "All"] if by else []
        excluded = f"{figure.excluded:,}" if figure.excluded else ""
        rows.append(
            [
                figure.indicator,
                figure.period.name,
                *map(str, part),
                say(figure, definition),
                excluded,
                _age(figure, view),
                "; ".join([*_notes(figure, definition, by), *_awaited(figure, view)]),
            ]
        )
    output.as_table(
        columns,
        rows,
        title=f"As known on {figures[0].known_on}" if figures else "",
        numbers=(len(columns) - 3, len(columns) - 2),
    )


def _age(figure: "Figure", view: "View") -> str:
    """Return how old the records behind a figure were on the day it speaks from: "0 days"."""
    from scrutable.report.words import ago

    records = view.records(figure.indicator)
    return ago(records.age(view.known_on.date())) if records else ""


def _notes(figure: "Figure", definition: "Definition", by: str | None) -> list[str]:
    """Return what a reader should know of a figure before using it."""
    notes = [figure.absent] if figure.value is None and figure.absent != "no cases" else []
    if figure.unknown and figure.value is not None:
        then = "count as not met" if figure.measures == "share" else "are left out"
        notes.append(f"{figure.unknown:,} could not be judged and {then}")
    if figure.lacking and figure.value is not None:
        notes.append(f"for {figure.lacking:,} the records do not reach back far enough")
    if definition.variant_of:
        notes.append("this council's own variant")
    if by and not figure.by and figure.measures in ("median", "mean"):
        notes.append("does not add up over its parts")
    if figure.to_date and figure.value is not None:
        notes.append("to date")
    return notes


def _awaited(figure: "Figure", view: "View") -> list[str]:
    """Return how much of a young figure is still to come, where that can be told."""
    from scrutable.report.awaiting import note

    if figure.by or figure.value is None:
        return []
    return note(view.awaited(figure.indicator, figure.period), view.definition(figure.indicator))


def say(figure: "Figure", definition: "Definition") -> str:
    """Return a figure with its parts and its unit: "14 of 100 plans (14%)", "49 children"."""
    from scrutable.report.amounts import in_full

    return in_full(definition, figure)
