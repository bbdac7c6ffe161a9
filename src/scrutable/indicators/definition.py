"""Reads the indicators: each is one `.sql` file whose opening comment says in TOML what it asks and counts.

A definition is read and checked whole, and all the faults of a file are reported together. `catalogue()` is every
indicator in the order of the report; given a council's own folder, with what it adds or replaces. What the SELECT
must return is in DESIGN.md; `engine/duckdb.py` runs it. Read `checking.py` next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scrutable.indicators import dialect, front_matter
from scrutable.indicators.boards import FOLDER, Dashboard, dashboards, in_order, own_dashboards
from scrutable.indicators.faults import Fault, as_error, did_you_mean, raise_all, untold
from scrutable.register import schema

OWN = "indicators"  # the folder beside scrutable.toml that holds a council's own definitions
Stamp = tuple[tuple[str, int, int], ...]  # of each file of a folder: its name, when it was changed, its size


@dataclass(frozen=True)
class Definition:
    """One indicator: what it asks, what it counts, the law it rests on and the SELECT of its case list.

    `select` is the SQL without the front matter, ready to be put between brackets; `sql` is the whole file.
    `hash` changes with any letter of the file, so that a stored figure can name the definition it was made by.
    A text that the file leaves out is empty, and says so by being empty: there is no other default. The title of a
    council's variant of a built-in indicator says that it is one.
    """

    id: str
    title: str
    question: str
    counts: str
    plural: str
    measures: str
    better: str
    dashboard: str
    basis: str
    select: str
    sql: str
    hash: str
    path: Path
    sentence: str
    none: str
    board: Dashboard  # its dashboard, with the title
    own: bool = False  # a council's own
    variant_of: str = ""  # the built-in indicator that it replaces, whose id it has
    version: int = 1  # raised by who changes the rule; the hash tells of any change
    order: int | None = None
    stock: bool = False
    per: str = ""  # what a ratio is "for each" of; empty: it is a percentage
    amounts_in: str = ""  # what a median, a mean or a sum is measured in: "weeks"
    look_back: int = 0  # months of records before a case without which it cannot be judged
    covered: float = 0.9  # the least share of the cases that must have that history for a figure to be given
    optional: tuple[str, ...] = ()  # tables that it looks things up in and counts without
    needs: tuple[
        str, ...
    ] = ()  # columns, as table.column, that must be recorded in some row for it to say anything
    limit: str = ""
    excludes: tuple[str, ...] = ()
    cannot_say: tuple[
        str, ...
    ] = ()  # of `excludes`: where all are left out for these, nothing is known, not nought
    compare: str = ""
    beside: str = ""
    breakdowns: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    source: str = ""
    certainty: str = "not verified"
    uncertain: str = ""
    checked_by: str = ""
    next_review: date | None = None

    @property
    def counts_children(self) -> bool:
        """Whether a child with several cases in a period is counted once."""
        return self.counts == "child"

    @property
    def examples(self) -> Path:
        """Where its worked examples are."""
        return self.path.with_suffix(".examples")


def parse(text: str, path: Path, own: Path | None = None, *, thorough: bool | None = None) -> Definition:
    """Return the definition that a file's text holds. Raises DefinitionFault with every fault in it.

    `own` is the council's folder where the file is one of its own. What the SQL means is checked where `thorough`:
    for a council's own if nothing is said, and for the built-in ones by the tests.
    """
    definition, faults = _parse(text, path, own, thorough)
    if definition is None:
        raise as_error(faults)
    return definition


def read(path: Path, own: Path | None = None) -> Definition:
    """Return the definition in a file. Raises DefinitionFault with every fault in it."""
    return parse(path.read_text(encoding="utf-8-sig"), path, own)


def catalogue(own: Path | None = None, *, folder: Path = FOLDER) -> tuple[Definition, ...]:
    """Return every indicator: dashboards in their order, then by `order`, then by id.

    `own` is a council's folder of definitions; one that is not there adds nothing. Raises DefinitionFault with the
    faults of all its files, or where an id is used twice or `beside` names no indicator.
    """
    stamp = _stamp(own) if own else ()
    return _with_own(folder, own, stamp) if own and stamp else _built_in(folder)


def boards(definitions: Iterable[Definition]) -> tuple[Dashboard, ...]:
    """Return the dashboards of some definitions, in the definitions' order."""
    return tuple(dict.fromkeys(one.board for one in definitions))


@cache
def _built_in(folder: Path) -> tuple[Definition, ...]:
    found = [
        read(path)
        for dashboard in dashboards(folder)
        for path in sorted((folder / dashboard.id).glob("*.sql"), key=lambda path: path.name)
    ]
    raise_all(_check_together(found))
    return _in_order(found)


@lru_cache(maxsize=8)
def _with_own(folder: Path, own: Path, stamp: Stamp) -> tuple[Definition, ...]:
    """Return the built-in definitions with a council's own, as its files were when they had that stamp."""
    _, faults = own_dashboards(own, dashboards(folder))
    mine: list[Definition] = []
    for name, *_ in stamp:
        if name.lower().endswith(".sql"):
            one, wrong = _read_own(own / name, own)
            mine += [one] if one else []
            faults += wrong
    replaced = {one.variant_of for one in mine if one.variant_of}
    built_in = {one.id: one for one in _built_in(folder)}
    mine = [_in_place_of(built_in.get(one.variant_of), one) for one in mine]
    found = [one for one in built_in.values() if one.id not in replaced] + mine
    raise_all(faults or _check_together(found))
    return _in_order(found)


def _in_order(found: Sequence[Definition]) -> tuple[Definition, ...]:
    place = {board.id: number for number, board in enumerate(in_order([one.board for one in found]))}
    last = max((one.order or 0 for one in found), default=0) + 1
    return tuple(sorted(found, key=lambda one: (place[one.dashboard], one.order or last, one.id)))


def _in_place_of(built_in: Definition | None, one: Definition) -> Definition:
    """Return a variant where the indicator that it replaces stands, unless it says where else."""
    return replace(one, order=built_in.order) if built_in and one.order is None else one


def _stamp(own: Path) -> Stamp:
    """Return what the files of a council's folder look like, so that they are read again when one is changed."""
    files = [file for pattern in ("*", "*/*") for file in own.glob(pattern) if file.is_file()]
    kept = [file for file in files if file.suffix.lower() in (".sql", ".toml")]
    found = ((file.relative_to(own).as_posix(), file.stat()) for file in kept)
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))


def _read_own(path: Path, own: Path) -> tuple[Definition | None, list[Fault]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        says = "The file is not text in UTF-8. Save it as UTF-8 in your editor."
        return None, [Fault("F001", _shown(path, own), 1, 1, says)]
    return _parse(text, path, own, True)


def _parse(
    text: str, path: Path, own: Path | None, thorough: bool | None
) -> tuple[Definition | None, list[Fault]]:
    """Return a definition, or none and every fault of its file."""
    text, file = text.replace("\r\n", "\n"), _shown(path, own)
    parts = front_matter.split(text)
    if parts is None:
        says = "A definition opens with its front matter, between /* on the first line and */."
        return None, [Fault("F001", file, 1, 1, says)]
    head, body = parts
    first_line = 1 + head.count("\n")
    values, faults = front_matter.parse(head, file)
    boards = _boards(own)
    faults += _check_place(values, path, own, boards, file)
    faults += front_matter.named(values, "needs", columns_known(), "column", "F012", file)
    words = dialect.check(body, file, first_line)
    if thorough or (thorough is None and own):
        from scrutable.indicators import checking

        words += untold(checking.check(body, file, first_line, checking.case_list(values)), words)
    faults += words
    if faults:
        return None, faults
    return _definition(values, body, text, path, boards, own is not None), []


def _shown(path: Path, own: Path | None) -> str:
    """Return a file as messages name it: a council's own with its folder."""
    return path.relative_to(own.parent).as_posix() if own and path.is_relative_to(own) else path.name


def _boards(own: Path | None) -> dict[str, Dashboard]:
    added = own_dashboards(own, dashboards())[0] if own else []
    return {board.id: board for board in (*dashboards(), *added)}


def _definition(
    values: dict[str, Any], body: str, text: str, path: Path, boards: dict[str, Dashboard], own: bool
) -> Definition:
    """Return the definition of checked values, with what can be worked out where a key is left out."""
    facts = dict(values)
    facts.setdefault("plural", f"{facts['counts']}s")
    units = f"{facts['counts']}|{facts['plural']}"
    when = "{at}" if facts.get("stock") else "{window}"
    facts.setdefault(
        "sentence", f"{facts['title']}: {_SAID.get(facts['measures'], _NUMBER).format(units=units)} {when}"
    )
    facts.setdefault("none", f"{facts['title']}: no {facts['plural']} {when}")
    board = boards.get(facts["dashboard"]) or Dashboard(facts["dashboard"], facts["dashboard"], 0)
    return Definition(board=board, **front_matter.facts(facts, body, text, path, own))


# What a definition says that has no sentence of its own, by its measure.
_NUMBER = "{{n}} {{n:{units}}}"
_SAID = {
    "share": "{{met}} of {{counted}} {{counted:{units}}} ({{percent}})",
    "rate": "{{n}} {{n:{units}}}, {{value}} for every 10,000 children",
    "ratio": "{{value}}",
    "median": "{{value}}, the middle of {{counted}} {{counted:{units}}}",
    "mean": "{{value}} on average of {{counted}} {{counted:{units}}}",
    "sum": "{{value}}, of {{counted}} {{counted:{units}}}",
}


def columns_known() -> list[str]:
    """Return every column of the register, as table.column."""
    return [f"{table.name}.{column}" for table in schema.tables().values() for column in table.columns]


def _check_place(
    values: dict[str, Any], path: Path, own: Path | None, boards: dict[str, Dashboard], file: str
) -> list[Fault]:
    """Return what is wrong with where the file lies: its folder is its dashboard, its name its id."""
    faults = []
    dashboard, lies_in = values.get("dashboard"), path.parent.name
    loose = own is not None and path.parent == own  # the front matter alone says which dashboard
    if isinstance(dashboard, str) and dashboard != lies_in and not loose:
        says = (
            f'dashboard is "{dashboard}" but the file lies in "{lies_in}".{did_you_mean(dashboard, boards)}'
        )
        faults.append(Fault("F007", file, 1, 1, says))
    elif own and isinstance(dashboard, str) and dashboard not in boards:
        near = (
            did_you_mean(dashboard, boards)
            or f" Write one of: {', '.join(boards)}; or add it in {OWN}/dashboards.toml."
        )
        faults.append(Fault("F007", file, 1, 1, f'There is no dashboard "{dashboard}".{near}'))
    if not path.stem.isidentifier() or path.stem != path.stem.lower() or path.suffix != ".sql":
        says = "The file's name is the indicator's id: small letters, digits and underscores, then .sql."
        faults.append(Fault("F007", file, 1, 1, says))
    return faults + _check_variant(values.get("variant_of"), path, own, file)


def _check_variant(said: object, path: Path, own: Path | None, file: str) -> list[Fault]:
    """Return what is wrong with how a definition stands to the built-in ones: it replaces one openly or not at all."""
    built_in = {found.stem for found in FOLDER.glob("*/*.sql")}
    says = ""
    if own is None:
        says = "variant_of is for a council's own definition only." if said else ""
    elif path.stem in built_in and said != path.stem:
        says = (
            f'{path.stem} is a built-in indicator. To replace it openly write variant_of = "{path.stem}";'
            " to add another, give the file another name."
        )
    elif path.stem not in built_in and isinstance(said, str):
        near = did_you_mean(said, built_in) if said not in built_in else ""
        says = (
            f'A variant of "{said}" has its id: call the file {said}.sql, or leave variant_of out.'
            if said in built_in
            else f'variant_of names no built-in indicator: "{said}".{near}'
        )
    return [Fault("F030", file, 1, 1, says)] if says else []


def _check_together(found: Sequence[Definition]) -> list[Fault]:
    """Return what only the whole catalogue can show: an id used twice, a `beside` that names nothing."""
    faults = []
    seen: set[str] = set()
    ids = {one.id for one in found}
    for one in found:
        if one.id in seen:
            faults.append(
                Fault("F007", one.path.name, 1, 1, "Another dashboard has an indicator of this id.")
            )
        seen.add(one.id)
        if one.beside and one.beside not in ids:
            says = f'beside names no indicator: "{one.beside}".{did_you_mean(one.beside, ids)}'
            faults.append(Fault("F009", one.path.name, 1, 1, says))
    return faults
