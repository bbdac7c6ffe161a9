"""The whole journey of the demo council: its files are written, loaded as a real council's would be, and reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from scrutable.demo.aims import declare
from scrutable.errors import Refused
from scrutable.register.loading import LoadReport
from scrutable.store import init
from scrutable.store import open as open_store

EARLIER = ("2019-20Q2", "2019-10-07")  # the pack of the meeting before
LATER = datetime(
    2020, 3, 9, 17
)  # the papers of the meeting after: published five clear working days before it
PAGE = "pack.html"
NUMBER, NAME, CODE, REGION = "999", "Westmarch Borough Council", "E06999999", "South East"


# What the service says of its plans.
COMMENTED, HEAD = "ehc_plans_within_20_weeks", "Head of SEND"
SAID = """\
Of the 106 plans issued this quarter, most had been waiting since the summer: the service set out to finish the oldest
first, and a plan that is already late stays late whenever it is issued.

- Two caseworkers joined in November.
- Advice from health is still the step that takes longest.
"""
# What a member had been told at the meeting before, and how it was put right.
CORRECTED = "children_missing/2019-20Q2"
ROLE = "Service Manager, Intelligence and Impact"
WORDS = (
    "The figure that the last meeting was given as the number of incidents is the number of children who went missing."
    " A child who went missing several times is counted once."
)


# What the committee was promised in September, from what was known then.
PROMISED_AFTER = "2019-07-08"  # the extract that was the latest on that day
PROMISE: dict[str, Any] = {
    "indicator": "ehc_plans_within_20_weeks",
    "target": 0.58,
    "due": date(2019, 12, 31),
    "basis": "finished",
    "by": "Director of Children's Services",
    "meeting": "Children's Services Overview and Scrutiny Committee, 17 September 2019",
    "words": "We will be at the national picture, 58% of plans within 20 weeks, by December 2019.",
    "made": date(2019, 9, 17),
}


@dataclass(frozen=True)
class Made:
    """What the demo made: its loads, its pack of January, the update tabled a fortnight later, the pack of March."""

    loads: list[LoadReport]
    pack: Path
    supplement: Path
    following: Path


def make(into: Path, period: str, known_on: str, say: Callable[[str], None] = lambda _: None) -> Made:
    """Make the demo in `into`: files/, store/, the pack of October, that of January in pack/, its supplement/, and the
    pack of March, in which what the committee asked in January is answered.

    `known_on` is a day of an extract. Raises Refused R102 where the folder holds anything.
    """
    from scrutable import demo
    from scrutable.demo import committee

    if into.exists() and any(into.iterdir()):
        raise Refused(
            "R102", f"{into} is not empty.", "Nothing was changed. Name another folder, or remove this one."
        )
    extracts = demo.write_files(into / "files", say)
    init(into / "store", number=NUMBER, name=NAME, code=CODE, region=REGION)
    declare(into / "store")
    store = open_store(into / "store")
    loads, amended = [], ""
    for extract in extracts:
        say(f"Loading the extract of {extract.extracted_at:%d %B %Y}")
        # A file says when it was made to the second, and every file of a delivery is made at another second:
        # the moment of the delivery is given, so that it is one load.
        loads += store.load(extract.files, extracted_at=extract.extracted_at, say=say)
        day, at = extract.extracted_at.date().isoformat(), extract.extracted_at
        if day == PROMISED_AFTER:
            say("A promise is made to the committee")
            store.promise(**PROMISE)
        elif day == EARLIER[1]:
            store.publish(EARLIER[0], into / f"pack-{day}", known_on=day, at=at, say=say)
        elif day == known_on:
            store.correct(CORRECTED, by=ROLE, words=WORDS, made=day)
            store.comment(COMMENTED, period, SAID, by=HEAD, known_on=day, made=day)
            amended = store.publish(period, into / "pack", known_on=day, at=at, say=say).pack
        elif amended:
            store.publish(None, into / "supplement", known_on=day, supplement_to=amended, at=at, say=say)
    say("The committee's requests of January, and their answers")
    committee.minute(store)
    committee.answer(store)
    later = LATER.date().isoformat()  # no records were delivered since January: the pack says so
    store.publish(period, into / f"pack-{later}", known_on=later, at=LATER, say=say)
    return Made(loads, into / "pack" / PAGE, into / "supplement" / PAGE, into / f"pack-{later}" / PAGE)
