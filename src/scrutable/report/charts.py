"""Trend charts as Vega-Lite specs, drawn to SVG that can stand many to a page.

Counts are bars from zero, shares a line from zero. The colours are the Government Analysis Function's focus
pair: dark blue for what is spoken of, grey for the rest. Values are written on the drawing, so nothing depends on
colour; titles and alt text are text of the page, not of the drawing. The same spec gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any

from scrutable.report import drawing
from scrutable.report.drawing import EDGE
from scrutable.report.frame import Written, before_axis, framed, params, wide

DARK_BLUE, GREY, INK, RULE = "#12436D", "#BFBFBF", "#0b0c0c", "#d9dcde"
BAND, LIMIT, AIM = "#eceff1", "#6b7276", "#801650"  # ordinary variation, its ends, the target
FONT = "Arial, Helvetica, sans-serif"
BESIDE, LETTERS_BESIDE = (
    10,
    8,
)  # px between the drawing and the words of a target beside it; letters of a line


@dataclass(frozen=True)
class Mark:
    """One period of a trend: its axis label (a line each), its value, how the value is written."""

    label: tuple[str, ...]
    value: float | None
    text: str
    stressed: bool = False  # this period, and the same one a year before
    lower: float | None = None  # the range of ordinary variation
    upper: float | None = None
    aim: float | None = None  # the target in force
    aim_text: str = ""


@dataclass(frozen=True)
class Form:
    """How wide a drawing is and how much it can say: on a page, or on a telephone."""

    name: str
    width: int
    height: int
    size: int  # of letters, in px at full width
    every: int  # which periods are named, counted back from the last


WIDE = Form("wide", 590, 160, 14, 1)
NARROW = Form("narrow", 286, 210, 13, 4)


def spec(marks: Sequence[Mark], form: Form, share: bool) -> dict[str, Any]:
    """Return the Vega-Lite spec of a trend. Values of a share run from 0 to 1; a None leaves a gap."""
    largest = (max(mark.value or 0, mark.upper or 0, mark.aim or 0) for mark in marks)
    top, steps = axis_of_values(max(largest, default=0), share)
    rows = [_row(place, marks, form, top if share else None) for place in range(len(marks))]
    labels = _labels(marks, form)
    left = before_axis((f"{at:.0%}" if share else f"{at:,.0f}" for at in steps), form.size)
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, {"expr": "top"}], "nice": False},
        "axis": {"title": None, "values": {"expr": "steps"}, "format": ".0%" if share else ",d"},
    }
    return {
        **framed(
            form.width,
            form.height,
            form.size,
            left,
            max(map(len, labels.values()), default=0),
            _written(rows, marks, form, top, left),
        ),
        "data": {"values": rows},
        "params": params(top=top, steps=steps, labels=[labels.get(place, []) for place in range(len(marks))]),
        "encoding": {"x": _across(len(marks), list(labels))},
        "layer": [
            *_band(marks, y),
            *(_line(y) if share else _bars(y)),
            *_aims(marks, y),
            _values(y, form),  # over all lines, which their white edge breaks
            *_aim_words(marks, y, form),
        ],
        "config": config(form),
    }


def _written(
    rows: Sequence[dict[str, Any]], marks: Sequence[Mark], form: Form, top: float, left: int
) -> Iterator[Written]:
    """Yield where each value, each period and the target's words are written."""
    step = (form.width - left) / max(len(rows), 1)
    for row in rows:
        x = (row["place"] + 0.5) * step
        if row["text"]:
            y = form.height * (1 - row["value"] / top) + row["down"]
            yield Written(x + row["across"], y, row["text"])
    for n, line in enumerate(lines := _aim_lines(marks)):
        y = form.height * (1 - (_last_aim(marks) or 0) / top) + (n - (len(lines) - 1) / 2) * (form.size + 2)
        yield Written(form.width - left + BESIDE + wide(line, form.size) / 2, y, line)
    if rows:  # the last period is always named
        yield Written(x, form.height, max(marks[-1].label, key=len))


def _across(places: int, named: list[int]) -> dict[str, Any]:
    """Return the axis of periods. Each has its place, also without a figure: else it would begin later than it says."""
    axis = {
        "title": None,
        "values": named,
        "labelAngle": 0,
        "labelExpr": "labels[datum.value]",
        "labelOverlap": False,
    }
    scale = {"domain": list(range(places)), "paddingInner": 0.28, "paddingOuter": 0.3}
    return {"field": "place", "type": "ordinal", "scale": scale, "axis": axis}


def draw(marks: Sequence[Mark], form: Form, share: bool, chart_id: str, alt: str) -> str:
    """Return a trend as SVG text for a page: no outside reference, and no id that another drawing could have."""
    return drawing.svg(spec(marks, form, share), f"{chart_id}-{form.name}", alt)


def _row(place: int, marks: Sequence[Mark], form: Form, top: float | None) -> dict[str, Any]:
    """Return one period as the drawing has it; `top` is the top of a line's axis, None for bars."""
    mark = marks[place]
    spoken = mark.stressed or (top is None and form.every == 1 and len(marks) <= 13)
    across, down = (0, 2 - form.size) if top is None else _aside(place, marks, form, top)
    return {
        "place": place,
        "value": mark.value,
        "text": mark.text if spoken and mark.value is not None else "",
        "across": across,
        "down": down,
        "colour": DARK_BLUE if mark.stressed else GREY,
        "lower": mark.lower,
        "upper": mark.upper,
        "aim": mark.aim,
        "phase": sum(_other(before, after) for before, after in pairwise(marks[: place + 1])),
    }


def _other(before: Mark, after: Mark) -> bool:
    """Whether the target changes from one period to the next, so that its line is not drawn through."""
    return before.aim != after.aim


def _aside(place: int, marks: Sequence[Mark], form: Form, top: float) -> tuple[int, int]:
    """Return where to write beside a point of a line, so that the line does not run through the words."""
    here = marks[place].value or 0
    before = marks[place - 1].value if place else None
    after = marks[place + 1].value if place + 1 < len(marks) else None
    rises_in, rises_out = before is not None and before < here, after is not None and after > here
    falls_in, falls_out = before is not None and before > here, after is not None and after < here
    below = form.size + 2
    if here / top * form.height < 2 * form.size:  # no room above the axis
        return (form.size if falls_in else 0), -below
    if (falls_in and not falls_out) or (rises_out and not rises_in):
        return 0, below
    if rises_in and rises_out:
        return form.size, below
    return (form.size if falls_in and falls_out else 0), -below


def _labels(marks: Sequence[Mark], form: Form) -> dict[int, list[str]]:
    """Return which periods the axis names, and how: on a page a year is written where it changes."""
    every = form.every if len(marks) <= 13 else max(form.every, 3)
    named = [place for place in range(len(marks)) if (len(marks) - 1 - place) % every == 0]
    labels, year = {}, ""
    for place in named:
        *lines, last = marks[place].label
        labels[place] = [*lines, last] if last != year or not lines or form.every > 1 else [*lines]
        year = last
    return labels


def _band(marks: Sequence[Mark], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the range of ordinary variation, under all else: its ends are dashed, so that it shows in print."""
    if not any(mark.upper is not None for mark in marks):
        return []
    known = [{"filter": "isValid(datum.upper)"}]
    ends = {"y": {**y, "field": "lower"}, "y2": {"field": "upper"}}
    edge = {"type": "line", "color": LIMIT, "strokeWidth": 1, "strokeDash": [3, 3]}
    return [
        {"mark": {"type": "area", "color": BAND}, "encoding": ends, "transform": known},
        {"mark": edge, "encoding": {"y": {**y, "field": "lower"}}, "transform": known},
        {"mark": edge, "encoding": {"y": {**y, "field": "upper"}}, "transform": known},
    ]


def _aims(marks: Sequence[Mark], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the target's line, broken where the target changes."""
    aims = [mark.aim for mark in marks]
    if not any(aim is not None for aim in aims):
        return []
    at, known = {"y": {**y, "field": "aim"}}, [{"filter": "isValid(datum.aim)"}]
    line = {"type": "line", "color": AIM, "strokeWidth": 2, "strokeDash": [7, 4]}
    if aims[-1] is not None and aims[-1] != (aims[-2] if len(aims) > 1 else None):
        line = {"type": "tick", "color": AIM, "thickness": 2}  # a line of one point is not seen
    return [{"mark": line, "encoding": {**at, "detail": {"field": "phase"}}, "transform": known}]


def _last_aim(marks: Sequence[Mark]) -> float | None:
    """Return the target that was last in force."""
    return next((mark.aim for mark in reversed(marks) if mark.aim is not None), None)


def _aim_lines(marks: Sequence[Mark]) -> list[str]:
    """Return the words of the target that was last in force, in lines that are short enough to stand beside it."""
    words = next((mark.aim_text for mark in reversed(marks) if mark.aim is not None), "")
    return wrap(words, LETTERS_BESIDE)


def _aim_words(marks: Sequence[Mark], y: dict[str, Any], form: Form) -> list[dict[str, Any]]:
    """Return the target's words, right of all that is drawn: on it they would lie over a figure sooner or later."""
    lines = _aim_lines(marks)
    if not lines:
        return []
    last = max(place for place, mark in enumerate(marks) if mark.aim is not None)
    moved = {"align": "left", "baseline": "middle", "dx": BESIDE}
    return [
        {
            "mark": {
                "type": "text", "fontSize": form.size, "color": AIM, "lineHeight": form.size + 2, **moved,
                "dy": -(len(lines) - 1) / 2 * (form.size + 2),
            },
            "encoding": {"x": {"value": "width"}, "y": {**y, "field": "aim"}, "text": {"value": lines}},
            "transform": [{"filter": f"datum.place === {last}"}],
        }
    ]  # fmt: skip


def _line(y: dict[str, Any]) -> list[dict[str, Any]]:
    gaps = {"invalid": "break-paths-show-path-domains"}  # a period without cases is a gap, never nought
    return [
        {"mark": {"type": "line", "color": DARK_BLUE, "strokeWidth": 2.5, **gaps}, "encoding": {"y": y}},
        {
            "mark": {"type": "point", "filled": True, "size": 48, "color": DARK_BLUE, "opacity": 1},
            "encoding": {"y": y},
            "transform": [{"filter": "isValid(datum.value)"}],
        },
    ]


def _bars(y: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "mark": {"type": "bar"},
            "encoding": {"y": y, "color": {"field": "colour", "type": "nominal", "scale": None}},
        },
    ]


def _values(y: dict[str, Any], form: Form) -> dict[str, Any]:
    """Return the values written out, with a white edge, so that no grid line crosses them; `settle` puts it behind."""
    moved = {"dx": {"expr": "datum.across"}, "dy": {"expr": "datum.down"}}
    edged = {"color": INK, "stroke": EDGE, "strokeWidth": 4}
    return {
        "mark": {"type": "text", "fontSize": form.size, "baseline": "middle", **moved, **edged},
        "encoding": {"y": y, "text": {"field": "text"}},
        "transform": [{"filter": "datum.text !== ''"}],
    }


def config(form: Form) -> dict[str, Any]:
    """Return what drawings with axes have in common."""
    axis = {
        "labelFont": FONT,
        "labelFontSize": form.size,
        "labelColor": INK,
        "labelPadding": 6,
        "labelLimit": 0,  # none is cut short; and to look whether one must be takes a third of the drawing's time
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
    }
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"grid": False, "domain": True, "domainColor": INK, "labelLineHeight": form.size + 3},
    }


def axis_of_values(largest: float, share: bool) -> tuple[float, list[float]]:
    """Return the top of an axis from nought, with room over the largest value, and where its lines stand."""
    top, step = _scale(largest, share)
    return top, [round(step * at, 6) for at in range(round(top / step) + 1)]


def _scale(largest: float, share: bool) -> tuple[float, float]:
    """Return the top of the axis and the step of its lines: round numbers, at most six lines, room for labels.

    >>> _scale(106, share=False), _scale(0.31, share=True), _scale(1, share=False)
    ((120, 20), (0.4, 0.1), (2, 1))
    """
    if share:
        aim = largest * 1.08
        step = next((step for step in (0.05, 0.1, 0.2) if step * 5 >= aim), 0.2)
        lines = max(2, math.ceil(round(aim / step, 6)))
        return round(min(lines * step, 1.0), 6), step
    aim = max(largest * 1.08, 1.5)
    size = 10 ** math.floor(math.log10(aim / 5)) if aim > 5 else 1
    whole = next(step for step in (size, 2 * size, 5 * size, 10 * size) if step * 6 >= aim)
    return math.ceil(aim / whole) * whole, whole
