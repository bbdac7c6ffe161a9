"""The worksheets of figures: one for each indicator with its trend and parts, one of all, and the three clocks.

They are made from the records of pack.json, so that the numbers are the same to the last digit. Each row ends with the
id of its figure, by which it can be cited and opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from scrutable.engine.period import parse
from scrutable.report import opendata, words
from scrutable.report.anatomy import Pack
from scrutable.report.timing import shown_moment
from scrutable.report.worksheets import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Heading,
    Link,
    Value,
    Worksheet,
    percent,
)

Record = Mapping[str, Any]
NO_CASES = "no cases"
ALL = "All"
FIGURE = Heading("Figure")


def of_figures(pack: Pack) -> Iterator[Worksheet]:
    """Yield the table of all figures, then one worksheet an indicator, then what is told of several."""
    if pack.figures:
        boards = {section.id: section.title for section in pack.sections}
        yield _headline(pack.figures, boards)
    yield from (_indicator(record, pack.cover.known_on) for record in pack.figures)
    for made in (
        _standing(pack.figures),
        _clocks(pack.figures),
        _to_come(pack.figures),
        _reasons(pack.figures),
    ):
        if made.rows:
            yield made


def tables_told(pack: Pack) -> set[str]:
    """Return the ids of the pack's tables whose numbers stand in the worksheets of figures."""
    told = {"headline-figures-table"}
    for record in pack.figures:
        one = record["indicator"]
        told |= {f"trend-{one}", f"table-clocks-{one}", *(f"{by}-{one}" for by in record["breakdowns"])}
    return told


def key(record: Record) -> str:
    """Return the key of an indicator's worksheet."""
    return f"figures_{record['indicator']}"


def _headline(records: tuple[dict[str, Any], ...], boards: Mapping[str, str]) -> Worksheet:
    headings = (
        Heading("Indicator"), Heading("Dashboard"), Heading("Counted in"), Heading("Number"), Heading("Out of"),
        Heading("Percentage", 1), Heading("Rate, ratio or average", 2), Heading("In words"), FIGURE,
    )  # fmt: skip
    rows = tuple(
        (
            Link(record["title"], key(record)),
            boards[f"dashboard-{record['dashboard']}"],
            record["unit"],
            _met(record, record),
            _of(record, record),
            _value(record, record) if record["as_percentage"] else NOT_APPLICABLE,
            NOT_APPLICABLE
            if record["as_percentage"] or record["measures"] == "count"
            else _value(record, record),
            record["sentence"],
            record["id"],
        )
        for record in records
    )
    period = parse(records[0]["period"])
    said = ("A share has its number, what it is out of, and its percentage, each in a column.",)
    return Worksheet("all_figures", f"Every indicator, {words.short(period)}", headings, rows, said)


def _indicator(record: Record, known_on: str) -> Worksheet:
    """Return an indicator's worksheet: a row for each period of its trend, then one for each part of this period."""
    figures = [(figure, ALL, ALL) for figure in record["trend"] or [record]]
    for by, parts in record["breakdowns"].items():
        names = opendata.part_names(by, parts)
        figures += [
            (part, words.sentence_case(words.breakdown(by)), name)
            for part, name in zip(parts, names, strict=True)
        ]
    why = any(_no_figure(figure) for figure, _, _ in figures)
    reach = any(figure["without_history"] for figure, _, _ in figures)
    columns = _columns(record)
    rows = tuple(
        (
            words.short(parse(figure["period"])), topic, part,
            *(give(figure) for _, give in columns),
            figure["excluded"], figure["without_a_date"], *((figure["without_history"],) if reach else ()),
            *((_no_figure(figure) or NOT_APPLICABLE,) if why else ()),
            figure["id"],
        )
        for figure, topic, part in figures
    )  # fmt: skip
    headings = (
        Heading("Period"), Heading("Broken down by"), Heading("Part"), *(heading for heading, _ in columns),
        Heading("Listed and not counted"), Heading("Records lacking what it needs"),
        *((Heading("Records not reaching back"),) if reach else ()),
        *((Heading("Why there is no figure"),) if why else ()), FIGURE,
    )  # fmt: skip
    lines = (record["sentence"], f"Counted in: {record['unit']}. As known on {known_on}.")
    return Worksheet(key(record), record["title"], headings, rows, lines)


def _columns(record: Record) -> list[tuple[Heading, Callable[[Record], Value]]]:
    """Return the columns of numbers that an indicator's figures take, and how each is filled."""
    measures, unit = record["measures"], record["unit"]
    met: tuple[Heading, Callable[[Record], Value]] = (Heading("Number"), lambda one: _met(record, one))
    if measures == "count":
        return [met]
    value = {
        "share": Heading("Percentage", 1),
        "rate": Heading("Rate for every 10,000 children", 1),
        "ratio": Heading("Percentage", 1) if record["as_percentage"] else Heading("Ratio", 2),
    }.get(measures, Heading(f"{words.sentence_case(measures)} ({record['amounts_in'] or unit})", 1))
    out_of = "Children in the population" if measures == "rate" else "Out of"
    last: tuple[Heading, Callable[[Record], Value]] = (value, lambda one: _value(record, one))
    base: tuple[Heading, Callable[[Record], Value]] = (Heading(out_of), lambda one: _of(record, one))
    return (
        [met, base, last] if measures in ("share", "rate", "ratio") else [(Heading("Counted"), base[1]), last]
    )


def _met(record: Record, figure: Record) -> Value:
    """Return how many there are, or of a share how many meet the condition. A median has no such number."""
    if record["measures"] not in ("count", "share", "rate", "ratio"):
        return NOT_APPLICABLE
    return _or_mark(figure["numerator"], figure)


def _of(record: Record, figure: Record) -> Value:
    return NOT_APPLICABLE if record["measures"] == "count" else _or_mark(figure["denominator"], figure)


def _value(record: Record, figure: Record) -> Value:
    if figure["value"] is None or not record["as_percentage"]:
        return _or_mark(figure["value"], figure)
    return percent(figure["numerator"], figure["denominator"])


def _or_mark(number: float | None, figure: Record) -> Value:
    """Return a number; where there is none, the mark that says whether it does not apply or is not known."""
    if number is not None:
        return number
    return NOT_APPLICABLE if figure["absent"] == NO_CASES else NOT_AVAILABLE


def _no_figure(figure: Record) -> str:
    return "" if figure["absent"] in ("", NO_CASES) else str(figure["absent"])


def _standing(records: tuple[dict[str, Any], ...]) -> Worksheet:
    """Return how each figure stands: its level, direction and confidence, and whether it is provisional."""
    rows = tuple(
        (
            Link(record["title"], key(record)),
            words.sentence_case(record["status"]),
            *(
                (target["value"], target["tolerance"])
                if (target := record["target"])
                else [NOT_APPLICABLE] * 2
            ),
            words.sentence_case(record["direction"]["verdict"]),
            words.sentence_case(record["direction"]["signal"]) or NOT_APPLICABLE,
            record["direction"]["points"],
            *_by_chance(record),
            _measured_in(record),
            record["to_check"]["rows"] if "to_check" in record else NOT_AVAILABLE,
            record["id"],
        )
        for record in records
        if record["value"] is not None
    )
    titles = (
        "Indicator", "Level: status", "Target", "Tolerance", "Direction", "Sign in the series", "Points in the series",
        "Confidence: by chance from", "Confidence: by chance to", "Target and range in", "Rows that need checking",
    )  # fmt: skip
    said = (
        "Level, direction and confidence are three marks of their own, as on each indicator's page.",
        "By chance: what a service that works the same way would come to 95% of the time.",
        "A figure with rows that need checking is provisional until they are.",
    )
    return Worksheet("how_they_stand", "How each figure stands", (*map(Heading, titles), FIGURE), rows, said)


def _measured_in(record: Record) -> str:
    """Return what a figure's value is measured in."""
    if record["as_percentage"]:
        return "%"
    return "for every 10,000" if record["measures"] == "rate" else record["amounts_in"] or record["unit"]


def _by_chance(record: Record) -> tuple[Value, Value]:
    """Return the ends of the 95% interval, as percentages where the figure is one; a mark where there is none."""
    if record["interval_95"] is None:
        return NOT_APPLICABLE, NOT_APPLICABLE
    lower, upper = (round(100 * end if record["as_percentage"] else end, 1) for end in record["interval_95"])
    return lower, upper


def _clocks(records: tuple[dict[str, Any], ...]) -> Worksheet:
    """Return, for each timed duty, what was due, done in time and on record when the report ran."""
    named = {
        "due": "Due", "in_time": "In time", "not_in_time": "Not in time",
        "recorded_by_then": "In time and on record when it ran", "reached_later": "Of these, in a later delivery",
        "recorded_since": "In time, recorded since", "not_recorded": "In time, not yet written up",
        "recorded_by_source": "Recording dated by the source", "recorded_by_load": "Recording dated by the delivery",
    }  # fmt: skip
    rows = tuple(
        (
            Link(record["title"], key(record)),
            shown_moment(datetime.fromisoformat(record["clocks"]["as_reported"])),
            *(NOT_AVAILABLE if record["clocks"][one] is None else record["clocks"][one] for one in named),
            record["id"],
        )
        for record in records
        if record["clocks"]
    )
    headings = (Heading("Indicator"), Heading("Report of"), *map(Heading, named.values()), FIGURE)
    said = ("Was it late, or only written up late? A duty done in time and recorded later is seen here.",)
    return Worksheet(
        "three_clocks", "Due, done in time, and on record when the report ran", headings, rows, said
    )


def _to_come(records: tuple[dict[str, Any], ...]) -> Worksheet:
    """Return how much of a young figure is still to come, or why that cannot be told."""
    rows = tuple(
        (
            Link(record["title"], key(record)),
            *(
                NOT_AVAILABLE if said[one] is None else said[one]
                for one in ("low", "high", "expected", "past_periods")
            ),
            said["absent"] or NOT_APPLICABLE,
            record["id"],
        )
        for record in records
        if (said := record["still_to_come"])
    )
    titles = (
        "Indicator",
        "At least",
        "At most",
        "Expected",
        "Past periods told from",
        "Why it cannot be told",
    )
    return Worksheet("still_to_come", "Cases still to be written up", (*map(Heading, titles), FIGURE), rows)


def _reasons(records: tuple[dict[str, Any], ...]) -> Worksheet:
    """Return why cases were listed and not counted."""
    rows = tuple(
        (Link(record["title"], key(record)), reason, cases, record["id"])
        for record in records
        for reason, cases in record["reasons_excluded"].items()
    )
    headings = (Heading("Indicator"), Heading("Reason"), Heading("Cases"), FIGURE)
    return Worksheet("left_out", "Cases listed and not counted, by reason", headings, rows)
