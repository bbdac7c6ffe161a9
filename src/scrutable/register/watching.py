"""Watches a folder, and has what arrives in it loaded: for a server where nobody sits, `scrutable load --watch`.

It looks every so often, since no system tells reliably what happens on another's share. Files are copied there by other
programs, so none is touched before its size and time have been still for some seconds and it can be opened. What
belongs together is loaded together: a folder inside the watched one is one delivery, loaded whole when a file in it is
new or has changed; of the files in the watched folder itself, those that have come to rest since.

What has been dealt with is kept in watched.json beside scrutable.toml: a file that was loaded or refused is not tried
again until it changes, by this watcher or the next.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from scrutable.errors import Refused, ScrutableError, UsageFault
from scrutable.register import alerts
from scrutable.register.loading import LoadReport
from scrutable.register.whole import write_whole

MEMORY = "watched.json"
STILL_SECONDS = 10.0
EVERY_SECONDS = 60.0
# Not about the files: the set is tried again at the next look.
TRY_AGAIN = alerts.PASSING | {"U107", "D108", "U112", "D131", "D132"}
# What other programs leave beside real files: Office's locks, downloads and copies under way, what a system keeps.
_PASSED_OVER = (".", "~$")
_UNDER_WAY = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".lnk")
_OF_A_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})

State = tuple[int, int]  # size in bytes, when it was saved in nanoseconds
Did = Literal[
    "watching", "loaded", "nothing new", "refused", "put off", "waiting", "unreachable", "reachable", "ended"
]


@dataclass(frozen=True)
class Event:
    """One thing that happened. `files` are named from the watched folder on; `reports` are of what was loaded."""

    did: Did
    says: str
    files: tuple[str, ...] = ()
    reports: tuple[LoadReport, ...] = ()
    error: ScrutableError | None = None


def no_tell(event: Event) -> None:
    """Say nothing."""


@dataclass
class Watch:
    """A watched folder. `load` loads some files and returns its reports; `tell` hears each event."""

    folder: Path
    store: Path
    load: Callable[[Sequence[Path]], list[LoadReport]]
    tell: Callable[[Event], None] = no_tell
    still: float = STILL_SECONDS
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    loading: bool = False  # at this moment
    _seen: dict[Path, tuple[State, float]] = field(
        default_factory=dict
    )  # since when it has been in that state
    _told: set[tuple[str, frozenset[tuple[Path, State]]]] = field(default_factory=set)
    _reachable: bool = True

    def once(self) -> list[Event]:
        """Look, wait until what is there has been still, load it, and return what happened: for a scheduler."""
        events: list[Event] = []
        with self._alone(events):
            if any(self._new(self._look())):
                self.sleep(self.still + 0.1)  # a clock may tell a little less than was slept
            self._deal_with(self._look(), events)
            for files in self._unsettled():
                self._say(
                    events, Event("waiting", f"Still being written, so left for the next time: {files}")
                )
        return events

    def on_and_on(self, every: float = EVERY_SECONDS) -> None:
        """Look every so many seconds, until the program is stopped."""
        with self._alone([]):
            self._say([], Event("watching", f"Watching {self.folder}, every {every:g} seconds."))
            while True:
                there = self._look()
                self._deal_with(there, [])
                # What has arrived is looked at again as soon as it can have been still.
                self.sleep(min(every, max(self.still, 1)) if any(self._new(there)) else every)

    def _deal_with(self, there: Mapping[Path, State], events: list[Event]) -> None:
        """Load every set that is new and still, those saved first first: an authority's loads go forward."""
        ready = [files for files in self._new(there) if self._is_still(files, there)]
        for files in sorted(ready, key=lambda files: (max(there[path][1] for path in files), files)):
            self._take_in(files, there, events)
        if self._reachable:
            alerts.change(self.store, alerts.is_gone)

    def _take_in(self, files: list[Path], there: Mapping[Path, State], events: list[Event]) -> None:
        """Have one set loaded, and remember what became of it."""
        names = tuple(self._name(path) for path in files)
        states = frozenset((path, there[path]) for path in files)
        self.loading = True
        try:
            reports = tuple(self.load(files))
        except ScrutableError as error:
            if error.code in TRY_AGAIN:
                self.loading = False
                self._say_once(events, Event("put off", str(error), names, error=error), states)
                return
            event = Event("refused", str(error), names, error=error)
        except Exception as error:  # the next set is not to suffer for it
            broken = ScrutableError("X001", f"scrutable itself went wrong ({type(error).__name__}).")
            event = Event("refused", str(broken), names, error=broken)
        else:
            new = any(report.load is not None for report in reports)
            event = Event("loaded" if new else "nothing new", _summary(reports), names, reports)
        self.loading = False
        self._remember(files, there, event)
        self._say(events, event)

    # -- looking ------------------------------------------------------------------------------------------------

    def _look(self) -> dict[Path, State]:
        """Return the files that are there with their states, and note since when each has been in its state."""
        try:
            there = dict(_files(self.folder))
        except OSError as error:
            self._lost(error)
            return {}
        if not self._reachable:
            self._reachable = True
            alerts.change(self.store, lambda alert: alert.kind == "unreachable")
            self._say([], Event("reachable", f"{self.folder} can be reached again."))
        now = self.clock()
        self._seen = {
            path: self._seen[path] if path in self._seen and self._seen[path][0] == state else (state, now)
            for path, state in there.items()
        }
        return there

    def _lost(self, error: OSError) -> None:
        """Say once that the folder cannot be reached; a share may come back."""
        self._seen.clear()
        if self._reachable:
            self._reachable = False
            says = f"{self.folder} cannot be reached: {error.strerror or 'the system does not say why'}."
            alerts.unreachable(self.store, self.folder, says, alerts.local_now())
            self._say([], Event("unreachable", says))

    def _new(self, there: Mapping[Path, State]) -> list[list[Path]]:
        """Return the sets in which something is new: the files of each, in order of name."""
        done = self._done()
        sets: dict[Path, list[Path]] = {}
        for path in sorted(there):
            sets.setdefault(path.parent, []).append(path)
        found = []
        for folder, files in sets.items():
            new = [path for path in files if done.get(self._name(path)) != list(there[path])]
            if new:
                found.append(new if folder == self.folder else files)
        return found

    def _is_still(self, files: Sequence[Path], there: Mapping[Path, State]) -> bool:
        """Say whether every file of a set has been in its state for long enough, and nobody has it open for writing."""
        now = self.clock()
        return all(now - self._seen[path][1] >= self.still for path in files) and all(map(_is_free, files))

    def _unsettled(self) -> list[str]:
        there = {path: state for path, (state, _) in self._seen.items()}
        return [
            ", ".join(map(self._name, files))
            for files in self._new(there)
            if not self._is_still(files, there)
        ]

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    # -- remembering --------------------------------------------------------------------------------------------

    def _done(self) -> dict[str, list[int]]:
        """Return the state in which each file was dealt with, by its name from the folder on."""
        return {name: one["state"] for name, one in _memory(self.store).get(self._key(), {}).items()}

    def _remember(self, files: Sequence[Path], there: Mapping[Path, State], event: Event) -> None:
        """Write down what became of the files; forget those that have gone."""
        memory = _memory(self.store)
        present = {self._name(path) for path in there}
        kept = {name: one for name, one in memory.get(self._key(), {}).items() if name in present}
        code = event.error.code if event.error else ""
        for path in files:
            kept[self._name(path)] = {"state": list(there[path]), "did": event.did, "code": code}
        memory[self._key()] = kept
        write_whole(self.store / MEMORY, json.dumps(memory, indent=1, ensure_ascii=False) + "\n")

    def _key(self) -> str:
        return str(self.folder.resolve())

    # -- telling ------------------------------------------------------------------------------------------------

    def _say(self, events: list[Event], event: Event) -> None:
        events.append(event)
        self.tell(event)

    def _say_once(self, events: list[Event], event: Event, states: frozenset[tuple[Path, State]]) -> None:
        """Say it unless it has been said of the same files in the same state."""
        events.append(event)
        if (event.says, states) not in self._told:
            self._told.add((event.says, states))
            self.tell(event)

    @contextmanager
    def _alone(self, events: list[Event]) -> Iterator[None]:
        """Hold the store's watch, which the operating system gives back if the process dies.

        Raises UsageFault U171 or U173 for a folder that cannot be watched, Refused R170 where another one watches.
        """
        from filelock import FileLock, Timeout

        refuse_folder(self.folder, self.store)
        try:
            with FileLock(self.store / "register" / "watch.lock", timeout=0):
                yield
        except Timeout:
            raise Refused(
                "R170", "Another watcher loads into this store.", "Let it work, or stop it first."
            ) from None


def refuse_folder(folder: Path, store: Path) -> None:
    """Raise UsageFault U171 where the folder is none, U173 where it and the store lie in one another."""
    if not folder.is_dir():
        raise UsageFault("U171", f"{folder} is not a folder that can be watched.", "Name one that is there.")
    watched, kept = folder.resolve(), store.resolve()
    if watched.is_relative_to(kept) or kept.is_relative_to(watched):
        raise UsageFault(
            "U173", f"{folder} and the store lie in one another, so it would load what it has written.",
            "Watch a folder of its own, where only what is to be loaded arrives.",
        )  # fmt: skip


def _files(folder: Path) -> Iterator[tuple[Path, State]]:
    """Yield each file in a folder and in those inside it with its size and time. Links to elsewhere are passed over."""
    for path in sorted(folder.iterdir()):
        name = path.name.lower()
        if name.startswith(_PASSED_OVER) or path.is_symlink() or _is_junction(path):
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file() and not name.endswith(_UNDER_WAY) and name not in _OF_A_SYSTEM:
            try:
                found = path.stat()
            except FileNotFoundError:  # gone since the folder was listed
                continue
            yield path, (found.st_size, found.st_mtime_ns)


def _is_junction(path: Path) -> bool:
    """Say whether a folder is Windows' other kind of link, which Python 3.11 cannot tell and later ones can."""
    asked: Callable[[], bool] | None = getattr(path, "is_junction", None)
    return bool(asked and asked())


def _is_free(path: Path) -> bool:
    """Say whether a file can be opened: on Windows one that is being written cannot."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _memory(store: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what has been dealt with: watched folder -> file -> state. A spoilt one is as good as none.

    Then everything is offered again, and what has been loaded changes nothing.
    """
    try:
        said = json.loads((store / MEMORY).read_text(encoding="utf-8"))
        return {
            folder: {name: one for name, one in files.items() if isinstance(one["state"], list)}
            for folder, files in said.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _summary(reports: Sequence[LoadReport]) -> str:
    """Return in a line what some loads did."""
    parts = []
    for report in reports:
        if report.load is None:
            continue
        read, new, changed, closed = (
            sum(getattr(done, what) for done in report.counts)
            for what in ("read", "new", "changed", "closed")
        )
        parts.append(
            f"load {report.load}, authority {report.authority}, extracted {report.extracted_at:%Y-%m-%d %H:%M}:"
            f" {read:,} rows read, {new:,} new, {changed:,} changed, {closed:,} closed"
        )
    return "; ".join(parts) or "already loaded, so nothing was changed"
