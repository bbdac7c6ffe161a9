"""Gathers what the parts of a delivery say of each child into one row a child.

Case systems give the same child in many lists, and sometimes twice in one. The first value met counts; a later one
that differs is a finding, and the rows saved are counted, so that nothing is merged in silence.
"""

from collections.abc import Mapping

from scrutable.sources.dates import read_date
from scrutable.sources.delivery import Finding, TableRows, Texts

_DAYS = {"birth_date", "expected_birth_date", "death_date"}
_BLANK = {"", "#n/a", "n/a", "null"}


def blank(text: str | None) -> bool:
    """Say whether a cell holds nothing: also what a spreadsheet writes for nothing."""
    return text is None or text.strip().lower() in _BLANK


class Children:
    """One row a child, over the files or sheets of a delivery, in the order met."""

    def __init__(self, file: str, aliases: Mapping[str, Mapping[str, str]]) -> None:
        self.file, self.aliases = file, aliases
        self.met: dict[str, dict[str, str | None]] = {}
        self.where: dict[str, list[tuple[str, int]]] = {}  # place -> (child, row) first met there
        self.headers: dict[str, dict[str, str]] = {}
        self.findings: list[Finding] = []
        self._repeats: dict[str, int] = {}

    def add(
        self, place: str, row: int, child: str | None, values: Mapping[str, str | None], parent: bool = False
    ) -> None:
        """Add what one row says of a child. `parent`: the place holds each child once, so a second row is a repeat."""
        name = (child or "").strip()
        if not name:
            return
        known = self.met.get(name)
        if known is None:
            self.met[name] = dict(values)
            self.where.setdefault(place, []).append((name, row))
            return
        if parent:
            self._repeats[place] = self._repeats.get(place, 0) + 1
        for column, value in values.items():
            before = known.get(column)
            if blank(value):
                continue
            if blank(before):
                known[column] = value
            elif before != value and self._same(column, before) != self._same(column, value):
                self._differs(place, row, column)

    def tables(self) -> list[TableRows]:
        """Return the rows, one table for each place, each child where it was first met. They speak for nothing else."""
        tables = []
        for place, children in self.where.items():
            names = list(dict.fromkeys(column for child, _ in children for column in self.met[child]))
            columns: dict[str, Texts] = {"child_id": [child for child, _ in children]}
            columns |= {column: [self.met[child].get(column) for child, _ in children] for column in names}
            rows = [row for _, row in children]
            tables.append(
                TableRows(
                    "child", columns, rows, place, self.headers.get(place, {}), self.aliases, scope=None
                )
            )
        for place, count in self._repeats.items():
            self.findings.append(
                Finding("D226", "note", self.file, f"{count} rows repeat a child; each child is kept once.",
                        "Nothing is lost.", place, table="child", rows=count)
            )  # fmt: skip
        return tables

    def _same(self, column: str, value: str | None) -> str:
        text = " ".join((value or "").lower().split())
        if column in _DAYS:
            return str(read_date(value) or text)
        return self.aliases.get(column, {}).get(text, text).lower()

    def _differs(self, place: str, row: int, column: str) -> None:
        header = self.headers.get(place, {}).get(column, column)
        self.findings.append(
            Finding("D239", "attention", self.file,
                    "The child has another value elsewhere in these files; the first one met is used.",
                    "Find out which is right in the case system.", place, row, header, table="child")
        )  # fmt: skip


SEX_ALIASES = {
    "1": "M", "2": "F", "0": "U", "9": "U", "male": "M", "female": "F", "m": "M", "f": "F", "u": "U",
    "unknown": "U", "indeterminate": "U", "not known": "U",
}  # fmt: skip
