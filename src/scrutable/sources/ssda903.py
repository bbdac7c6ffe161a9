"""Reads the SSDA903 return of children looked after: its CSV files, to the 2026 collection, as one delivery.

The files say the same children from several sides, so those of one folder are read together. They hold no ids but
the child's: an episode is named by its child and first day. Read `ssda903_year.py` for the one thing they do not say,
the year they cover. `ssda903_xml.py` takes the XML form apart into the same tables, and hands them over here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutable.errors import DataFault
from scrutable.sources.children import SEX_ALIASES, Children, blank
from scrutable.sources.dates import iso
from scrutable.sources.delivery import Delivery, Finding, Scope, TableRows, Texts
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.headers import plain
from scrutable.sources.naming import Names
from scrutable.sources.ssda903_year import Year, birthday_in, collection_year


@dataclass(frozen=True)
class File:
    """One file of the return: its columns, and those by which it is known. `used`: the register has a table for it."""

    columns: tuple[str, ...]
    known_by: tuple[str, ...]
    used: bool = True


FILES = {
    "episodes": File(
        ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
         "HOME_POST", "PL_POST", "URN"), ("DECOM", "LS"),
    ),
    "reviews": File(("CHILD", "DOB", "REVIEW", "REVIEW_CODE"), ("REVIEW", "REVIEW_CODE")),
    "uasc": File(("CHILD", "SEX", "DOB", "DUC"), ("DUC",)),
    "oc2": File(
        ("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK",
         "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"),
        ("SDQ_SCORE", "TEETH_CHECK"),
    ),
    "oc3": File(("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"), ("IN_TOUCH", "ACTIV")),
    "missing": File(("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"), ("MIS_START",)),
    "sw_episodes": File(("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"), ("SW_ID", "SW_DECOM")),
    "ad1": File(
        ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
        ("DATE_INT", "DATE_MATCH"), used=False,
    ),
    "placed_for_adoption": File(
        ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"), ("DATE_PLACED",), used=False
    ),
    "previous_permanence": File(("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"), ("PREV_PERM",), used=False),
    "dolo": File(("CHILD", "DOB", "DOLO_START", "DOLO_END"), ("DOLO_START",), used=False),
    "header": File(("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"), ("DOB", "ETHNIC")),
}  # fmt: skip


def kind_of(headers: Sequence[str]) -> str | None:
    """Return which file of the return has these headers, or None: all it is known by must be there, and CHILD."""
    held = {plain(header) for header in headers}
    if "child" not in held:
        return None
    return next((kind for kind, file in FILES.items() if held.issuperset(map(plain, file.known_by))), None)


def read(files: Sequence[tuple[Path, Grid]], say: Callable[[str], None]) -> Delivery:
    """Return the files of one return as one delivery. Raises DataFault (D116) where two are the same file of it."""
    grids: dict[str, Grid] = {}
    for path, grid in files:
        kind = kind_of(grid.headers) or ""
        if kind in grids:
            raise DataFault(
                "D116", f"{path.name} and {grids[kind].file} are both the {kind} file of an SSDA903 return.",
                "Load the files of one year at a time, each year from its own folder.",
            )  # fmt: skip
        grid.place = path.name if len(files) > 1 else ""
        grids[kind] = grid
        say(f"{path.name}: SSDA903 {kind}, {len(grid.rows):,} rows")
    return delivery_of([path for path, _ in files], grids)


def delivery_of(paths: list[Path], grids: dict[str, Grid]) -> Delivery:
    """Return the delivery of the tables of one return, by kind, whichever form they came in."""
    return _Return(grids).delivery(paths)


class _Return:
    """The files of one year's return, by kind, and what is made of them."""

    def __init__(self, grids: dict[str, Grid]) -> None:
        self.grids = grids
        names = {grid.file for grid in grids.values()}
        self.file = names.pop() if len(names) == 1 else "SSDA903"
        self.children = Children(self.file, {"sex": SEX_ALIASES})
        self.findings: list[Finding] = []
        self.year: Year | None = collection_year(
            {kind: grid.named(FILES[kind].columns) for kind, grid in grids.items()}
        )

    def delivery(self, paths: list[Path]) -> Delivery:
        tables: list[TableRows] = []
        makers: dict[str, Callable[[Grid, dict[str, Texts]], list[TableRows]]] = {
            "episodes": self._episodes, "reviews": self._reviews, "oc2": self._health, "oc3": self._leavers,
            "missing": self._missing, "sw_episodes": self._workers,
        }  # fmt: skip
        self._say_year()
        for kind, file in FILES.items():
            if (grid := self.grids.get(kind)) is None:
                continue
            self._say_columns(kind, file, grid)
            if maker := makers.get(kind):
                tables += maker(grid, self._columns(kind, grid))
        self._gather_children()
        tables = [*self.children.tables(), *tables]
        findings = [finding for grid in self.grids.values() for finding in grid.findings]
        findings += self.findings + self.children.findings
        return Delivery("ssda903", [path.name for path in paths], sha256_of(paths), tables, findings)

    def _columns(self, kind: str, grid: Grid) -> dict[str, Texts]:
        """Return every column of the file; one that it lacks is all blank."""
        held = grid.named(FILES[kind].columns)
        return {name: held.get(name) or [None] * len(grid.rows) for name in FILES[kind].columns}

    def _rows(self, table: str, grid: Grid, columns: dict[str, Texts], names: dict[str, str], scope: Scope | None,
              *, headers: dict[str, str] | None = None) -> TableRows:  # fmt: skip
        """Return rows of one table: `names` says which register column is which column of the file."""
        held = {register: columns[name] for register, name in names.items()}
        return TableRows(table, held, grid.rows, grid.place, names | (headers or {}), scope=scope)

    def _scope(self) -> Scope:
        """What the return speaks for: what its rows touch, up to the end of the collection year."""
        return Scope(last=self.year.last if self.year else None)

    def _episodes(self, grid: Grid, c: dict[str, Texts]) -> list[TableRows]:
        table = self._rows("care_episode", grid, c, {
            "child_id": "CHILD", "started": "DECOM", "start_reason": "RNE", "legal_status": "LS",
            "primary_need": "CIN", "placement_type": "PLACE", "provider": "PLACE_PROVIDER", "placement_urn": "URN",
            "change_reason": "REASON_PLACE_CHANGE", "ended": "DEC", "end_reason": "REC",
        }, self._scope())  # fmt: skip
        table.columns["episode_id"] = named_by_day(c["CHILD"], c["DECOM"], c)
        return [table]

    def _reviews(self, grid: Grid, c: dict[str, Texts]) -> list[TableRows]:
        names = {"child_id": "CHILD", "held": "REVIEW", "participation": "REVIEW_CODE"}
        table = self._rows("care_review", grid, c, names, self._scope())
        table.columns["review_id"] = named_by_day(c["CHILD"], c["REVIEW"], c)
        return [table]

    def _missing(self, grid: Grid, c: dict[str, Texts]) -> list[TableRows]:
        names = {"child_id": "CHILD", "kind": "MISSING", "began": "MIS_START", "returned": "MIS_END"}
        table = self._rows("missing_episode", grid, c, names, self._scope())
        table.columns["episode_id"] = named_by_day(c["CHILD"], c["MIS_START"], c)
        return [table]

    def _workers(self, grid: Grid, c: dict[str, Texts]) -> list[TableRows]:
        names = {"child_id": "CHILD", "worker_id": "SW_ID", "started": "SW_DECOM", "ended": "SW_DEC",
                 "end_reason": "SW_REASON"}  # fmt: skip
        table = self._rows("allocation", grid, c, names, self._scope())
        table.columns["allocation_id"] = named_by_day(c["CHILD"], c["SW_DECOM"], c)
        return [table]

    def _leavers(self, grid: Grid, c: dict[str, Texts]) -> list[TableRows]:
        """OC3 describes the young person on the birthday in the year; ACCOM holds the place and its suitability."""
        birthdays = [birthday_in(self.year, born) for born in c["DOB"]]
        lodging, suitable = _accommodation(c["ACCOM"])
        names = {"child_id": "CHILD", "in_touch": "IN_TOUCH", "activity": "ACTIV"}
        scope = Scope(first=self.year.first, last=self.year.last) if self.year else None
        table = self._rows("care_leaver", grid, c, names, scope,
                           headers={"as_at": "DOB", "accommodation": "ACCOM", "suitable": "ACCOM"})  # fmt: skip
        table.columns |= {"as_at": birthdays, "accommodation": lodging, "suitable": suitable}
        table.columns["status_id"] = named_by_day(c["CHILD"], birthdays, c)
        if self.year is None:
            grid.note(
                "D230", "attention", "The file does not say which year it is for, so its rows have no day.",
                "Load it together with the episodes file of the same return.", column="DOB", table="care_leaver",
                rows=len(grid.rows),
            )  # fmt: skip
        return [table]

    def _health(self, grid: Grid, c: dict[str, Texts]) -> list[TableRows]:
        """OC2 has a column for each check and no date: each answer becomes a row, named by child, year and kind."""
        year = str(self.year.last.year) if self.year else "undated"
        as_at = self.year.last.isoformat() if self.year else None
        columns: dict[str, Texts] = {
            k: [] for k in ("check_id", "child_id", "kind", "as_at", "score", "status")
        }
        rows: list[int] = []
        for at, row in enumerate(grid.rows):
            child = c["CHILD"][at]
            for kind, score, status in _checks(c, at):
                own = None if blank(child) else f"{(child or '').strip()}/{year}/{kind}"
                for name, value in zip(columns, (own, child, kind, as_at, score, status), strict=True):
                    columns[name].append(value)
                rows.append(row)
        headers = {"child_id": "CHILD", "score": "SDQ_SCORE", "status": "SDQ_REASON"}
        return [TableRows("care_health", columns, rows, grid.place, headers, scope=None)]

    def _gather_children(self) -> None:
        """The header file first; then what only other files hold, so that no episode is without its child."""
        order = ["header", "uasc", *(kind for kind in FILES if kind not in ("header", "uasc"))]
        alone = {"uasc": "yes"}
        for kind in order:
            if (grid := self.grids.get(kind)) is None:
                continue
            held = self._columns(kind, grid)
            named = {"birth_date": "DOB", "sex": "SEX", "ethnicity": "ETHNIC", "upn": "UPN"}
            there = {register: held[name] for register, name in named.items() if name in held}
            self.children.headers[grid.place] = {"child_id": "CHILD", **{k: named[k] for k in there}}
            for at, row in enumerate(grid.rows):
                values = {name: column[at] for name, column in there.items()}
                if kind in alone:
                    values["unaccompanied_asylum_seeking"] = alone[kind]
                self.children.add(grid.place, row, held["CHILD"][at], values, parent=kind == "header")

    def _say_year(self) -> None:
        if self.year:
            says = f"Read as the collection for the year to 31 March {self.year.last.year}, from its dates."
            self.findings.append(
                Finding("D229", "note", self.file, says, "If that is wrong, correct dates in the future.")
            )

    def _say_columns(self, kind: str, file: File, grid: Grid) -> None:
        held = {plain(header) for header in grid.headers}
        for name in file.columns:
            if plain(name) not in held and name not in ("HOME_POST", "PL_POST"):
                grid.note("D224", "attention", f"The {kind} file has no column {name}; it is read as blank.",
                          "Export the file again with it.", column=name)  # fmt: skip
        known = {plain(name) for name in file.columns}
        for header in grid.headers:
            if header and plain(header) not in known:
                grid.note(
                    "D223", "note", "The column is not part of the return and is not read.", column=header
                )
        if not file.used:
            grid.note("D225", "note", f"The {kind} file is recognised; the register has no table for it yet.",
                      rows=len(grid.rows))  # fmt: skip


def named_by_day(children: Texts, days: Texts, columns: dict[str, Texts]) -> Texts:
    """Return an id for each row: the child and the day, /2 where another row says something else."""
    names = Names()
    return [
        None if blank(child) else names.own(f"{(child or '').strip()}/{iso(day)}", says)
        for child, day, says in zip(children, days, zip(*columns.values(), strict=True), strict=True)
    ]


_ANSWERS = {"1": "yes", "0": "no"}
_KINDS = {
    "CONVICTED": "conviction", "HEALTH_CHECK": "health surveillance", "IMMUNISATIONS": "immunisations",
    "TEETH_CHECK": "dental check", "HEALTH_ASSESSMENT": "health assessment", "SUBSTANCE_MISUSE": "substance misuse",
}  # fmt: skip


def _checks(columns: dict[str, Texts], at: int) -> list[tuple[str, str | None, str | None]]:
    """Return kind, score and status of each answer in one row of OC2. The SDQ has a score or a reason for none."""
    found: list[tuple[str, str | None, str | None]] = []
    score, reason = columns["SDQ_SCORE"][at], columns["SDQ_REASON"][at]
    if not (blank(score) and blank(reason)):
        found.append(("SDQ", score, reason))
    for name, kind in _KINDS.items():
        answer = columns[name][at]
        if not blank(answer):
            found.append((kind, None, _ANSWERS.get((answer or "").strip(), answer)))
    return found


def _accommodation(column: Texts) -> tuple[Texts, Texts]:
    """Split ACCOM, such as E2: lodgings E, and not suitable. A code of another form stays as it is, to be reported."""
    lodging: Texts = []
    suitable: Texts = []
    for text in column:
        code = (text or "").strip().upper()
        if len(code) == 2 and code[0].isalpha() and code[1] in "12":
            lodging.append(code[0])
            suitable.append("yes" if code[1] == "1" else "no")
        else:
            lodging.append(text)
            suitable.append(None)
    return lodging, suitable
