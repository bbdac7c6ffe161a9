"""What a pack takes from the committee's records: plain values, for whoever does not open the records themselves.

`commentary.py`, `corrections.py` and `promises.py` keep them, `agenda.py` settles what is said of a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutable.committee.query import Given, Query

# What has become of a request.
ASKED, IN_HAND, ANSWERED, STANDING, DECLINED = "asked", "in hand", "answered", "standing", "declined"
STATUSES = (ASKED, IN_HAND, ANSWERED, STANDING, DECLINED)
OPEN = (ASKED, IN_HAND)


@dataclass(frozen=True)
class Commentary:
    """One commentary on an indicator's figure of a period. `by` is a role, never a person's name; `words` Markdown."""

    number: int
    made: date
    by: str
    indicator: str
    period: str
    words: str


@dataclass(frozen=True)
class Correction:
    """One correction. `by` is a role, never a person's name; `words` are to be read out as they stand."""

    number: int
    made: date
    by: str
    figure: str
    words: str


@dataclass(frozen=True)
class Promise:
    """One promise. `target` and `chance` are from 0 to 1; `due` is the last day of the quarter that it is judged on.

    What was told when it was made, as known on `known_on`: the `chance` (None, and `why`), the `ceiling` of the share
    of the finished, `needed` cases to be finished in the quarter for the target, and a week for an 80 per cent chance
    (`needed_weekly`), where `weekly` were being finished.
    """

    number: int
    made: date
    by: str
    meeting: str
    indicator: str
    basis: str
    target: float
    due: date
    words: str
    known_on: str
    chance: float | None = None
    why: str = ""
    ceiling: float | None = None
    needed: int | None = None
    needed_weekly: float | None = None
    weekly: float | None = None


@dataclass(frozen=True)
class Asked:
    """One request as a pack prints it. `standing` has its figures worked out anew; else those that were given stand."""

    number: int
    reference: str
    meeting: date
    asked: str
    asked_by: str
    resolved: str
    owner: str
    due: date | None
    status: str
    overdue: bool
    reason: str
    drifts: tuple[str, ...]
    words: str = ""
    by: str = ""
    given: date | None = None
    standing: bool = False
    query: Query | None = None
    figures: tuple[Given, ...] = ()
    known_on: str = ""
    report: str = ""
    needs: str = ""
    needs_from: str = ""


def restored(said: Mapping[str, Any]) -> Asked:
    """Return a request as it was written down with a pack."""
    days = {
        name: date.fromisoformat(said[name]) if said[name] else None for name in ("meeting", "due", "given")
    }
    saved = said["query"]
    return Asked(
        **{
            **said,
            **days,
            "drifts": tuple(said["drifts"]),
            "query": Query(**{**saved, "only": tuple(saved["only"])}) if saved else None,
            "figures": tuple(Given(**one) for one in said["figures"]),
        }
    )
