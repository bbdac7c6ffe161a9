"""Points of two shares: is one higher where the other is? Drawn as the trends are: read `charts.py` first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrutable.report import drawing
from scrutable.report.charts import DARK_BLUE, FONT, INK, NARROW, RULE, WIDE, Form
from scrutable.report.drawing import SCHEMA


def drawn(
    points: Sequence[tuple[float, float]], across: str, up: str, chart_id: str, alt: str
) -> tuple[str, str]:
    """Return the points as SVG text in both widths. Both shares run from 0 to 1; `across` and `up` name the axes."""
    wide, narrow = (
        drawing.svg(spec(points, across, up, form), f"{chart_id}-{form.name}", alt) for form in (WIDE, NARROW)
    )
    return wide, narrow


def spec(points: Sequence[tuple[float, float]], across: str, up: str, form: Form) -> dict[str, Any]:
    """Return the Vega-Lite spec of the points."""
    axis = {
        "labelFont": FONT, "labelFontSize": form.size, "labelColor": INK, "titleFont": FONT, "titleColor": INK,
        "titleFontSize": form.size, "titleFontWeight": "normal", "ticks": False, "gridColor": RULE, "domain": False,
    }  # fmt: skip

    def of(name: str, title: str, most: float) -> dict[str, Any]:
        scale = {"domain": [0, min(1.0, max(0.1, most * 1.1))], "nice": False}
        shown = {"format": ".0%", "tickCount": 5, "title": title}
        return {"field": name, "type": "quantitative", "scale": scale, "axis": shown}

    return {
        "$schema": SCHEMA,
        "width": form.width - 90,
        "height": form.height + 40,
        "padding": {"left": 4, "right": 10, "top": 6, "bottom": 4},
        "autosize": {"type": "pad"},
        "background": None,
        "data": {"values": [{"x": x, "y": y} for x, y in points]},
        "mark": {
            "type": "point",
            "filled": False,
            "size": 50,
            "color": DARK_BLUE,
            "strokeWidth": 1.5,
            "opacity": 1,
        },
        "encoding": {
            "x": of("x", across, max((x for x, _ in points), default=1)),
            "y": of("y", up, max((y for _, y in points), default=1)),
        },
        "config": {"font": FONT, "view": {"stroke": None}, "axis": axis},
    }
