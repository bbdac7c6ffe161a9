"""What a store holds of published figures: the releases, what is wrong in them, which indicators they serve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrutable.comparators.loading import reading
from scrutable.comparators.series import code_of, why_none
from scrutable.comparators.shelf import area_names, described, periods, shelf
from scrutable.indicators.definition import Definition

_RELEASES = """
select r.number, r.file, r.source, r.tbl as holds, r.version, r.holds as many, r.released, r.loaded_at,
    (select coalesce(sum(f.rows), 0) from finding f where f.release = r.number) as findings
from release r order by r.number
"""
_FINDINGS = """
select f.code, r.file, f.row, f.column_ as column, f.measure, f.part, f.area, f.period, f.says, f.do_ as do, f.unusable,
    f.rows
from finding f join release r on r.number = f.release order by r.number, f.code, f.row
"""


@dataclass(frozen=True)
class Served:
    """Whether an indicator has a published series here: its code and periods, or why there is none."""

    indicator: str
    code: str
    first: str = ""
    last: str = ""
    why: str = ""


def releases(store: Path, loaded_by: datetime | None = None) -> list[dict[str, Any]]:
    """Return a row a release, in order of loading; of those loaded by a moment, where one is given."""
    return _rows(store, _RELEASES, loaded_by)


def findings(store: Path) -> list[dict[str, Any]]:
    """Return a row a finding: what in a published file contradicts itself or cannot be read, with file and row."""
    return _rows(store, _FINDINGS)


def served(store: Path, definitions: Iterable[Definition]) -> list[Served]:
    """Return for each indicator the published series that is held for it, or why there is none."""
    found = []
    with reading(store) as con:
        names = area_names(con)
        for one in definitions:
            code = code_of(one.id, one.compare)
            if not code:
                found.append(Served(one.id, "", why=why_none(one.id)))
                continue
            labels = periods(shelf(con, described(con, code), names))
            if labels:
                found.append(Served(one.id, code, labels[0], labels[-1]))
            else:
                found.append(Served(one.id, code, why="No file that holds it has been loaded."))
    return found


def _rows(store: Path, query: str, loaded_by: datetime | None = None) -> list[dict[str, Any]]:
    with reading(store, loaded_by) as con:
        result = con.execute(query)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
