"""Publishing freezes a pack: its files, figures, case ids, inputs and versions are kept in the store, written once.

The folder is written whole and the committee's records last: a publication is what those records say. A published
pack can be made again from the store and compared, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutable.committee import publications
from scrutable.committee.publications import Publication, PublishedFigure
from scrutable.errors import Refused, UsageFault
from scrutable.report import composing, frozen, making, packjson, recipe
from scrutable.report.edition import PUBLISHED
from scrutable.report.frozen import Frozen
from scrutable.report.making import Made

if TYPE_CHECKING:
    from scrutable.store import Store

Say = Callable[[str], None]


def refuse_published(into: Path) -> None:
    """Raise Refused R302 where a folder holds a published pack: a draft does not take its place."""
    said = _said(into)
    if said.get("status") == PUBLISHED:
        raise Refused(
            "R302",
            f"{into} holds the published pack {said.get('pack')}, which is not written over.",
            "Name another folder with --into.",
        )


def publish(
    store: Store, settled: Frozen, into: Path | None, at: datetime, who: str, say: Say = lambda _: None
) -> Publication:
    """Make a pack, keep it in the store for good, and write a copy of its files into a folder.

    Raises Refused R301 where it has been published, R302 where the folder holds another published pack, R303 while
    another is being published.
    """
    pack = settled.edition.name
    with _alone(store), store.records() as records:
        if any(one.pack == pack for one in publications.published(records)):
            raise publications.refusal(pack)
        if into is not None:
            refuse_published(into)
        with composing.ready() as composer:
            made = making.made(store, settled, say, composer)
        say("keeping it")
        files = _keep(store, settled, made)
        publication = Publication(
            pack, at, who, settled.period, settled.known_on, settled.edition.amends, settled.version, files
        )
        printed = [one.number for one in settled.edition.corrections]
        publications.add(records, publication, _figures(pack, made), printed)
    if into is not None:
        made.write(into)
    return publication


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Let one publishing run at a time: a second would clear away the folder of the first as one broken off."""
    from filelock import FileLock, Timeout

    home = recipe.folder_of(store, "lock")
    home.parent.mkdir(exist_ok=True)
    try:
        with FileLock(home, timeout=0):
            yield
    except Timeout:
        raise Refused(
            "R303",
            "Another pack is being published from this store.",
            "Wait until it has ended, and try again.",
        ) from None


def _keep(store: Store, settled: Frozen, made: Made) -> dict[str, str]:
    """Write a pack's folder in the store, whole or not at all; return the hash of each file."""
    import pyarrow.parquet as pq

    folder = recipe.folder_of(store, settled.edition.name)
    part = folder.with_name(folder.name + ".part")
    for leftover in (part, folder):  # of a publishing that was broken off: the records do not know of it
        shutil.rmtree(leftover, ignore_errors=True)
    made.write(part)
    (part / recipe.INPUTS).write_text(settled.text(), encoding="utf-8", newline="\n")
    pq.write_table(recipe.case_lists(store, settled), part / recipe.CASES)
    hashes = {file.name: _sha256(file.read_bytes()) for file in sorted(part.iterdir())}
    part.replace(folder)
    return hashes


def _figures(pack: str, made: Made) -> list[PublishedFigure]:
    """Return every figure that a pack prints, once: each period's, and each part's."""
    found: dict[str, PublishedFigure] = {}
    for record in made.pack.figures:
        parts = [part for each in record["breakdowns"].values() for part in each]
        for one in (record, *record["trend"], *parts):
            found[one["id"]] = PublishedFigure(
                pack, one["id"], one["numerator"], one["denominator"], one["value"], one["excluded"], one["unit"],
                one["absent"], record["definition"],
            )  # fmt: skip
    for request in made.pack.requests:
        for one in request["figures"] if request["standing"] else ():
            found.setdefault(
                one["id"],
                PublishedFigure(
                    pack, one["id"], one["numerator"], one["denominator"], one["value"], one["excluded"], one["unit"],
                    one["absent"], request["definition"],
                ),
            )  # fmt: skip
    return list(found.values())


@dataclass(frozen=True)
class Verified:
    """What came of making a published pack again. Each file is the same, differs or is missing; with the figures
    that differ by their ids. `version` is the one that made the pack, `this` the one that made it again.
    """

    pack: str
    again: Mapping[str, str]  # made again against what the records say was published
    copies: Mapping[str, str]  # what lies in the store, and in the folder asked about, against the same
    figures: tuple[str, ...]
    version: str
    this: str

    @property
    def same(self) -> bool:
        """Whether everything is as it was published, to the byte."""
        return all(said == SAME for said in (*self.again.values(), *self.copies.values()))


SAME, DIFFERS, MISSING = "the same", "differs", "missing"


def verify(store: Store, pack: str | Path, say: Say = lambda _: None) -> Verified:
    """Make a published pack again from the store and compare it with what was published, byte for byte.

    `pack` is its name, or a folder with a copy of it, which is compared too. Raises UsageFault U122 or U123.
    """
    from importlib.metadata import version

    name, folder = _named(pack)
    with store.records() as records:
        one = publications.find(records, name)
    at_home = recipe.folder_of(store, name)
    copies = {f"the store's {file}": _state(at_home / file, said) for file, said in one.files.items()}
    settled = frozen.read((at_home / recipe.INPUTS).read_text(encoding="utf-8"), name)
    with composing.ready() as composer:
        made = making.made(store, settled, say, composer)
    if folder is not None:
        copies |= {f"{folder / file}": _state(folder / file, one.files[file]) for file in made.files}
    again = {
        file: SAME if _sha256(content) == one.files.get(file) else DIFFERS
        for file, content in made.files.items()
    }
    data = packjson.FILE
    figures = () if again[data] == SAME else tuple(_differing(at_home / data, made.files[data]))
    return Verified(name, again, copies, figures, one.version, version("scrutable"))


def _named(pack: str | Path) -> tuple[str, Path | None]:
    """Return a pack's name, and the folder with a copy of it where one was given. Raises UsageFault U123."""
    folder = Path(pack)
    folder = folder.parent if folder.is_file() else folder
    if not folder.is_dir():
        return str(pack), None
    said = _said(folder)
    if said.get("status") != PUBLISHED:
        raise UsageFault(
            "U123",
            f"{folder} holds no published pack" + (": it is a draft." if said else "."),
            "Name a published pack, or a folder with a copy of one.",
        )
    return str(said.get("pack")), folder


def _said(folder: Path) -> dict[str, Any]:
    """Return what a folder's pack.json says of itself; nothing where there is none that can be read."""
    try:
        said = json.loads((folder / packjson.FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _state(file: Path, sha256: str) -> str:
    if not file.exists():
        return MISSING
    return SAME if _sha256(file.read_bytes()) == sha256 else DIFFERS


def _differing(file: Path, content: bytes) -> list[str]:
    then = (
        {one["id"]: one for one in json.loads(file.read_text(encoding="utf-8"))["figures"]}
        if file.exists()
        else {}
    )
    now = {one["id"]: one for one in json.loads(content)["figures"]}
    return sorted(one for one in {*then, *now} if then.get(one) != now.get(one))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
