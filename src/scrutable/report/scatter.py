"""Points of two shares: is one higher where the other is? Drawn as the trends are: read `charts.py` first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrutable.report import drawing
from scrutable.report.charts import DARK_BLUE, FONT, INK, NARROW, RULE, WIDE, Form
from scrutable.report.frame import before_axis, framed


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
    before = before_axis(["100%"], form.size)

    def of(name: str, title: str, most: float, least: int) -> dict[str, Any]:
        scale = {"domain": [0, min(1.0, max(0.1, most * 1.1))], "nice": False}
        shown = {
            "format": ".0%", "tickCount": 5, "title": title, "labelOverlap": False, "minExtent": least,
            "titlePadding": 4,
        }  # fmt: skip
        return {"field": name, "type": "quantitative", "scale": scale, "axis": shown}

    return {
        **framed(form.width, form.height + 40, form.size, before + form.size + 8, 2),
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
            "x": of("x", across, max((x for x, _ in points), default=1), form.size + 4),
            "y": of("y", up, max((y for _, y in points), default=1), before - 2),
        },
        "config": {"font": FONT, "view": {"stroke": None}, "axis": axis},
    }
