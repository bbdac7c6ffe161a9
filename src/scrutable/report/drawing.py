"""Draws a Vega-Lite spec to SVG that can stand many to a page: every drawing of the report is made here.

Vega draws in this process, or, of a whole pack, in one of its own: `drawer.py`. The same spec gives the same bytes.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import Any

from scrutable import processes
from scrutable.errors import DataFault
from scrutable.report.drawer import raw_svg

EDGE = "white"  # round what is written on a drawing, so that no line crosses it
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_drawer: ContextVar[subprocess.Popen[bytes] | None] = ContextVar(
    "drawer", default=None
)  # the process that draws


def svg(spec: dict[str, Any], name: str, alt: str) -> str:
    """Return a spec as SVG text for a page: no outside reference, and no id that another drawing could have."""
    drawer = _drawer.get()
    return settle(raw_svg(spec) if drawer is None else _ask(drawer, spec, name), name, alt)


@contextmanager
def apart() -> Iterator[None]:
    """Have what is drawn meanwhile be drawn in a process of its own, where one can be started."""
    try:
        drawer = processes.start("scrutable.report.drawer")
    except OSError:
        drawer = None
    if drawer is None:
        yield
        return
    before = _drawer.set(drawer)
    try:
        yield
    finally:
        _drawer.reset(before)
        drawer.communicate()  # closes its input, at which it ends


def _ask(drawer: subprocess.Popen[bytes], spec: dict[str, Any], name: str) -> str:
    assert drawer.stdin is not None and drawer.stdout is not None
    try:
        drawer.stdin.write(json.dumps(spec).encode() + b"\n")
        drawer.stdin.flush()
        drawn: str = json.loads(drawer.stdout.readline())
    except (OSError, ValueError):
        raise DataFault(
            "D188",
            f"The process that draws stopped at {name}: no pack was made.",
            "Try again; with more memory free.",
        ) from None
    return drawn


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
