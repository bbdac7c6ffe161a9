"""Reads the daily feed: the JSON payloads that a council sends to DfE's children's social care interface (v1.0.1).

A payload is a list of children; a child holds social care episodes, and these what was done in them. A payload holds
what has changed, so nothing that it leaves out is closed. What it marks with `purge` is: the row was known until then
and is not from then on. A list without ids of its own (factors, disabilities, workers, SDQ scores) is replaced whole.

Payloads of one folder are one delivery, in the order of their names, and the last word on a record counts. Names and
postcodes are never taken out. `json_text.py` takes a file apart, `daily_feed_rows.py` keeps the rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrutable.sources.daily_feed_rows import Kept
from scrutable.sources.dates import iso
from scrutable.sources.delivery import Delivery, Finding, Level
from scrutable.sources.guard import sha256_of
from scrutable.sources.json_text import records
from scrutable.sources.showing import is_numbered

KNOWN_BY = "la_child_id"
_EPISODES = "social_care_episodes"

# List of a social care episode -> register table, its id's key, register column -> key.
_PARTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "child_and_family_assessments": (
        "assessment", "child_and_family_assessment_id", {"started": "start_date", "completed": "authorisation_date"},
    ),
    "child_in_need_plans": ("cin_plan", "child_in_need_plan_id", {"started": "start_date", "ended": "end_date"}),
    "section_47_assessments": (
        "section_47", "section_47_assessment_id", {"strategy_discussion": "start_date", "ended": "end_date"},
    ),
    "child_protection_plans": ("cp_plan", "child_protection_plan_id", {"started": "start_date", "ended": "end_date"}),
    "child_looked_after_placements": (
        "care_episode", "child_looked_after_placement_id",
        {"started": "start_date", "start_reason": "start_reason", "placement_type": "placement_type",
         "ended": "end_date", "end_reason": "end_reason", "change_reason": "change_reason"},
    ),
}  # fmt: skip
_HANGS_FROM = {"assessment": ("assessment_factor",), "section_47": ("conference",)}
_REFERRAL = {
    "received": "referral_date", "source_group": "referral_source", "closed": "closure_date",
    "no_further_action": "referral_no_further_action_flag", "closure_reason": "closure_reason",
}  # fmt: skip
_CHILD = {
    "upn": "unique_pupil_number", "birth_date": "date_of_birth", "expected_birth_date": "expected_date_of_birth",
    "sex": "sex", "ethnicity": "ethnicity", "unaccompanied_asylum_seeking": "uasc_flag",
}  # fmt: skip
_KNOWN = {
    "child": {KNOWN_BY, "mis_child_id", "purge", "child_details", "health_and_wellbeing", _EPISODES},
    "episode": {"social_care_episode_id", "purge", "care_worker_details", "adoption", "care_leavers",
                *_REFERRAL.values(), *_PARTS},
}  # fmt: skip
_NO_NAME = re.compile(r"[a-z0-9_]{1,60}")  # a key that is fit to be shown
_WORKER = re.compile(r"[A-Za-z0-9_-]{1,48}")
_PURGED = ("true", "1", "yes", "y")


def read(paths: Sequence[Path], say: Callable[[str], None]) -> Delivery:
    """Return the payloads as one delivery. Raises DataFault D104, D118, D151 or D152 for a file that cannot be used."""
    feed = _Feed(paths[0].name if len(paths) == 1 else "the daily feed")
    for path in paths:
        before = feed.children
        for line, record in records(path):
            feed.child(record, path.name, line)
        say(f"{path.name}: daily feed, {feed.children - before:,} children")
    files = [path.name for path in paths]
    tables = feed.kept.tables(files, _headers())
    return Delivery("daily_feed", files, sha256_of(list(paths)), tables, feed.findings())


@dataclass(frozen=True)
class _Put:
    """Puts rows of one child among those that are kept, with where they stand."""

    kept: Kept
    child: str
    file: str
    line: int

    def row(self, table: str, own: str, values: Mapping[str, str | None], more: str = "") -> None:
        """Add a row. `more` is the rest of its key, where the id is not the whole of it."""
        self.kept.add(table, own, values, self.file, self.line, more)


class _Feed:
    """Walks the payloads, child by child."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.kept = Kept()
        self.children = 0
        self._counts: dict[str, int] = {}
        self._unusable: list[Finding] = []
        self._met: set[str] = set()

    def child(self, record: Mapping[str, Any], file: str, line: int) -> None:
        """Take in one child of a payload."""
        self.children += 1
        child = self._id(record, KNOWN_BY, file, line)
        if child is None:
            return
        if child in self._met:
            self._count("again")
        self._met.add(child)
        self._unknown(record, "child")
        if self._purged(record):
            self.kept.drop_child(child)
            return
        put = _Put(self.kept, child, file, line)
        self._details(put, record.get("child_details"))
        self._health(put, record.get("health_and_wellbeing"))
        for episode in _records(record.get(_EPISODES)):
            self._episode(put, episode)

    def _details(self, put: _Put, said: Any) -> None:
        """Keep who the child is. A payload that does not say so brings no row, lest it blank what was known."""
        if not isinstance(said, dict) or not said:
            return
        if self._purged(said):
            self.kept.drop("child", put.child)
            self.kept.drop("child_disability", put.child)
            return
        put.row("child", put.child, {name: _text(said.get(key)) for name, key in _CHILD.items()})
        if "disabilities" in said:
            self.kept.drop("child_disability", put.child)
            for code in _texts(said["disabilities"]):
                put.row("child_disability", put.child, {"code": code}, code)

    def _health(self, put: _Put, said: Any) -> None:
        if not isinstance(said, dict) or not (self._purged(said) or "sdq_assessments" in said):
            return
        self.kept.drop("care_health", f"{put.child}/")
        for score in () if self._purged(said, count=False) else _records(said.get("sdq_assessments")):
            day = _text(score.get("date"))
            values = {"child_id": put.child, "kind": "SDQ", "done": day, "score": _text(score.get("score"))}
            put.row("care_health", f"{put.child}/{iso(day)}/SDQ", values)

    def _episode(self, put: _Put, said: Mapping[str, Any]) -> None:
        own = self._id(said, "social_care_episode_id", put.file, put.line)
        if own is None:
            return
        self._unknown(said, "episode")
        episode = f"{put.child}/{own}"
        if self._purged(said):
            self.kept.drop_episode(episode)
            return
        values = {name: _text(said.get(key)) for name, key in _REFERRAL.items()}
        put.row("referral", episode, {"child_id": put.child} | values)
        for part in _PARTS:
            for one in _records(said.get(part)):
                self._part(put, episode, part, one)
        self._workers(put, episode, said)
        self._leaver(put, episode, said.get("care_leavers"))
        if isinstance(said.get("adoption"), dict):
            self._count("adoption")

    def _part(self, put: _Put, episode: str, part: str, said: Mapping[str, Any]) -> None:
        """Keep an assessment, an enquiry, a plan or a placement, and what hangs from it."""
        table, key, names = _PARTS[part]
        named = self._id(said, key, put.file, put.line)
        if named is None:
            return
        own = f"{episode}/{named}"
        if self._purged(said):
            for one in (table, *_HANGS_FROM.get(table, ())):
                self.kept.drop(one, own)
            return
        values = {name: _text(said.get(source)) for name, source in names.items()}
        values |= {"referral_id": episode, "child_id": put.child}
        if table == "section_47":
            values["conference_not_required"] = _other_way(_text(said.get("icpc_required_flag")))
            self._conference(put, own, said)
        put.row(table, own, values)
        if table == "assessment" and "factors" in said:
            self.kept.drop("assessment_factor", own)
            for code in _texts(said["factors"]):
                put.row("assessment_factor", own, {"code": code}, code)

    def _conference(self, put: _Put, enquiry: str, said: Mapping[str, Any]) -> None:
        self.kept.drop("conference", enquiry)
        if held := _text(said.get("icpc_date")):
            put.row("conference", enquiry, {"section_47_id": enquiry, "child_id": put.child, "held": held})

    def _workers(self, put: _Put, episode: str, said: Mapping[str, Any]) -> None:
        if "care_worker_details" not in said:
            return
        self.kept.drop("allocation", f"{episode}/")
        for one in _records(said["care_worker_details"]):
            worker, day = _text(one.get("worker_id")), _text(one.get("start_date"))
            # A name stands there in some payloads.
            worker = worker if worker and _WORKER.fullmatch(worker) and is_numbered(worker) else None
            values = {
                "child_id": put.child,
                "worker_id": worker,
                "started": day,
                "ended": _text(one.get("end_date")),
            }
            put.row("allocation", f"{episode}/{worker or 'nobody'}/{iso(day)}", values)

    def _leaver(self, put: _Put, episode: str, said: Any) -> None:
        if not isinstance(said, dict) or not said:
            return
        if self._purged(said):
            self.kept.drop("care_leaver", f"{episode}/")
            return
        day = _text(said.get("contact_date"))
        put.row("care_leaver", f"{episode}/{iso(day)}", {
            "child_id": put.child, "as_at": day, "activity": _text(said.get("activity")),
            "accommodation": _text(said.get("accommodation")),
        })  # fmt: skip

    def findings(self) -> list[Finding]:
        """Return what was taken back, sent twice, not understood, or has no place."""
        found = list(self._unusable)
        for key, code, level, says, do in _SAYS:
            if count := self._counts.get(key):
                found.append(Finding(code, level, self.file, says.format(count=f"{count:,}"), do, rows=count))
        for key, count in self._counts.items():
            if key.startswith("."):
                says = "The interface has no such key, so it is not read."
                found.append(Finding("D223", "note", self.file, says, column=key[1:], rows=count))
        return found

    def _id(self, said: Mapping[str, Any], key: str, file: str, line: int) -> str | None:
        """Return an id, or None with a finding. One with a slash could not be told from an id under another."""
        text = _text(said.get(key))
        if text and "/" not in text:
            return text
        says = f"A record has no usable {key}, so it is not in the register."
        do = "Give it the id of the case system: letters, digits, hyphen and underscore."
        self._unusable.append(Finding("D246", "unusable", file, says, do, row=line, column=key))
        return None

    def _purged(self, record: Mapping[str, Any], *, count: bool = True) -> bool:
        marked = (_text(record.get("purge")) or "").lower() in _PURGED
        if marked and count:
            self._count("purged")
        return marked

    def _count(self, what: str) -> None:
        self._counts[what] = self._counts.get(what, 0) + 1

    def _unknown(self, record: Mapping[str, Any], kind: str) -> None:
        for key in record:
            if key not in _KNOWN[kind]:
                self._count("." + (key if _NO_NAME.fullmatch(key) else "(another key)"))


_SAYS: tuple[tuple[str, str, Level, str, str], ...] = (
    ("purged", "D245", "note", "Marked to be purged: {count}. What stood there is closed.",
     "Nothing is lost: what was known before is still known as of then."),
    ("again", "D249", "note", "Records of a child that came before in these files: {count}. The last word counts.",
     "Nothing is lost."),
    ("adoption", "D225", "note", "Adoption blocks: {count}. Recognised; the register has no table for them yet.", ""),
)  # fmt: skip


def _headers() -> dict[str, Mapping[str, str]]:
    """Return the key of each register column, for findings."""
    found: dict[str, Mapping[str, str]] = {
        "child": _CHILD, "referral": _REFERRAL, "child_disability": {"code": "disabilities"},
        "assessment_factor": {"code": "factors"}, "conference": {"held": "icpc_date"},
        "care_health": {"done": "date", "score": "score"},
        "care_leaver": {"as_at": "contact_date", "activity": "activity", "accommodation": "accommodation"},
        "allocation": {"worker_id": "worker_id", "started": "start_date", "ended": "end_date"},
    }  # fmt: skip
    found |= {table: names for table, _, names in _PARTS.values()}
    found["section_47"] = {**found["section_47"], "conference_not_required": "icpc_required_flag"}
    return {table: {"child_id": KNOWN_BY, **names} for table, names in found.items()}


def _records(said: Any) -> Iterator[dict[str, Any]]:
    """Yield the records of a list, or the one that stands where a list should."""
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, dict):
            yield one


def _texts(said: Any) -> Iterator[str]:
    for one in said if isinstance(said, list) else [said]:
        if text := _text(one):
            yield text


def _text(said: Any) -> str | None:
    """Return a value as text; None for nothing, and for what is no value."""
    return (said.strip() or None) if isinstance(said, str) else None


def _other_way(flag: str | None) -> str | None:
    """Return whether a conference was not required, of whether one was. What is neither is left to be reported."""
    return {"true": "no", "false": "yes"}.get((flag or "").lower(), flag)
