"""Works every printed percentage of a data set out again from its printed counts, and tells how many agree.

A published figure is only as good as what it was made of. This is the count behind the findings: see `checks.py`.
"""

from dataclasses import dataclass
from pathlib import Path

from scrutable.comparators import checks
from scrutable.comparators.checks import Tally
from scrutable.comparators.read_ees import is_ees, take_apart
from scrutable.comparators.reading import table_of
from scrutable.errors import DataFault


@dataclass(frozen=True)
class Recount:
    """What came of one file: its table, and a tally for each printed percentage."""

    file: str
    table: str
    tallies: tuple[Tally, ...]


def recount(path: Path) -> Recount:
    """Return how many printed percentages of a data set of Explore Education Statistics their counts give.

    Raises DataFault where the file is not one. A table that is not known has no counts to go by: no tallies.
    """
    grid = table_of(path)
    if not is_ees(grid.headers):
        raise DataFault(
            "D401", f"{path.name} is no data set of Explore Education Statistics.", "Only those print counts."
        )
    sheet = take_apart(grid, path.stem)
    found = checks.tally(sheet.table, sheet.cells, sheet.parts, sheet.place, sheet.periods)
    return Recount(path.name, sheet.table.id, tuple(found))
