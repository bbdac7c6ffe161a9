"""Reads the Annex A workbook, Ofsted's lists of children: lists 1 to 10, from one workbook or one CSV a list.

The lists hold an event a row (1 to 5) or a case a row with the latest date of each kind (6 to 8). A latest visit or
review is an event like any other, but the next file will hold another in its place: so nothing is closed, and the
records of visits and reviews begin on the day of the extract. List 9 says how care leavers live on that day. Of list 10
only who the child is has a place, and list 11 is of adopters, who are no children. A worker's name is never loaded.
Read `annex_a_lists.py` and `annex_a_words.py` for the variants.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from scrutable.errors import DataFault
from scrutable.sources import annex_a_words, showing
from scrutable.sources.annex_a_lists import LISTS, USED, List, list_of, unknown_to
from scrutable.sources.annex_a_people import People
from scrutable.sources.children import blank
from scrutable.sources.dates import iso
from scrutable.sources.delivery import EXTRACTION_DAY, Delivery, Scope, TableRows, Texts
from scrutable.sources.grid import Grid
from scrutable.sources.guard import sha256_of
from scrutable.sources.naming import Names
from scrutable.sources.tabular import fill
from scrutable.sources.workbook import HEADER_WITHIN, say_unread, sheets

_CODED = {
    "care_episode": {"legal_status": "legal_status", "primary_need": "primary_need", "placement_type": "placement_type",
                     "provider": "provider", "end_reason": "episode_end_reason", "outside_authority": "outside"},
    "cp_plan": {"first_category": "category_of_abuse", "latest_category": "category_of_abuse"},
    "referral": {"no_further_action": "yes_no"},
    "assessment": {"child_seen": "yes_no"},
    "section_47": {"conference_not_required": "yes_no"},
    "conference": {"plan_made": "yes_no"},
    "cp_visit": {"seen_alone": "yes_no"},
    "care_leaver": {"in_touch": "in_touch", "activity": "activity", "accommodation": "accommodation",
                    "suitable": "suitable"},
}  # fmt: skip

LATEST = Scope(latest=True)  # the last visit or review of each case


def grids_of(path: Path, lists: Sequence[List] = LISTS) -> list[Grid]:
    """Return the sheets of a workbook that are among some lists, as tables. Empty where none is."""
    grids = []
    for number, (name, records, seen) in enumerate(sheets(path), 1):
        at = next((n for n, record in enumerate(records[:HEADER_WITHIN]) if list_of(record, lists)), None)
        if at is None:
            continue
        grid = Grid(
            path.name, [cell.strip() for cell in records[at]], [], [], place=showing.sheet(name, number)
        )
        fill(grid, records[at + 1 :], list(range(at + 2, len(records) + 1)))
        say_unread(grid, seen, at + 2, len(records))
        grids.append(grid)
    return grids


def is_list(headers: Sequence[str]) -> bool:
    """Say whether the headers are those of a list."""
    return list_of(headers) is not None


def read(paths: Sequence[Path], grids: Sequence[Grid], say: Callable[[str], None]) -> Delivery:
    """Return the lists as one delivery."""
    return _Lists(paths, grids).delivery(say)


class _Lists:
    """The lists of one extract, and what is made of them."""

    def __init__(self, paths: Sequence[Path], grids: Sequence[Grid]) -> None:
        self.paths, self.grids = paths, grids
        self.file = paths[0].name if len(paths) == 1 else "Annex A"
        self.tables: list[TableRows] = []
        self.people = People(self.file, grids)

    def delivery(self, say: Callable[[str], None]) -> Delivery:
        makers: dict[int, Callable[[Grid, dict[str, Texts]], None]] = {
            1: self._contacts, 2: self._early_help, 3: self._referrals, 4: self._assessments, 5: self._enquiries,
            6: self._in_need, 7: self._protection, 8: self._looked_after, 9: self._care_leavers,
            10: self._adoption,
        }  # fmt: skip
        read: dict[int, Grid] = {}
        for grid in self.grids:
            found = list_of(grid.headers)
            if found is None:
                continue
            one, places = found
            say(f"{grid.file}: Annex A list {one.number}, {one.title}, {len(grid.rows):,} rows")
            if self._say_list(one, places, grid, read):
                columns = {name: grid.columns[at] for name, at in places.items()}
                columns |= {name: [None] * len(grid.rows) for name in one.columns if name not in places}
                self.people.take(grid, columns, {name: grid.headers[at] for name, at in places.items()})
                makers[one.number](grid, columns)
        tables = [*self.people.tables(), *self.tables]
        findings = [finding for grid in self.grids for finding in grid.findings] + self.people.findings()
        return Delivery(
            "annex_a", [p.name for p in self.paths], sha256_of(list(self.paths)), tables, findings
        )

    def _say_list(self, one: List, places: Mapping[str, int], grid: Grid, read: dict[int, Grid]) -> bool:
        """Add the findings about the list as a whole, and say whether it is to be read."""
        if one.number in read:
            before = read[one.number].place or read[one.number].file
            grid.note(
                "D240",
                "attention",
                f"This is a second list {one.number}; the first one ({before}) is read.",
                "Take one of them out of the file.",
                rows=len(grid.rows),
            )
            return False
        read[one.number] = grid
        if one.number not in USED:
            says = f"List {one.number} ({one.title}) is recognised; the register has no place for it, so none is read."
            grid.note("D225", "note", says, rows=len(grid.rows))
            return False
        for name, patterns in one.columns.items():
            if name not in places:
                says = f"List {one.number} has no column for: {patterns[0]}. It is read as blank."
                grid.note(
                    "D224", "attention", says, "Add the column, or name it as the guidance does.", column=name
                )
        for header in unknown_to(one, grid.headers, dict(places)):
            says = "The column is not part of the list and is not read."
            grid.note("D223", "note", says, column=header)
        return True

    def _add(
        self, table: str, grid: Grid, columns: dict[str, Texts], keep: Iterable[int] | None = None, *,
        scope: Scope | None = Scope(),  # noqa: B008 - frozen, so it may be shared
        of_the_day: bool = False,
    ) -> None:  # fmt: skip
        """Add rows of a table: those at `keep`, or all."""
        at = list(range(len(grid.rows)) if keep is None else keep)
        held = {name: [column[n] for n in at] for name, column in columns.items()}
        coded = {
            name: annex_a_words.aliases(kind, held[name])
            for name, kind in _CODED.get(table, {}).items()
            if name in held
        }
        headers = {name: _header(grid, column) for name, column in columns.items()}
        rows = [grid.rows[n] for n in at]
        self.tables.append(
            TableRows(table, held, rows, grid.place, headers, coded, scope, of_the_day=of_the_day)
        )

    def _contacts(self, grid: Grid, c: dict[str, Texts]) -> None:
        self._add("contact", grid, {
            "contact_id": _named(c, "received"), "child_id": c["child_id"], "received": c["received"],
            "source_group": c["source"],
        })  # fmt: skip

    def _early_help(self, grid: Grid, c: dict[str, Texts]) -> None:
        self._add("early_help_episode", grid, {
            "episode_id": _named(c, "started", "completed"), "child_id": c["child_id"],
            "assessment_started": c["started"], "assessment_completed": c["completed"],
            "organisation": c["organisation"],
        })  # fmt: skip

    def _referrals(self, grid: Grid, c: dict[str, Texts]) -> None:
        self._add("referral", grid, {
            "referral_id": _named(c, "received"), "child_id": c["child_id"], "received": c["received"],
            "source_group": c["source"], "no_further_action": c["nfa"], "team": c["team"],
        })  # fmt: skip

    def _assessments(self, grid: Grid, c: dict[str, Texts]) -> None:
        self._add("assessment", grid, {
            "assessment_id": _named(c, "started"), "child_id": c["child_id"], "started": c["started"],
            "child_seen": c["seen"], "completed": c["completed"], "outcome": c["outcome"], "team": c["team"],
        })  # fmt: skip

    def _enquiries(self, grid: Grid, c: dict[str, Texts]) -> None:
        enquiry = _named(c, "strategy")
        self._add("section_47", grid, {
            "section_47_id": enquiry, "child_id": c["child_id"], "strategy_discussion": c["strategy"],
            "conference_not_required": c["unnecessary"], "team": c["team"],
        })  # fmt: skip
        self._add("conference", grid, {
            "conference_id": _named(c, "held"), "section_47_id": enquiry, "child_id": c["child_id"], "held": c["held"],
            "plan_made": c["plan_made"],
        }, _filled(c["held"]))  # fmt: skip

    def _in_need(self, grid: Grid, c: dict[str, Texts]) -> None:
        """List 6 holds every open case; only the rows whose case status is a child in need plan are such plans."""
        status = [annex_a_words.code_of("case_status", text) if text else None for text in c["status"]]
        plans = [n for n, word in enumerate(status) if word == "cin plan"]
        plan = _named(c, "started")
        self._add("cin_plan", grid, {
            "plan_id": plan, "child_id": c["child_id"], "started": c["started"], "ended": c["ended"], "team": c["team"],
        }, plans)  # fmt: skip
        seen = set(_filled(c["seen"]))
        self._add("cin_visit", grid, {
            "visit_id": _named(c, "seen"), "plan_id": plan, "child_id": c["child_id"], "made": c["seen"],
            "team": c["team"],
        }, [n for n in plans if n in seen], scope=LATEST)  # fmt: skip
        self._say_status(grid, status)

    def _say_status(self, grid: Grid, status: Sequence[str | None]) -> None:
        """Say how many rows are of other cases, and which do not say what they are of."""
        others = [n for n, word in enumerate(status) if word not in (None, "cin plan")]
        if others:
            says = (
                f"{len(others)} rows are of cases that are not child in need plans; only the child is read."
            )
            first = grid.rows[others[0]]
            grid.note("D234", "note", says, row=first, column="Case Status", rows=len(others))
        for n in [n for n, word in enumerate(status) if word is None]:
            grid.note(
                "D234",
                "attention",
                "It is not said whether there is a child in need plan; only the child is read.",
                "Write the case status as the guidance does: c) Child in need plan.",
                row=grid.rows[n],
                column="Case Status",
                table="cin_plan",
            )

    def _protection(self, grid: Grid, c: dict[str, Texts]) -> None:
        plan = _named(c, "started")
        self._add("cp_plan", grid, {
            "plan_id": plan, "child_id": c["child_id"], "started": c["started"], "ended": c["ended"],
            "first_category": c["first_category"], "latest_category": c["latest_category"],
            "previous_plans": c["previous"], "team": c["team"],
        })  # fmt: skip
        self._add("cp_visit", grid, {
            "visit_id": _named(c, "visit"), "plan_id": plan, "child_id": c["child_id"], "made": c["visit"],
            "seen_alone": c["alone"], "team": c["team"],
        }, _filled(c["visit"]), scope=LATEST)  # fmt: skip
        self._add("cp_review", grid, {
            "review_id": _named(c, "review"), "plan_id": plan, "child_id": c["child_id"], "held": c["review"],
        }, _filled(c["review"]), scope=LATEST)  # fmt: skip

    def _looked_after(self, grid: Grid, c: dict[str, Texts]) -> None:
        """One row is a whole time in care as it stands now, so it is named by the day the child came into care."""
        self._add("care_episode", grid, {
            "episode_id": _named(c, "started"), "child_id": c["child_id"], "started": c["started"],
            "legal_status": c["legal_status"], "primary_need": c["need"], "placement_type": c["placement_type"],
            "provider": c["provider"], "placement_urn": c["urn"], "placement_started": c["placement_started"],
            "placed_in": c["placed_in"], "outside_authority": c["location"], "ended": c["ended"],
            "end_reason": c["end_reason"], "team": c["team"],
        })  # fmt: skip
        self._add("care_review", grid, {
            "review_id": _named(c, "review"), "child_id": c["child_id"], "held": c["review"],
        }, _filled(c["review"]), scope=LATEST)  # fmt: skip
        self._add("care_visit", grid, {
            "visit_id": _named(c, "visit"), "child_id": c["child_id"], "made": c["visit"], "team": c["team"],
        }, _filled(c["visit"]), scope=LATEST)  # fmt: skip
        for name, kind in (("health", "health assessment"), ("dental", "dental check")):
            check = [None if own is None else f"{own}/{kind}" for own in _named(c, name)]
            self._add("care_health", grid, {
                "check_id": check, "child_id": c["child_id"], "kind": [kind] * len(grid.rows), "done": c[name],
            }, _filled(c[name]), scope=None)  # fmt: skip

    def _care_leavers(self, grid: Grid, c: dict[str, Texts]) -> None:
        """A row says how a young person lives on the day of the extract; the next extract adds another day's."""
        children = [None if blank(child) else (child or "").strip() for child in c["child_id"]]
        self._add("care_leaver", grid, {
            "status_id": [child and f"{child}/{EXTRACTION_DAY}" for child in children], "child_id": c["child_id"],
            "as_at": [EXTRACTION_DAY] * len(grid.rows), "in_touch": c["in_touch"], "activity": c["activity"],
            "accommodation": c["accommodation"], "suitable": c["suitability"], "team": c["team"],
        }, scope=LATEST, of_the_day=True)  # fmt: skip

    def _adoption(self, grid: Grid, c: dict[str, Texts]) -> None:
        """Say that the dates of adoption have no place. Who the child is has been taken from the list."""
        says = f"{len(grid.rows)} rows of adoption: only the child is read; the register has no table for the dates."
        grid.note("D225", "note", says, rows=len(grid.rows))


def _named(columns: dict[str, Texts], *days: str) -> Texts:
    """Return an id for each row: the child and the first of the days that is filled."""
    names = Names()
    found: Texts = []
    for child, *rest in zip(
        columns["child_id"], *(columns[day] for day in days), zip(*columns.values(), strict=True), strict=True
    ):
        day = next((text for text in rest[:-1] if not blank(text)), None)
        found.append(None if blank(child) else names.own(f"{(child or '').strip()}/{iso(day)}", rest[-1]))
    return found


def _filled(column: Texts) -> list[int]:
    return [n for n, text in enumerate(column) if not blank(text)]


def _header(grid: Grid, column: Texts) -> str:
    """Return the header of a column of the grid, or nothing for one that was made."""
    return next((header for header, own in zip(grid.headers, grid.columns, strict=True) if own is column), "")


def none_found(path: Path) -> DataFault:
    """Return the error for a workbook in which no sheet is a list."""
    return DataFault(
        "D112", f"{path.name} is a workbook, but no sheet in it is a list of Annex A.",
        "A list is known by its headers, such as Child Unique ID and Date of Contact, in the first 30 rows of a sheet.",
    )  # fmt: skip
