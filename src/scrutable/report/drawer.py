"""The process that draws: a Vega-Lite spec in, its SVG out, a line of JSON each way, until nothing more comes.

What draws (V8) keeps over 100 MB for as long as its process lives: in one of its own that is until the last chart of a
pack. `drawing.py` is the other end.

Vega asks the machine's fonts how wide each text is, which is most of the time that a drawing takes, and is answered
otherwise on another machine. Our drawings have their room laid out beforehand (`frame.py`), so that Vega need not know:
it is given empty texts that bear their words as a description, and the words are written in when it has drawn.
"""

from __future__ import annotations

import json
import re
import sys
from functools import lru_cache
from html import unescape
from typing import Any
from xml.sax.saxutils import escape

SIZE = ("width", "height", "padding")


def raw_svg(spec: dict[str, Any]) -> str:
    """Return a spec as Vega draws it. The rows stand in `data.values`; what else differs between charts in `params`.

    Specs that differ in nothing else but their size share one compiled form.
    """
    import vl_convert

    values = {param["name"]: param["value"] for param in spec.get("params", ())}
    like = spec | {"data": {"values": []}, "params": [{"name": each, "value": None} for each in values]}
    made = _compiled(json.dumps(like | dict.fromkeys(SIZE, 99))) | {name: spec[name] for name in SIZE}
    first, *others = made["data"]
    filled = made | {
        "data": [first | {"values": spec["data"]["values"]}, *others],
        "signals": [
            one | ({"value": values[one["name"]]} if one["name"] in values else {})
            for one in made.get("signals", ())
        ],
    }
    return _written(vl_convert.vega_to_svg(filled, allowed_base_urls=[]))


@lru_cache(maxsize=128)
def _compiled(like: str) -> dict[str, Any]:
    """Return the Vega spec of a Vega-Lite spec, which is not to be changed."""
    import vl_convert

    spec = json.loads(like)
    # Vega would write out what each mark shows, for a reader who is told by the one alt text instead.
    spec["config"] = spec.get("config", {}) | {"aria": False}
    made: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    for axis in made.get("axes", ()):
        if axis.get("labels", True):
            update = axis.setdefault("encode", {}).setdefault("labels", {}).setdefault("update", {})
            _unwrite(update, update.get("text", {"signal": "datum.label"}))
    for mark in made["marks"]:
        if mark["type"] == "text":
            _unwrite(mark["encode"]["update"], mark["encode"]["update"]["text"])
    return made


def _unwrite(update: dict[str, Any], text: dict[str, Any]) -> None:
    """Have a text be drawn without its words, which it bears as its description: of several lines, one each."""
    said = f"({text['signal']})" if "signal" in text else json.dumps(text["value"])
    joined = f"(isArray({said}) ? join({said}, '\\n') : {said})"
    update["description"] = {"signal": joined}
    update["text"] = {"signal": f"isArray({said}) ? split(replace({joined}, /[^\\n]+/g, ''), '\\n') : ''"}


def _written(svg: str) -> str:
    """Return a drawing with the words of each text written in, line by line."""

    def fill(found: re.Match[str]) -> str:
        lines = iter(unescape(found[1]).split("\n"))
        if found[3] is None:
            return f"<text{found[2]}>{escape(next(lines))}</text>"
        filled = re.sub(
            r"<tspan([^>]*)/>", lambda span: f"<tspan{span[1]}>{escape(next(lines))}</tspan>", found[3]
        )
        return f"<text{found[2]}>{filled}</text>"

    return re.sub(
        r'<text aria-label="([^"]*)" role="[^"]*" aria-roledescription="[^"]*"([^>]*?)(?:/>|>(.*?)</text>)',
        fill,
        svg,
    )


def main() -> None:
    """Draw what is asked until the other end closes."""
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(raw_svg(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
