"""A load from a database instead of files: what `Store.load` is for files, for the Standard Safeguarding Dataset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from scrutable.store import Store, _now, _start

if TYPE_CHECKING:
    from scrutable.register.loading import LoadReport
    from scrutable.sources.ssd_address import Address


def load(
    store: Store,
    address: Address,
    *,
    schema: str | None = None,
    extracted_at: str | date | datetime | None = None,
    authority: str | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> list[LoadReport]:
    """Load the Standard Safeguarding Dataset from a database; return what the load did.

    What is read was extracted now, in local time, unless `extracted_at` says otherwise. Nothing is written to the
    database, and its password is kept nowhere. Raises what `scrutable.sources.ssd_database.sheets` does.
    """
    from scrutable import sources
    from scrutable.register import alerts

    begun = datetime.now(UTC).astimezone().replace(tzinfo=None, microsecond=0)
    with alerts.kept(store.register, [], alerts.local_now(), str(address)) as made:
        reports = store.register.bring(
            sources.read_database(address, schema, say),
            modified=begun,
            loaded_at=_now(),
            extracted_at=_start(extracted_at),
            authority=authority,
            say=say,
        )
        made(reports)
    for report in reports:
        if report.load is not None:
            store._note("load", f"load {report.load} of authority {report.authority}: from {address}")
    return reports
