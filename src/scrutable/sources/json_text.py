"""Reads JSON in safety, one record at a time: no number is worked out, nothing is nested without end.

Numbers, true and false stay the text that they are, as in every other format. What is read at one time is one record of
the outermost list, so that a file of ten thousand children takes the memory of its text and of one child.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrutable.errors import DataFault
from scrutable.sources.guard import MEGABYTE, first_bytes

LARGEST = 128 * MEGABYTE  # a payload of 100 children has about one; a whole council's in one file about fifty
DEEPEST = 32  # the daily feed goes down eight levels
_BEGINS = re.compile(r"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")
_KEY = re.compile(r'"((?:[^"\\]|\\.){1,80})"\s*:')
_TO_MEND = "Export it again from the case system, and load the new file."
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_GAP = re.compile(r"[\s,]*")
_MARKS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def is_json(path: Path) -> bool:
    """Say whether a file begins as JSON does: a list of records, or a record."""
    return bool(_BEGINS.match(_head(path)))


def keys_in_head(path: Path) -> list[str]:
    """Return the keys in the first 64 KB, each once, in order."""
    return list(dict.fromkeys(_KEY.findall(_head(path))))


def records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line, record) for each record of the lists in a file, or for each that stands alone, a line or more each.

    Raises DataFault D104 for a file that is too large, D118 for one that is no Unicode, D151 where it is nested too
    deep, and D152 with line and column where it is damaged.
    """
    if (size := path.stat().st_size) > LARGEST:
        limit = LARGEST // MEGABYTE
        raise DataFault(
            "D104", f"{path.name} is {size // MEGABYTE:,} MB; the most that is read of JSON is {limit} MB.",
            "Send it in payloads of 100 children, as the interface wants them, and load the folder.",
        )  # fmt: skip
    text = _decoded(path)
    at, line, counted, inside, more = 0, 1, 0, False, False
    while (at := _after_gap(text, at, path.name, more)) < len(text):
        mark = text[at]
        line, counted = line + text.count("\n", counted, at), at
        if mark == "[" and not inside:
            inside, more, at = True, False, at + 1
        elif mark == "]" and inside:
            inside, more, at = False, False, at + 1
        elif mark == "{":
            record, at = _one(text, at, path.name)
            yield line, record
            more = True
        else:
            raise _damaged(path.name, text, at)
    if inside:
        raise _damaged(path.name, text, len(text))


def _after_gap(text: str, at: int, name: str, more: bool) -> int:
    """Return where the next thing stands, past blanks and at most one comma between two records."""
    found = _GAP.match(text, at)
    end = found.end() if found else at
    if text.count(",", at, end) > (1 if more else 0):
        raise _damaged(name, text, at)
    return end


def _one(text: str, at: int, name: str) -> tuple[dict[str, Any], int]:
    try:
        record, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _damaged(name, text, error.pos) from None
    except RecursionError:
        raise _too_deep(name) from None
    return _clean(record, name, 1), end


def _clean(value: Any, name: str, depth: int) -> Any:
    """Return a value with every text cleaned of what no register can hold, and true and false as text."""
    if depth > DEEPEST:
        raise _too_deep(name)
    if isinstance(value, dict):
        return {key: _clean(held, name, depth + 1) for key, held in value.items()}
    if isinstance(value, list):
        return [_clean(held, name, depth + 1) for held in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return _MARKS.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def _too_deep(name: str) -> DataFault:
    return DataFault(
        "D151", f"{name} is nested more than {DEEPEST} levels deep, which no payload is and which can hide an attack.",
        _TO_MEND,
    )  # fmt: skip


def _damaged(name: str, text: str, at: int) -> DataFault:
    """Return the error for text that is no JSON. The parser's own words are left out: they may quote a value."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return DataFault("D152", f"{name} is damaged: the JSON breaks at line {line}, column {column}.", _TO_MEND)


def _head(path: Path) -> str:
    raw = first_bytes(path)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise DataFault(
            "D118", f"{path.name} is not Unicode, as JSON is.", "Export it again as UTF-8."
        ) from None
