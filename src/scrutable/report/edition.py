"""Which pack this is: a draft or published, by what name, what it amends, which corrections and promises it tells of.

Nothing of it is worked out from the records. It is settled before a pack is made and written down with it, so that
the pack can be made again, to the byte, when the logs of corrections and promises and the council's settings have
gone on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutable.committee.entries import Asked, Commentary, Correction, Promise
from scrutable.engine.period import Period

DRAFT, PUBLISHED = "draft", "published"


@dataclass(frozen=True)
class Edition:
    """One edition of a pack.

    `amends` is the name of the pack that a supplement amends, empty for a whole pack; `follows` that of the last report
    before this one, empty where there is none. `commentary` is what the service says of the period's figures;
    `audience` for whom the pack is.

    `oldest_records_days` is how old the youngest records may be without the first page saying so; 0: however old.
    """

    status: str = DRAFT
    name: str = ""
    amends: str = ""
    corrections: tuple[Correction, ...] = ()
    promises: tuple[Promise, ...] = ()
    oldest_records_days: int = 0
    follows: str = ""
    audience: str = "member"
    commentary: tuple[Commentary, ...] = ()
    requests: tuple[Asked, ...] = ()  # the committee's, those overdue first

    def says(self) -> str:
        """Return the status in words, for the cover."""
        what = f"Supplement to the pack {self.amends}" if self.amends else "Pack"
        if self.audience != "member":
            return f"{what}, draft for {self.audience}s only: not to be published"
        if self.status == PUBLISHED:
            return f"{what}, published as {self.name}" if self.amends else f"Published as {self.name}"
        return f"{what}, draft: not yet published" if self.amends else "Draft, not yet published"


def name_of(period: Period, known_on: str, amends: str = "") -> str:
    """Return the name of a pack: its period and the moment that it speaks from, which no other pack has.

    >>> from scrutable.engine.period import parse
    >>> name_of(parse("2019-20Q3"), "2020-01-06"), name_of(parse("2019-20Q3"), "2020-01-20 10:00", "x")
    ('2019-20Q3-known-2020-01-06', '2019-20Q3-known-2020-01-20-1000-supplement')
    """
    moment = re.sub(r"[^0-9-]+", "-", known_on.replace(":", ""))
    return f"{period.name}-known-{moment}" + ("-supplement" if amends else "")
