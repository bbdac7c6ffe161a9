"""A fan of what is to come: the middle of the runs as a line, the range of eight in ten as a band about it.

Drawn as the trends are: read `charts.py` first. The middle is written at every point that the axis names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrutable.report import drawing
from scrutable.report.charts import DARK_BLUE, GREY, INK, NARROW, WIDE, Form, axis_of_values, config
from scrutable.report.drawing import EDGE
from scrutable.report.frame import Written, before_axis, framed, params


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
    most = max([one.high for one in points] + ([line] if line is not None else []), default=1)
    top, steps = axis_of_values(most, share)
    left = before_axis((f"{at:.0%}" if share else f"{at:,.0f}" for at in steps), form.size)
    across = (form.width - left) / (last + 0.8)
    written = [
        Written((place + 0.4) * across, form.height * (1 - one.middle / top) - form.size, one.text)
        for place, one in enumerate(points)
        if place in named
    ]
    rows = [
        {
            "place": place, "low": one.low, "middle": one.middle, "high": one.high,
            "text": one.text if place in named else "",
        }
        for place, one in enumerate(points)
    ]  # fmt: skip
    labels = [list(one.label) if place in named else [] for place, one in enumerate(points)]
    return {
        **framed(form.width, form.height, form.size, left, max(map(len, labels), default=0), written),
        "data": {"values": rows},
        "params": params(top=top, steps=steps, last=last + 0.4, named=named, labels=labels, line=line),
        "layer": _layers(*_axes(share), form, line),
        "config": config(form),
    }


def _axes(share: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the axis of points and that of values."""
    x = {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [-0.4, {"expr": "last"}], "nice": False},
        "axis": {
            "title": None, "values": {"expr": "named"}, "labelAngle": 0, "labelExpr": "labels[datum.value]",
            "labelOverlap": False, "grid": False,
        },
    }  # fmt: skip
    y = {
        "field": "middle",
        "type": "quantitative",
        "scale": {"domain": [0, {"expr": "top"}], "nice": False},
        "axis": {
            "title": None, "values": {"expr": "steps"}, "tickCount": {"expr": "length(steps)"},
            "format": ".0%" if share else ",d",
        },
    }  # fmt: skip
    return x, y


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
        {
            "mark": {**text, "color": INK, "stroke": EDGE, "strokeWidth": 4},
            "encoding": written,
            "transform": [{"filter": "datum.text !== ''"}],
        },
    ]
    if line is not None:
        rule = {"type": "rule", "color": INK, "strokeDash": [6, 4], "strokeWidth": 1.5}
        layers.insert(
            1, {"mark": rule, "encoding": {"y": {"datum": {"expr": "line"}, "type": "quantitative"}}}
        )
    return layers
