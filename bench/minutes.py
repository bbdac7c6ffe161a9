"""How much of the decisions and actions of minutes the rules find, and how much of what they find is one.

Read are the twelve sample minutes of ../shared/data/minutes with their answers in expected.json, which the rules are
tried on and no rule is written for. An answer is found where an extract of a fitting kind holds its words; an extract
is right where it holds those of an answer. Nothing is forgiven: a request that never became an action counts as wrong,
and so does a second extract of one answer. Two answers with the same words want two extracts. Every span must be exact.
Aim of issue 7: recall of at least 0.9, precision of at least 0.85.

    python bench/minutes.py [folder]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrutable.committee.minutes.extract import Extract
from scrutable.committee.minutes.reading import Minutes, read
from scrutable.committee.minutes.source import text_of

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / ".." / "shared" / "data" / "minutes"
ACTIONS = ("action", "request", "undertaking")
LEAST_RECALL, LEAST_PRECISION = 0.9, 0.85


@dataclass(frozen=True)
class Score:
    """What came of one file: the answers, those found, the extracts, those that are right, and each miss in words."""

    answers: int
    found: int
    extracts: int
    right: int
    owners: int  # of the actions found, those with the owner that was expected
    dues: int
    actions: int
    misses: tuple[str, ...]
    exact: bool


def plain(text: str) -> str:
    """Return text on one line, as the answers have it."""
    return re.sub(r"\s+", " ", text).strip()


def score(minutes: Minutes, expected: Mapping[str, Any]) -> Score:
    """Return how the extracts of some minutes stand to their answers."""
    decided = [one for one in minutes.extracts if one.kind == "resolution"]
    done = [one for one in minutes.extracts if one.kind in ACTIONS]
    misses = []
    matched: list[tuple[Extract, Mapping[str, Any]]] = []
    # Resolutions are answered by their number in order: the answers' own text is a label, and not in the source.
    right = min(len(decided), len(expected["resolutions"]))
    misses += [f"missed resolution: {one['text']}" for one in expected["resolutions"][right:]]
    misses += [f"no resolution: {plain(one.text)}" for one in decided[right:]]
    left = list(done)
    for answer in expected["actions"]:
        fits = [one for one in left if answer["evidence"] in plain(one.text)]
        fits.sort(key=lambda one: (one.reference is None) == (answer["source"] == "resolution"))
        if fits:
            left.remove(fits[0])
            matched.append((fits[0], answer))
        else:
            misses.append(f"missed action: {answer['evidence']}")
    misses += [f"no action: {plain(one.text)}" for one in left]
    for one, answer in matched:
        misses += [
            f"{name} {getattr(one, name)!r}, expected {answer[name]!r}: {answer['evidence']}"
            for name in ("owner", "due")
            if getattr(one, name) != answer[name]
        ]
    return Score(
        answers=len(expected["resolutions"]) + len(expected["actions"]),
        found=right + len(matched),
        extracts=len(decided) + len(done),
        right=right + len(matched),
        owners=sum(one.owner == answer["owner"] for one, answer in matched),
        dues=sum(one.due == answer["due"] for one, answer in matched),
        actions=len(matched),
        misses=tuple(misses),
        exact=all(minutes.text[one.start : one.end] == one.text for one in minutes.extracts),
    )


def scores(folder: Path) -> Iterator[tuple[str, Score]]:
    """Yield the score of each of the sample minutes; the seed, which everything here began with, is not among them."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for name, answers in expected.items():
        if not name.startswith("_") and name != "seed":
            path = folder / answers["file"]
            yield name, score(read(text_of(path), name=path.name), answers)


def totals(found: Sequence[Score]) -> tuple[float, float]:
    """Return recall and precision over all files together."""
    answers, right = sum(one.answers for one in found), sum(one.found for one in found)
    return right / answers, sum(one.right for one in found) / sum(one.extracts for one in found)


def main(arguments: Sequence[str]) -> int:
    """Print every score with its misses; return 1 where an aim is missed."""
    found = dict(scores(Path(arguments[0]) if arguments else SAMPLES))
    for name, one in found.items():
        print(
            f"{name:<40} {one.found:>2} of {one.answers:>2} found, {one.right:>2} of {one.extracts:>2} right"
        )
        for miss in one.misses:
            print(f"    {miss}")
    recall, precision = totals(list(found.values()))
    actions = sum(one.actions for one in found.values())
    print(
        f"\nRecall    {recall:.3f}  (aim {LEAST_RECALL})\nPrecision {precision:.3f}  (aim {LEAST_PRECISION})"
    )
    print(f"Owner right in {sum(one.owners for one in found.values())} of {actions} actions, ", end="")
    print(f"due in {sum(one.dues for one in found.values())} of {actions}")
    exact = all(one.exact for one in found.values())
    print("Every extract is, letter for letter, its span of the source." if exact else "A SPAN IS NOT EXACT")
    return 0 if exact and recall >= LEAST_RECALL and precision >= LEAST_PRECISION else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
