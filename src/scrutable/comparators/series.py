"""Which published series answers which indicator, on what basis, and why there is none where there is none.

`series.toml` says it: by the code that a definition names in `compare`, and for a definition that names none by its id.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

NONE_KNOWN = "Its definition names no published series."


@dataclass(frozen=True)
class Series:
    """A published series: what it is called, on what basis, of what kind of year, and where EES publishes it too.

    `whole_year` says why a figure of a shorter period never stands against it, where that is so. `keeps` is a reason
    for which our definition leaves cases out that the publication counts.
    """

    code: str
    title: str
    basis: str = ""
    kind: str = "unknown"
    unit: str = ""
    places: int | None = None
    ees: str = ""
    part: str = ""
    caution: str = ""
    whole_year: str = ""
    keeps: str = ""


@cache
def known() -> dict[str, Series]:
    """Return the series we know, by code."""
    return {code: Series(code, **block) for code, block in _said()["code"].items()}


@cache
def _said() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_name("series.toml").read_text(encoding="utf-8"))


def series_of(code: str) -> Series:
    """Return what is known of a code; of one that is not known, a series with nothing but its code."""
    return known().get(code) or Series(code, title=code)


def code_of(indicator: str, compare: str) -> str:
    """Return the code of the series that an indicator is compared with; nothing where there is none.

    `compare` is what the definition names: it goes before what series.toml says.
    """
    return compare or str(_said()["indicator"].get(indicator, {}).get("code", ""))


def why_none(indicator: str) -> str:
    """Return in words why an indicator is compared with nothing."""
    return str(_said()["indicator"].get(indicator, {}).get("why", NONE_KNOWN))
