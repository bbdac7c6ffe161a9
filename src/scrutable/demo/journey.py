"""The whole journey of the demo council: its files are written, loaded as a real council's would be, and reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scrutable.errors import Refused
from scrutable.register.loading import LoadReport
from scrutable.store import init

NUMBER, NAME, CODE, REGION = "999", "Westmarch Borough Council", "E06999999", "South East"


@dataclass(frozen=True)
class Made:
    """What the demo made: its loads and its pack."""

    loads: list[LoadReport]
    pack: Path


def make(into: Path, period: str, known_on: str, say: Callable[[str], None] = lambda _: None) -> Made:
    """Make the demo in `into`: files/, store/ and pack/. Raises Refused R102 where the folder holds anything."""
    from scrutable import demo

    if into.exists() and any(into.iterdir()):
        raise Refused(
            "R102", f"{into} is not empty.", "Nothing was changed. Name another folder, or remove this one."
        )
    extracts = demo.write_files(into / "files", say)
    store = init(into / "store", number=NUMBER, name=NAME, code=CODE, region=REGION)
    loads = []
    for extract in extracts:
        say(f"Loading the extract of {extract.extracted_at:%d %B %Y}")
        # A file says when it was made to the second, and every file of a delivery is made at another second:
        # the moment of the delivery is given, so that it is one load.
        loads += store.load(extract.files, extracted_at=extract.extracted_at, say=say)
    pack = store.report(period, into / "pack", known_on=known_on, say=say)
    return Made(loads, pack)
