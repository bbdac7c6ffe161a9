"""What a pack was made from, written down when it is published: with this and the register it can be made again.

The register keeps what was known when. Everything else that a pack depends on may change afterwards, and is kept here:
the definitions as they stood, letter for letter; the council's settings; the corrections that it opens with and the
promises that it scores.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from scrutable.checks import definition as checks
from scrutable.checks.definition import Check
from scrutable.committee import entries
from scrutable.committee.entries import Commentary, Correction, Promise
from scrutable.errors import DataFault
from scrutable.indicators import definition as definitions
from scrutable.indicators.boards import FOLDER
from scrutable.indicators.definition import OWN, Definition
from scrutable.register.settings import Settings
from scrutable.register.targets import Break, Target
from scrutable.report.edition import Edition


@dataclass(frozen=True)
class Kept:
    """One definition as it stood: where it lay (in the package, or in the council's own folder) and its text."""

    place: str
    own: bool
    hash: str
    text: str


@dataclass(frozen=True)
class Frozen:
    """All that a pack was made from but the register. `loads` are those it rests on, for whoever reads this.

    `published_by` is the moment of the last load of published figures, empty where there was none. None: the pack was
    made before packs compared, and does not speak of it. `checks` are the checks of the records as they stood, None
    for a pack that does not speak of them.
    """

    period: str
    known_on: str
    edition: Edition
    settings: Settings
    definitions: tuple[Kept, ...]
    version: str
    loads: tuple[Mapping[str, Any], ...] = ()
    published_by: str | None = None
    checks: tuple[Kept, ...] | None = None

    def text(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_plain) + "\n"

    def restored(self, folder: Path, current: Sequence[Definition]) -> tuple[Definition, ...]:
        """Return the definitions as they stood. One whose text has not changed is taken as it is today."""
        same = {(one.hash, one.own): one for one in current}
        return tuple(same.get((kept.hash, kept.own)) or _restored(kept, folder) for kept in self.definitions)

    def restored_checks(self, folder: Path, current: Sequence[Check]) -> tuple[Check, ...] | None:
        """Return the checks as they stood; None where the pack does not speak of them."""
        if self.checks is None:
            return None
        same = {(one.hash, one.own): one for one in current}
        return tuple(same.get((kept.hash, kept.own)) or _restored_check(kept, folder) for kept in self.checks)


def kept_check(check: Check, folder: Path) -> Kept:
    """Return a check to be written down. `folder` is the store's."""
    base = folder / checks.OWN if check.own else checks.FOLDER
    return Kept(check.path.relative_to(base).as_posix(), check.own, check.hash, check.sql)


def kept(definition: Definition, folder: Path) -> Kept:
    """Return a definition to be written down. `folder` is the store's."""
    base = folder / OWN if definition.own else FOLDER
    return Kept(definition.path.relative_to(base).as_posix(), definition.own, definition.hash, definition.sql)


def read(text: str, name: str) -> Frozen:
    """Return what was written down of a pack. Raises DataFault D185 where it cannot be read."""
    try:
        said = json.loads(text)
        edition, settings = dict(said["edition"]), dict(said["settings"])
        for kind, key in ((Correction, "corrections"), (Commentary, "commentary")):
            edition[key] = _dated(kind, edition, key, "made")
        edition["promises"] = _dated(Promise, edition, "promises", "made", "due")
        edition["requests"] = tuple(entries.restored(one) for one in edition.get("requests", ()))
        lists: dict[str, Any] = {
            key: tuple(tuple(pair) for pair in settings[key]) for key in ("rules", "speaks")
        }
        for aim, key in ((Target, "targets"), (Break, "breaks")):
            lists[key] = _dated(aim, settings, key, "start")
        return Frozen(
            period=said["period"],
            known_on=said["known_on"],
            edition=Edition(**edition),
            settings=Settings(**{**settings, **lists}),
            definitions=tuple(Kept(**one) for one in said["definitions"]),
            version=said["version"],
            loads=tuple(said["loads"]),
            published_by=_moment(said.get("published_by")),
            checks=None if said.get("checks") is None else tuple(Kept(**one) for one in said["checks"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataFault(
            "D185",
            f"What was written down of the pack {name} cannot be read ({type(error).__name__}).",
            "Its file inputs.json in the store was changed or damaged: take it back from a copy of the store.",
        ) from None


def _dated(kind: type[Any], said: Mapping[str, Any], key: str, *days: str) -> tuple[Any, ...]:
    """Return a list of entries that have days; a pack published by an earlier version may know nothing of them."""
    return tuple(
        kind(**{**one, **{day: date.fromisoformat(one[day]) for day in days}}) for one in said.get(key, ())
    )


def _moment(said: str | None) -> str | None:
    """Return a moment as it was written down, if it is one. Raises ValueError where it is not."""
    return datetime.fromisoformat(said).isoformat() if said else said


def _restored(one: Kept, folder: Path) -> Definition:
    base = folder / OWN if one.own else FOLDER
    return definitions.parse(one.text, base / one.place, folder / OWN if one.own else None, thorough=False)


def _restored_check(one: Kept, folder: Path) -> Check:
    base = folder / checks.OWN if one.own else checks.FOLDER
    return checks.parse(one.text, base / one.place, folder / checks.OWN if one.own else None, thorough=False)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
