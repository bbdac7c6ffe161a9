"""What a pack says of the committee's requests, settled before the pack is made and written down with it.

The register of requests goes on; a pack that was published does not. What is due, overdue or answered is therefore
judged once, on the day that the pack speaks from, and kept with the pack, so that it can be made again to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from scrutable.committee import requests
from scrutable.committee.entries import DECLINED, OPEN, STANDING, Asked
from scrutable.committee.meetings import Meeting
from scrutable.committee.requests import Request
from scrutable.indicators.definition import Definition


def settle(
    found: Sequence[Request],
    meetings: Sequence[Meeting],
    definitions: Sequence[Definition],
    day: date,
    since: date | None,
) -> tuple[Asked, ...]:
    """Return the requests that a pack of some day prints, those overdue first.

    These are all that are open or standing, and those answered or declined that no pack before it could have printed:
    answered or declined after `since`, the day that the last whole pack spoke from.
    """
    ordered = requests.in_order(found, day, meetings)
    return tuple(_asked(one, meetings, definitions, day) for one in ordered if _belongs(one, since))


def _belongs(one: Request, since: date | None) -> bool:
    if one.status in (*OPEN, STANDING) or since is None:
        return True
    if one.status == DECLINED:
        return max(change.at.date() for change in one.changes if change.field == "status") > since
    return bool(one.answers) and one.answers[-1].given > since


def _asked(one: Request, meetings: Sequence[Meeting], definitions: Sequence[Definition], day: date) -> Asked:
    last = one.answers[-1] if one.answers else None
    said: dict[str, Any] = {}
    if last is not None:
        names = ("words", "by", "given", "query", "figures", "known_on", "report", "needs", "needs_from")
        said = {name: getattr(last, name) for name in names}
    return Asked(
        one.number, one.reference, one.meeting, one.asked, one.asked_by, one.resolved, one.owner, one.due_on(meetings),
        one.status, one.overdue(day, meetings), one.reason, tuple(drift.says() for drift in one.drifts(definitions)),
        standing=one.status == STANDING, **said,
    )  # fmt: skip
