"""Writes what the demo council would send: four extracts, each a folder of files in the formats councils really have.

On 8 July 2019 it sends all it holds. In October the last census year comes once more, put right; in January, twice
within a fortnight, only the years in hand. Lists and plain CSVs are whole each time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from . import files_annex_a, files_cin, files_csv, files_sen2, files_ssda903
from .council import NAME, simulate
from .extract import Holdings
from .recording import Casebook


@dataclass(frozen=True)
class Extract:
    """One delivery: the files that were made at one moment."""

    extracted_at: datetime
    files: list[Path]


@dataclass(frozen=True)
class Plan:
    """What one extract holds besides the lists and CSVs: years of the CIN census (by their end) and of SEN2."""

    day: date
    cin: list[int]
    sen2: list[int]


PLANS = (
    Plan(date(2019, 7, 8), cin=[2016, 2017, 2018, 2019, 2020], sen2=[2016, 2017, 2018, 2019]),
    Plan(date(2019, 10, 7), cin=[2019, 2020], sen2=[2019]),
    Plan(date(2020, 1, 6), cin=[2020], sen2=[2019]),
    Plan(date(2020, 1, 20), cin=[2020], sen2=[2019, 2020]),
)


def _silent(_: str) -> None: ...


def write_files(into: Path, say: Callable[[str], None] = _silent) -> list[Extract]:
    """Simulate the council and write its extracts into folders named by their day, oldest first.

    The same bytes every time. `into` is made where it is not there; files of the same names are written over.
    """
    say(f"Simulating {NAME}, child by child, to 20 January 2020")
    return write_extracts(simulate(), into, say)


def write_extracts(book: Casebook, into: Path, say: Callable[[str], None] = _silent) -> list[Extract]:
    """Write the extracts of a simulation that has been made already."""
    extracts = []
    for plan in PLANS:
        folder = into / plan.day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        holdings = Holdings(book, plan.day)
        paths = files_cin.write(holdings, folder, plan.cin)
        paths += files_ssda903.write(holdings, folder)
        paths += files_sen2.write(holdings, folder, plan.sen2)
        paths += files_annex_a.write(holdings, folder)
        paths += files_csv.write(holdings, folder)
        say(f"{folder.name}: {len(paths)} files")
        extracts.append(Extract(holdings.extracted_at, sorted(paths)))
    return extracts
