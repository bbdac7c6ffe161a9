"""Reads the checks: each is one `.sql` file whose opening comment says in TOML what it asks, why, and what to do.

The SELECT returns the rows that fail, one row of a register table each:

    authority, table_name, row_id   whose row it is, the table it stands in, and its id there
    child_id                        the child, where there is one
    first_day, last_day             the days on which the row bears: empty first since ever, empty last until now
    any other column                evidence: the dates that disagree, the other row

It looks at all rows as they stand and not at a period: which figure a row is behind is for `behind.py`. A council may
put its own checks into `checks/` beside its scrutable.toml; a file there with a built-in check's id takes its place
openly with `variant_of`, as an indicator's does. Read `running.py` next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from scrutable.indicators import dialect, front_matter
from scrutable.indicators.definition import Definition, columns_known
from scrutable.indicators.faults import Fault, as_error, did_you_mean, raise_all, untold
from scrutable.indicators.front_matter import Key, text, texts
from scrutable.register import schema

FOLDER = Path(__file__).parent
OWN = "checks"  # the folder beside scrutable.toml that holds a council's own checks
FAILING = "failing"  # what a worked example calls the rows that come out
ROW = {
    "authority": "text", "table_name": "text", "row_id": "text", "child_id": "text", "first_day": "date",
    "last_day": "date",
}  # fmt: skip
KEYS: Mapping[str, Key] = {
    "title": text(needed=True),
    "asks": text(needed=True),
    "why": text(needed=True),
    "touches": texts(needed=True),
    "do": text(needed=True),
    "sentence": text(needed=True),
    "source": text(needed=True),
    "optional": texts(),
    "needs": texts(),
    "variant_of": text(),
}
_PLACE = re.compile(r"\{n(?::([^{}|]+)\|([^{}|]+))?\}")
_PERIOD = re.compile(r"\b(?:from|join|,)\s+(period)\b(?!\s*\.)", re.IGNORECASE)
_WHY = {
    "authority": "e.authority",
    "table_name": "the name of the table that the row stands in, as table_name",
    "row_id": "the id of the row in its table, as row_id",
    "first_day": "the first day on which the row bears, as first_day",
    "last_day": "the last day on which the row bears, as last_day",
}


@dataclass(frozen=True)
class Check:
    """One check: what it asks, why it matters, the indicators it touches, what to do, and the SELECT of what fails.

    `sentence` says how many rows fail, with {n}. `optional` are tables that it reads and can be without; where another
    that it reads was never loaded, or a column of `needs` (table.column) is never filled, it is not asked.
    """

    id: str
    title: str
    asks: str
    why: str
    touches: tuple[str, ...]
    do: str
    sentence: str
    source: str
    select: str
    sql: str
    hash: str
    path: Path
    own: bool = False
    variant_of: str = ""
    optional: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def examples(self) -> Path:
        """Where its worked examples are."""
        return self.path.with_suffix(".examples")


def parse(
    text: str, path: Path, own: Path | None = None, *, thorough: bool | None = None, place: str = ""
) -> Check:
    """Return the check that a file's text holds. Raises DefinitionFault with every fault in it.

    `own` is the council's folder where the check is one of its own. What the SQL means is checked where `thorough`: for
    a council's own if nothing is said, and for the built-in ones by the tests.
    """
    text, file = text.replace("\r\n", "\n"), place or path.name
    parts = front_matter.split(text)
    if parts is None:
        says = "A check opens with its front matter, between /* on the first line and */."
        raise as_error([Fault("F001", file, 1, 1, says)])
    head, body = parts
    first_line = 1 + head.count("\n")
    values, faults = front_matter.parse(head, file, KEYS, ("n",))
    faults += _check_place(values, path, own, file) + _check_said(values, file)
    words = dialect.check(body, file, first_line) + _check_periods(body, file, first_line)
    if thorough or (thorough is None and own):
        words += _check_meaning(body, file, first_line, words)
    raise_all(faults + words)
    return Check(**front_matter.facts(values, body, text, path, own is not None))


def catalogue(
    definitions: Iterable[Definition], own: Path | None = None, *, folder: Path = FOLDER
) -> tuple[Check, ...]:
    """Return every check, in the order of their ids.

    `own` is a council's folder of checks; one that is not there adds nothing. Raises DefinitionFault with the faults of
    all its files: what its checks touch must be among `definitions`, and must read a table which the check reads.
    """
    if own is None or not any(own.glob("*.sql")):
        return _built_in(folder)
    files = sorted(own.glob("*.sql"), key=lambda file: file.name)
    stamp = tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    return _with_own(folder, own, stamp, tuple(definitions))


@cache
def _built_in(folder: Path) -> tuple[Check, ...]:
    files = sorted(folder.glob("*.sql"), key=lambda file: file.name)
    return tuple(parse(file.read_text(encoding="utf-8"), file) for file in files)


@lru_cache(maxsize=8)
def _with_own(
    folder: Path, own: Path, stamp: tuple[Any, ...], definitions: tuple[Definition, ...]
) -> tuple[Check, ...]:
    """Return the built-in checks with a council's own, as its files were when they had that stamp."""
    from scrutable.errors import DefinitionFault

    mine, faults = [], list[str]()
    for name, *_ in stamp:
        shown = f"{own.name}/{name}"
        try:
            one = parse((own / name).read_text(encoding="utf-8-sig"), own / name, own, place=shown)
            raise_all(check_touches(one, definitions, shown))
            mine.append(one)
        except UnicodeDecodeError:
            faults.append(
                f"F001 {shown}:1:1  The file is not text in UTF-8. Save it as UTF-8 in your editor."
            )
        except DefinitionFault as fault:
            faults += str(fault).splitlines()
    if faults:
        raise DefinitionFault(faults[0][:4], "\n".join([faults[0][5:].lstrip(), *faults[1:]]))
    replaced = {one.variant_of for one in mine}
    found = [one for one in _built_in(folder) if one.id not in replaced] + mine
    return tuple(sorted(found, key=lambda one: one.id))


def check_touches(one: Check, definitions: Sequence[Definition], file: str) -> list[Fault]:
    """Return what is wrong with the indicators that a check says it touches: none of that name, or it cannot be."""
    known, faults = {each.id: each for each in definitions}, []
    reads = tables_of(one.select)
    for name in one.touches:
        if name not in known:
            says = f'touches names no indicator: "{name}".{did_you_mean(name, known)}'
            faults.append(Fault("F201", file, 1, 1, says))
        elif not reads & tables_of(known[name].select):
            says = (
                f"{name} reads none of the tables that the check reads ({', '.join(sorted(reads))}), so no row that"
                " fails can decide it. Leave it out of touches."
            )
            faults.append(Fault("F202", file, 1, 1, says))
    return faults


@lru_cache(maxsize=512)
def tables_of(select: str) -> frozenset[str]:
    """Return the register's tables that a SELECT reads."""
    from sqlglot import exp, parse_one

    named = {table.name.lower() for table in parse_one(select, dialect="duckdb").find_all(exp.Table)}
    return frozenset(named & set(schema.tables()))


def said(check: Check, rows: int) -> str:
    """Return how many rows fail a check, as part of a sentence.

    >>> from scrutable.indicators.definition import catalogue as indicators
    >>> one = next(each for each in catalogue(indicators()) if each.id == "protection_plans_without_category")
    >>> said(one, 1), said(one, 1204)
    ('1 plan without a category of abuse', '1,204 plans without a category of abuse')
    """
    return _PLACE.sub(
        lambda found: (found[1] if rows == 1 else found[2]) if found[1] else f"{rows:,}", check.sentence
    )


def _check_periods(body: str, file: str, first_line: int) -> list[Fault]:
    """Return where a check reads the periods. It looks at all rows: which figure one is behind is asked afterwards."""
    says = "A check looks at all rows, whatever their day. Leave period out: first_day and last_day say when one bears."
    code = dialect.code_only(body)
    return [
        dialect.fault_at("F208", code, found.start(1), file, first_line, says)
        for found in _PERIOD.finditer(code)
    ]


def _check_meaning(body: str, file: str, first_line: int, words: Sequence[Fault]) -> list[Fault]:
    """Return what is wrong with the SQL of a check; what words alone have shown on a line is not told again."""
    from scrutable.indicators import checking

    found = checking.check(body, file, first_line, checking.Contract("list of failing rows", ROW, {}, _WHY))
    return untold(found, words)


def _check_said(values: Mapping[str, Any], file: str) -> list[Fault]:
    """Return what is wrong with the sentence, and with the tables and columns that the front matter names."""
    faults = []
    sentence = values.get("sentence")
    if isinstance(sentence, str) and "{n}" not in sentence:
        says = 'The sentence says how many rows fail: write {n} in it, such as "{n} {n:plan|plans} that end too soon".'
        faults.append(Fault("F203", file, 1, 1, says))
    faults += front_matter.named(values, "optional", schema.tables(), "table", "F013", file)
    faults += front_matter.named(values, "needs", columns_known(), "column", "F012", file)
    return faults


def _check_place(values: Mapping[str, Any], path: Path, own: Path | None, file: str) -> list[Fault]:
    """Return what is wrong with a file's name, which is the check's id, and with how it stands to the built-in ones."""
    faults = []
    if not path.stem.isidentifier() or path.stem != path.stem.lower() or path.suffix != ".sql":
        says = "The file's name is the check's id: small letters, digits and underscores, then .sql."
        faults.append(Fault("F204", file, 1, 1, says))
    built_in, said = {found.stem for found in FOLDER.glob("*.sql")}, values.get("variant_of")
    if own is None:
        says = "variant_of is for a council's own check only." if said else ""
    elif path.stem in built_in and said != path.stem:
        says = (
            f'{path.stem} is a built-in check. To replace it openly write variant_of = "{path.stem}"; to add another,'
            " give the file another name."
        )
    elif said and path.stem not in built_in:
        says = f'A variant has the id of the built-in check that it replaces, and this file is not called "{said}.sql".'
    else:
        says = ""
    return [*faults, Fault("F205", file, 1, 1, says)] if says else faults
