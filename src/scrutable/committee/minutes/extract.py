"""One line of the draft list: a stretch of the minutes, and what the minute says of it."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("resolution", "action", "request", "undertaking", "question", "promise", "figure", "noted")

# The rules by which a resolution is an action too.
UNDER, DONE = "asked for by the resolution above", "resolved that it be done"


@dataclass(frozen=True)
class Extract:
    """`text` is `source[start:end]`, letter for letter. What the minute does not name is None: nothing is guessed.

    `due` is a day (2020-03-17) where the minute gives one, else its own words ("next meeting"). `reference` is the
    number of the resolution as printed; where a list prints the same number for every item, the number by order, and
    `printed` keeps what stands there. `repeats` is the reference of the resolved action that an oral request came to.
    """

    kind: str
    text: str
    start: int
    end: int
    speaker: str | None = None
    owner: str | None = None
    due: str | None = None
    reference: str | None = None
    role: str | None = None  # the speaker's
    item: str | None = None  # the heading that it stands under
    printed: str | None = None
    repeats: str | None = None
    rule: str = ""  # why it is on the list, in words

    @property
    def resolved(self) -> bool:
        """Whether it is an action that was resolved, and not one of the discussion."""
        return self.rule in (UNDER, DONE)
