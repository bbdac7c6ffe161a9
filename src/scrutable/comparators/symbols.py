"""Reads one published cell: a number exactly as printed, or the symbol in its place, which is never a nought.

LAIT writes numbers as a spreadsheet keeps them, 18.100000000000001 for 18.1. Text of 15 characters or more is taken to
12 significant figures, which undoes that noise and leaves whatever was printed on purpose.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# What each symbol means, as DfE's analysts' guide and the notes of the releases have it.
WORDS = {
    "c": "suppressed by DfE, to protect children's confidentiality",
    "x": "not available: DfE has no figure",
    "z": "not applicable, as where there is nothing to take a share of",
    "u": "of low reliability, so DfE does not give it",
    "k": "rounds to nought and is not nought (under 0.5%)",
    "low": "rounds to nought and is not nought",
    ":": "not available, as older releases write it",
    "-": "not given: LAIT writes one mark for suppressed, not available and not applicable",
    "": "left blank in the file",
}
NOISE_FROM, SIGNIFICANT = 15, 12
MOST_PLACES = (
    15  # before or behind the point: nothing that is published has more, and arithmetic with it would fail
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d{1,3})?|-?\.\d+", re.ASCII)


@dataclass(frozen=True)
class Cell:
    """A number as text in plain decimal form, or None with the symbol. `unread` where it is neither."""

    value: str | None
    symbol: str | None = None
    unread: bool = False


@lru_cache(maxsize=200_000)
def cell(text: str | None) -> Cell:
    """Return what a published cell says.

    >>> cell("18.100000000000001").value, cell(" 47.665").value, cell("[c]"), cell("2.5E-2").value
    ('18.1', '47.665', Cell(value=None, symbol='c', unread=False), '0.025')
    >>> cell("0").value, cell("low").value, cell("n/k").unread
    ('0', None, True)
    >>> cell("1e309").unread, cell("999999999999").value
    (True, '999999999999')
    """
    plain = (text or "").strip()
    if (bare := plain.strip("[]").strip().casefold()) in WORDS:
        return Cell(None, bare)
    if not _NUMBER.fullmatch(plain):
        return Cell(None, None, unread=True)
    number = Decimal(plain.replace(",", ""))
    if abs(number.adjusted()) > MOST_PLACES:
        return Cell(None, None, unread=True)
    if len(plain) >= NOISE_FROM:
        number = Decimal(f"{float(number):.{SIGNIFICANT}g}")
    return Cell(format(number, "f"))
