"""What a reader hands over: published values as columns, areas, neighbours, the dictionary, and what was found wrong.

Columns of text, as everywhere else in the sources: nothing is rounded or guessed on the way in. `read_ees.py`,
`read_lait.py` and `read_lists.py` fill it; `loading.py` keeps it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scrutable.comparators.areas import Area

# One value: of what, of which part, where, when; the number or the symbol; the counts it comes from; its row.
COLUMNS = (
    "measure", "part", "area", "period", "kind", "value", "symbol", "numerator", "denominator", "row",
)  # fmt: skip
Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Finding:
    """Something wrong in a published file. `unusable`: the value is not used; else it is given with this beside it."""

    code: str
    says: str
    do: str = ""
    row: int | None = None
    column: str = ""
    measure: str = ""
    part: str = ""
    area: str = ""
    period: str = ""
    unusable: bool = False
    rows: int = 1


@dataclass(frozen=True)
class Neighbour:
    """One statistical neighbour of an authority: the nearest is number 1."""

    area: str
    rank: int
    neighbour: str
    closeness: str


@dataclass(frozen=True)
class Measure:
    """One measure of LAIT's dictionary. `polarity` is High, Low or nothing; `places` None where it is not said."""

    code: str
    title: str
    polarity: str
    year_type: str
    unit: str
    places: int | None
    updated: date | None
    description: str


@dataclass
class Reading:
    """One file as read. `source` is EES or LAIT; `table` what the file is, in our own words."""

    file: str
    source: str
    table: str
    values: Columns = field(default_factory=lambda: {name: [] for name in COLUMNS})
    areas: list[Area] = field(default_factory=list)
    neighbours: list[Neighbour] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sha256: str = ""
    version: str = ""  # of a list of neighbours: the year of its model

    @property
    def count(self) -> int:
        """How many things it holds: values, neighbours, measures or areas."""
        return len(self.values["row"]) or len(self.neighbours) or len(self.measures) or len(self.areas)


def add(values: Columns, given: Mapping[str, Sequence[Any]]) -> None:
    """Add rows to the values; every column of `COLUMNS` must be given."""
    for name in COLUMNS:
        values[name].extend(given[name])
