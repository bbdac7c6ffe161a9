"""Reads the lists of an inspection of SEND in a local area: list 1 of EHC plans, list 2 of children with SEN support.

List 1 is of the plans that are kept on the day: it says when each was first issued and last reviewed, and not when it
was asked for, so that no time limit can be measured by it. It speaks for the day of the extract alone. Of list 2 the
register has a place only for the child; schools, absence and exclusions have none. As in SEN2, a child is known by the
unique pupil number: the SEND service's own id may be another child's in the case system.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from scrutable.sources.annex_a_lists import CHILD, List, list_of, unknown_to
from scrutable.sources.annex_a_words import aliases
from scrutable.sources.children import SEX_ALIASES, Children, blank
from scrutable.sources.dates import iso
from scrutable.sources.delivery import Delivery, Scope, TableRows, Texts
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.naming import Names
from scrutable.sources.showing import is_numbered

_WHO = {
    "child_id": (r"unique id", r"(child )?(unique )?(id|identifier)"),
    "upn": (r"upn", r"unique pupil number|.*\bupn\b.*"),
    "uln": (r"uln", r"unique learner number|.*\buln\b.*"),
    "birth_date": CHILD["birth_date"], "sex": CHILD["sex"], "ethnicity": CHILD["ethnicity"],
    "need": (r"sen primary need", r".*primary need.*"),
    "disability": (r"does the child or young person have a disability", r".*disab.*"),
}  # fmt: skip
_PASSED = (
    r"date updated.*", r".*\burn\b.*", r".*phase.*", r"elective home education", r"suspensions?.*",
    r"permanent exclusions?.*", r"absence.*", r"pupil premium.*", r".*social care.*",
)  # fmt: skip
LISTS = (
    List(1, "EHC plans", _WHO | {
        "issued": (r"date initial ehc plan issued", r".*(initial|first).*plan.*(issued|date).*"),
        "reviewed": (r"date ehc plan last reviewed", r".*last review.*"),
    }, ("upn", "issued"), _PASSED),
    List(2, "SEN support", _WHO, ("upn", "need"), _PASSED),
)  # fmt: skip
_CHILD = {"upn": "upn", "birth_date": "birth_date", "sex": "sex", "ethnicity": "ethnicity"}


def is_list(headers: Sequence[str]) -> bool:
    """Say whether the headers are those of a list."""
    return list_of(headers, LISTS) is not None


def read(paths: Sequence[Path], grids: Sequence[Grid], say: Callable[[str], None]) -> Delivery:
    """Return the lists as one delivery."""
    lists = _Lists(paths[0].name if len(paths) == 1 else "SEND lists")
    for grid in grids:
        lists.take(grid, say)
    findings = [finding for grid in grids for finding in grid.findings] + lists.people.findings
    tables = [*lists.people.tables(), *lists.tables]
    return Delivery("send_lists", [path.name for path in paths], sha256_of(list(paths)), tables, findings)


class _Lists:
    """The lists of one extract, and what is made of them."""

    def __init__(self, file: str) -> None:
        self.people = Children(file, {"sex": SEX_ALIASES})
        self.tables: list[TableRows] = []
        self._said_disabled: set[str] = set()
        self._read: dict[int, Grid] = {}

    def take(self, grid: Grid, say: Callable[[str], None]) -> None:
        """Take in one list."""
        found = list_of(grid.headers, LISTS)
        if found is None:
            return
        one, places = found
        say(f"{grid.file}: SEND list {one.number}, {one.title}, {len(grid.rows):,} rows")
        if one.number in self._read:
            before = self._read[one.number].place or self._read[one.number].file
            says = f"This is a second list {one.number}; the first one ({before}) is read."
            grid.note("D240", "attention", says, "Take one of them out of the file.", rows=len(grid.rows))
            return
        self._read[one.number] = grid
        columns = {name: grid.columns[at] for name, at in places.items()}
        columns |= {name: [None] * len(grid.rows) for name in one.columns if name not in places}
        self._say_columns(one, places, grid)
        children = self._children(grid, columns, {name: grid.headers[at] for name, at in places.items()})
        self._disabilities(grid, columns["disability"], children)
        if one.number == 1:
            self._plans(grid, columns, children)
        else:
            says = f"{len(grid.rows)} rows of SEN support: only the child is read; the rest has no table yet."
            grid.note("D225", "note", says, rows=len(grid.rows))

    def _say_columns(self, one: List, places: dict[str, int], grid: Grid) -> None:
        for name, patterns in one.columns.items():
            if name not in places:
                says = f"SEND list {one.number} has no column for: {patterns[0]}. It is read as blank."
                grid.note(
                    "D224", "attention", says, "Add the column, or name it as the guidance does.", column=name
                )
        for header in unknown_to(one, grid.headers, places):
            grid.note("D223", "note", "The column is not part of the list and is not read.", column=header)

    def _children(self, grid: Grid, c: dict[str, Texts], headers: dict[str, str]) -> Texts:
        """Add the children, and return the id of each row's: the pupil number, else the learner number."""
        self.people.headers[grid.place] = {
            "child_id": headers.get("upn", ""), **{name: headers.get(name, "") for name in _CHILD}
        }  # fmt: skip
        children: Texts = []
        for n, row in enumerate(grid.rows):
            given = ((text or "").strip() for text in (c["upn"][n], c["uln"][n]) if not blank(text))
            own = next((text for text in given if is_numbered(text)), None)  # an id is kept for good
            children.append(own)
            if own is None:
                says = "The child has no usable UPN or learner number: it cannot be told from another system's child."
                grid.note("D243", "unusable", says, "Fill in the UPN.", row=row, column="UPN", table="child")
                continue
            self.people.add(grid.place, row, own, {name: c[name][n] for name in _CHILD}, parent=True)
        return children

    def _disabilities(self, grid: Grid, said: Texts, children: Texts) -> None:
        """Add a row for each child of whom it is said; a child in both lists is read where it stands first."""
        at = [
            n for n, child in enumerate(children)
            if child and not blank(said[n]) and child not in self._said_disabled
        ]  # fmt: skip
        texts: Texts = [said[n] for n in at]
        self._said_disabled |= {str(children[n]) for n in at}
        columns: dict[str, Texts] = {"child_id": [children[n] for n in at], "code": texts}
        headers = {"code": "Does the child or young person have a disability?"}
        coded = {"code": aliases("disability", texts)}
        self.tables.append(
            TableRows(
                "child_disability", columns, [grid.rows[n] for n in at], grid.place, headers, coded, None
            )
        )

    def _plans(self, grid: Grid, c: dict[str, Texts], children: Texts) -> None:
        """Add the plans that are kept, and the last review of each."""
        names = Names()
        plans = [child and names.own(f"{child}/{iso(day)}", n) for n, (child, day) in
                 enumerate(zip(children, c["issued"], strict=True))]  # fmt: skip
        kept = [n for n, child in enumerate(children) if child]
        reviewed = [n for n in kept if not blank(c["reviewed"][n])]
        reviews: Texts = [
            child and f"{child}/{iso(day)}" for child, day in zip(children, c["reviewed"], strict=True)
        ]
        header = {"issued": "Date initial EHC plan issued", "held": "Date EHC plan last reviewed"}
        for table, at, scope, columns in (
            ("ehc_plan", kept, Scope(today=True), {"plan_id": plans, "child_id": children, "issued": c["issued"]}),
            ("annual_review", reviewed, Scope(latest=True),
             {"review_id": reviews, "plan_id": plans, "child_id": children, "held": c["reviewed"]}),
        ):  # fmt: skip
            held = {name: [column[n] for n in at] for name, column in columns.items()}
            rows = [grid.rows[n] for n in at]
            self.tables.append(TableRows(table, held, rows, grid.place, header, scope=scope))
