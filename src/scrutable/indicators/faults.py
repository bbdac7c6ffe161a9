"""Faults of a definition or of its examples: each with a number and a place, all of a file reported together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from scrutable.errors import DefinitionFault


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: its number, where it stands (line and column from 1) and what to write instead."""

    code: str
    file: str
    line: int
    column: int
    says: str

    def __str__(self) -> str:
        return f"{self.code} {self.file}:{self.line}:{self.column}  {self.says}"


def raise_all(faults: Sequence[Fault]) -> None:
    """Raise one DefinitionFault that lists every fault in the order of the file; with none, return."""
    if faults:
        raise as_error(faults)


def as_error(faults: Sequence[Fault]) -> DefinitionFault:
    """Return one error that lists every fault in the order of the file."""
    first, *others = sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column, fault.code))
    lines = [str(first).removeprefix(f"{first.code} "), *(str(fault) for fault in others)]
    return DefinitionFault(first.code, "\n".join(lines))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for the nearest known name, or nothing where none is near.

    >>> did_you_mean("tilte", ["title", "question"])
    ' Did you mean "title"?'
    """
    near = get_close_matches(name, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


def untold(meant: Iterable[Fault], words: Iterable[Fault]) -> list[Fault]:
    """Return what is wrong in meaning, without what the words alone have shown on a line.

    Nor is it told that the SQL could not be read, which is because of them.
    """
    told = {fault.line for fault in words}
    again = ("F010", "F017", "F018")
    return [
        one
        for one in meant
        if not told or (one.code != "F015" and not (one.line in told and one.code in again))
    ]
