"""A few numbers as bars from nought that lie under each other, each named and its value written at its end.

So nothing depends on colour, and a bar too short to see still has its name and number. Drawn as the trends are: read
`charts.py` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrutable.report import drawing
from scrutable.report.charts import DARK_BLUE, FONT, GREY, INK
from scrutable.report.frame import APART, Written, framed, wide


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, how the value is written, and whether it is spoken of."""

    name: str
    value: float
    text: str
    stressed: bool = True


@dataclass(frozen=True)
class BarForm:
    """How wide a drawing is, and whether names stand before the bars or above them."""

    name: str
    width: int
    step: int  # from bar to bar, in px at full width
    size: int  # of letters
    names: int  # px for the names before the bars; 0: above them


WIDE = BarForm("wide", 590, 26, 14, 290)
NARROW = BarForm("narrow", 286, 44, 13, 0)


def spec(bars: Sequence[Bar], form: BarForm) -> dict[str, Any]:
    """Return the Vega-Lite spec of some bars. Values are counts, none below nought."""
    rows = [
        {
            "place": place,
            "name": bar.name,
            "value": bar.value,
            "text": bar.text,
            "colour": DARK_BLUE if bar.stressed else GREY,
        }
        for place, bar in enumerate(bars)
    ]
    longest = max((bar.text for bar in bars), key=len, default="")
    left = form.names + 4
    after = form.width - left + APART + wide(longest, form.size) / 2
    return {
        **framed(form.width, form.step * len(rows), form.size, left, 0, [Written(after, form.step, longest)]),
        "data": {"values": rows},
        "layer": _layers(max((bar.value for bar in bars), default=0) or 1, form),
        "config": {"font": FONT, "view": {"stroke": None}},
    }


def _layers(most: float, form: BarForm) -> list[dict[str, Any]]:
    """Return the bars, the values after them, and the names before or above them."""
    before = bool(form.names)
    room = (
        {"paddingInner": 0.3, "paddingOuter": 0.15} if before else {"paddingInner": 0.6, "paddingOuter": 0.4}
    )
    y = {"field": "place", "type": "ordinal", "scale": room, "axis": None}
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, most], "nice": False},
        "axis": None,
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    text = {
        "type": "text",
        "fontSize": form.size,
        "font": FONT,
        "color": INK,
        "baseline": "middle",
        "align": "left",
    }
    name = {**text, "x": -form.names, "dy": 0 if before else -form.step // 2 + 2}
    return [
        {"mark": {"type": "bar"}, "encoding": {"y": y, "x": x, "color": colour}},
        {"mark": {**text, "dx": APART}, "encoding": {"y": y, "x": x, "text": {"field": "text"}}},
        {"mark": name, "encoding": {"y": y, "text": {"field": "name"}}},
    ]


def draw(bars: Sequence[Bar], form: BarForm, chart_id: str, alt: str) -> str:
    """Return the bars as SVG text for a page: no outside reference, and no id that another drawing could have."""
    return drawing.svg(spec(bars, form), f"{chart_id}-{form.name}", alt)
