"""The committee's work with a store: what the verbs and the pack ask of minutes, requests and meetings together.

A store is passed in and its parts are asked for what they know; nothing is worked out here that a part could say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from scrutable.committee import publications
from scrutable.committee.minutes import checking
from scrutable.committee.minutes.checking import Checked
from scrutable.committee.minutes.reading import Minutes
from scrutable.engine.period import Period, parse
from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.store import Store


def check_minutes(store: Store, minutes: Minutes, period: str | None = None) -> list[Checked]:
    """Return the figures that minutes quote, each checked against the figure as known on the day of the meeting.

    They are of the period of the pack that was last published by then, or of the last quarter that had ended, unless
    one is given. Raises UsageFault U601 where the day of the meeting is not known.
    """
    met = minutes.meeting
    if met is None:
        raise UsageFault(
            "U601", "These minutes do not say on which day the committee met.", "Give the day with --met-on."
        )
    with store.records() as records:
        packs = {one.pack: one for one in publications.published(records) if one.at.date() <= met}

        def printed(figure: str) -> Sequence[tuple[str, float | None, float | None]]:
            known = publications.history(records, figure)
            return [(one.pack, one.numerator, one.value) for one in known if one.pack in packs]

        asked = parse(period) if period else _reported(met, [one.period for one in packs.values()])
        return checking.check(minutes, store.known_on(met), asked, printed)


def _reported(met: date, periods: Sequence[str]) -> Period:
    """Return the period that a meeting's report was of: that of the pack last published before it."""
    return parse(periods[-1]) if periods else checking.report_period(met)
