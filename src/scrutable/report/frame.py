"""How much room a drawing keeps round it for what is written, told from the text alone.

Vega would ask the fonts of the machine, and a drawing would come out otherwise on another machine. The letters of
Arial, and of those made to its measure, are of one width everywhere: what a label is written with is here, in ems.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scrutable.report.drawing import SCHEMA

EMS = (
    dict.fromkeys("0123456789", 0.556)
    | dict.fromkeys(",. ", 0.278)
    | {"%": 0.889, "m": 0.833, "M": 0.833, "W": 0.944}
)
LETTER, CAPITAL = 0.722, 0.778  # the widest of the others
APART = 6  # px between an axis and its labels
MARGIN = 4
HALF = 0.61  # of a line of letters, in ems: what stands over the middle of it


@dataclass(frozen=True)
class Written:
    """A text on a drawing: the middle of it, in px from the left and the top of what is drawn."""

    x: float
    y: float
    text: str


def wide(text: str, size: int) -> int:
    """Return how wide a text is at most, in px, in letters of a size.

    >>> wide("100%", 14), wide("12,000", 14)
    (36, 43)
    """
    ems = sum(EMS.get(letter, CAPITAL if letter.isupper() else LETTER) for letter in text)
    return math.ceil(ems * size)


def before_axis(labels: Iterable[str], size: int) -> int:
    """Return the room left of an axis of values for its labels, in px."""
    return MARGIN + APART + max((wide(label, size) for label in labels), default=0)


def params(**values: object) -> list[dict[str, object]]:
    """Return what differs between drawings of one form, as a spec has it."""
    return [{"name": name, "value": value} for name, value in values.items()]


def framed(
    width: int, height: int, size: int, left: int, lines: int, written: Iterable[Written] = ()
) -> dict[str, Any]:
    """Return what a spec says of its size: `width` px in all, `height` of what is drawn, letters of `size`.

    `left` is the room before what is drawn, `lines` how many lines of labels stand below, `written` what may reach
    over the upper or the right edge. The place of each is told for a drawing with nothing on the right.
    """
    room = width - left
    texts = [one for one in written if one.text]
    over = [one.x + wide(one.text, size) / 2 - room for one in texts]
    above = [HALF * size - one.y for one in texts]
    right = math.ceil(max([MARGIN, *over])) + 2
    return {
        "$schema": SCHEMA,
        "width": room - right,
        "height": height,
        "padding": {
            "left": left,
            "right": right,
            "top": math.ceil(max([HALF * size if lines else MARGIN - 1, *above])) + 1,
            "bottom": MARGIN + (APART + lines * (size + 3) if lines else 0),
        },
        "autosize": {"type": "none"},
        "background": None,
    }
