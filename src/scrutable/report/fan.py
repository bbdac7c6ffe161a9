"""A fan of what is to come: the middle of the runs as a line, the range of eight in ten as a band about it.

Drawn as the trends are: read `charts.py` first. The middle is written at every point that the axis names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrutable.report import drawing
from scrutable.report.charts import DARK_BLUE, FONT, GREY, INK, NARROW, RULE, WIDE, Form
from scrutable.report.drawing import SCHEMA


@dataclass(frozen=True)
class Spread:
    """One point: its label (a line each), the low end, the middle and the high end, and how the middle is written."""

    label: tuple[str, ...]
    low: float
    middle: float
    high: float
    text: str


def drawn(
    points: Sequence[Spread], share: bool, line: float | None, chart_id: str, alt: str
) -> tuple[str, str]:
    """Return a fan as SVG text in both widths. `line` is a target across it. Shares run from 0 to 1."""
    wide, narrow = (
        drawing.svg(spec(points, form, share, line), f"{chart_id}-{form.name}", alt)
        for form in (WIDE, NARROW)
    )
    return wide, narrow


def spec(points: Sequence[Spread], form: Form, share: bool, line: float | None = None) -> dict[str, Any]:
    """Return the Vega-Lite spec of a fan."""
    every = max(1, -(-len(points) // (7 if form.every == 1 else 4)))
    last = len(points) - 1
    named = [place for place in range(len(points)) if (last - place) % every == 0]
    rows = [
        {
            "place": place, "low": one.low, "middle": one.middle, "high": one.high,
            "text": one.text if place in named else "",
        }
        for place, one in enumerate(points)
    ]  # fmt: skip
    most = max([one.high for one in points] + ([line] if line is not None else []), default=1)
    top = min(1.0, max(0.1, most * 1.15)) if share else max(2.0, most * 1.15)
    labels = {place: list(points[place].label) for place in named}
    x = {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [-0.4, last + 0.4], "nice": False},
        "axis": {"title": None, "values": named, "labelAngle": 0, "labelExpr": _expr(labels), "grid": False},
    }
    axis: dict[str, Any] = {"title": None, "format": ".0%" if share else ",d", "tickCount": 5}
    if not share:
        axis["tickMinStep"] = 1
    y = {
        "field": "middle",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": not share},
        "axis": axis,
    }
    return {
        "$schema": SCHEMA,
        "width": form.width - 62,
        "height": form.height,
        "padding": {"left": 4, "right": 6, "top": 6, "bottom": 4},
        "autosize": {"type": "pad"},
        "background": None,
        "data": {"values": rows},
        "layer": _layers(x, y, form, line),
        "config": _config(form),
    }


def _layers(x: dict[str, Any], y: dict[str, Any], form: Form, line: float | None) -> list[dict[str, Any]]:
    text = {"type": "text", "fontSize": form.size, "dy": -form.size, "baseline": "middle"}
    written = {"x": x, "y": y, "text": {"field": "text"}}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "color": GREY, "opacity": 0.6},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {"mark": {"type": "line", "color": DARK_BLUE, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "point", "filled": True, "size": 48, "color": DARK_BLUE, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {"mark": {**text, "color": "white", "stroke": "white", "strokeWidth": 4}, "encoding": written},
        {"mark": {**text, "color": INK}, "encoding": written},
    ]
    if line is not None:
        rule = {"type": "rule", "color": INK, "strokeDash": [6, 4], "strokeWidth": 1.5}
        layers.insert(1, {"mark": rule, "encoding": {"y": {"datum": line}}})
    return layers


def _expr(labels: dict[int, list[str]]) -> str:
    cases = [f"datum.value === {place} ? {lines!r}" for place, lines in labels.items()]
    return " : ".join([*cases, "''"])


def _config(form: Form) -> dict[str, Any]:
    axis = {
        "labelFont": FONT, "labelFontSize": form.size, "labelColor": INK, "labelPadding": 6, "domain": False,
        "ticks": False, "gridColor": RULE,
    }  # fmt: skip
    across = {"domain": True, "domainColor": INK, "labelLineHeight": form.size + 3}
    return {"font": FONT, "view": {"stroke": None}, "axis": axis, "axisX": across}
