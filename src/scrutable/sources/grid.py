"""A table as a file has it: headers, columns of text, and where each row stands. CSV and worksheet alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from scrutable.sources import showing
from scrutable.sources.delivery import Finding, Level, Texts
from scrutable.sources.headers import positions


@dataclass
class Grid:
    """A table of text. `columns` stand as `headers` do; `rows` says where each row is, as the user's program counts.

    The columns of a large CSV are Arrow arrays (see large_csv.py) until `listed` is asked for.
    """

    file: str
    headers: list[str]
    columns: list[Texts]
    rows: Sequence[int]
    place: str = ""  # the sheet, or nothing for a CSV
    findings: list[Finding] = field(default_factory=list)

    def listed(self) -> "Grid":
        """Make the columns lists, for a reader that looks at their cells, and return the table."""
        self.columns = [
            column.to_pylist() if isinstance(column, pa.Array) else column for column in self.columns
        ]
        return self

    def named(self, names: Iterable[str]) -> dict[str, Texts]:
        """Return name -> column for the names that the headers hold, whatever their case and punctuation."""
        return {name: self.columns[at] for name, at in positions(self.headers, names).items()}

    def note(self, code: str, level: Level, says: str, do: str = "", **facts: object) -> None:
        """Add a finding about this table. A column whose header may name someone is told by where it stands."""
        column = facts.get("column")
        if isinstance(column, str) and column and not showing.header(column):
            at = next(
                (at for at, one in enumerate(self.headers, 1) if one.casefold() == column.casefold()), 0
            )
            facts["column"] = f"column {at}" if at else ""
        self.findings.append(Finding(code, level, self.file, says, do, place=self.place, **facts))  # type: ignore[arg-type]
