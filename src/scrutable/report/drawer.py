"""The process that draws: a Vega-Lite spec in, its SVG out, a line of JSON each way, until nothing more comes.

What draws (V8) keeps over 100 MB for as long as its process lives: in one of its own that is until the last chart of a
pack. `drawing.py` is the other end.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from typing import Any


def raw_svg(spec: dict[str, Any]) -> str:
    """Return a spec as Vega draws it. The rows stand in `data.values`; what else differs between charts in `params`.

    Specs that differ in nothing else share one compiled form.
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
    drawn: str = vl_convert.vega_to_svg(filled, allowed_base_urls=[])
    return drawn


@lru_cache(maxsize=128)
def _compiled(like: str) -> dict[str, Any]:
    """Return the Vega spec of a Vega-Lite spec, which is not to be changed."""
    import vl_convert

    spec = json.loads(like)
    # Vega would write out what each mark shows, for a reader who is told by the one alt text instead.
    spec["config"] = spec.get("config", {}) | {"aria": False}
    made: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    return made


def main() -> None:
    """Draw what is asked until the other end closes."""
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(raw_svg(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
