"""Draws a Vega-Lite spec to SVG that can stand many to a page: every drawing of the report is made here.

Vega-Lite compiles a spec to Vega, which draws it. Charts that differ only in their rows and in the values of their
params share one compiled form, so that a pack of two hundred compiles some thirty. The same spec gives the same bytes.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from typing import Any

from scrutable.errors import DataFault

EDGE = "white"  # round what is written on a drawing, so that no line crosses it
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def svg(spec: dict[str, Any], name: str, alt: str) -> str:
    """Return a spec as SVG text for a page: no outside reference, and no id that another drawing could have.

    The rows stand in `data.values`; what else differs from chart to chart is best said in `params`.
    """
    import vl_convert

    values = {param["name"]: param["value"] for param in spec.get("params", ())}
    like = spec | {"data": {"values": []}, "params": [{"name": each, "value": None} for each in values]}
    made = _compiled(json.dumps(like))
    first, *others = made["data"]
    filled = made | {
        "data": [first | {"values": spec["data"]["values"]}, *others],
        "signals": [
            one | ({"value": values[one["name"]]} if one["name"] in values else {})
            for one in made.get("signals", ())
        ],
    }
    return settle(vl_convert.vega_to_svg(filled, allowed_base_urls=[]), name, alt)


@lru_cache(maxsize=128)
def _compiled(like: str) -> dict[str, Any]:
    """Return the Vega spec of a Vega-Lite spec, which is not to be changed."""
    import vl_convert

    spec = json.loads(like)
    # Vega would write out what each mark shows, for a reader who is told by the one alt text instead.
    spec["config"] = spec.get("config", {}) | {"aria": False}
    made: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    return made


def settle(svg: str, prefix: str, alt: str) -> str:
    """Make a drawing fit to be one of many in a page: ids of its own, no roles and labels of Vega's, fluid width.

    One alt text stands for the whole; Vega's own, for every axis and mark, would be read out after it.
    """
    svg = re.sub(r'\s(?:role|aria-[a-z]+|class|pointer-events)="[^"]*"', "", svg)
    svg = re.sub(r'\sxmlns(?::xlink)?="[^"]*"', "", svg)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r'<path d="M0,0h0v0h0Z"\s*/>', "", svg)
    svg = svg.replace(f' stroke="{EDGE}"', f' stroke="{EDGE}" paint-order="stroke"')
    head = re.match(r'<svg version="1.1" width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)">', svg)
    if head is None or re.search(r"(?:xlink:)?href=|<(?:script|image|foreignObject)\b", svg):
        raise DataFault("D184", f"The drawing {prefix} is not as expected: no pack was made.")
    size = f'viewBox="{head[3]}" width="{head[1]}" height="{head[2]}"'
    opening = f'<svg {size} role="img" aria-label="{escape(alt, quote=True)}">'
    return opening + svg[head.end() :]
