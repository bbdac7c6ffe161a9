"""What was found wrong in the files that were loaded, and still stands.

A finding stands until a later load of the same source brings its table again; one that is about a file and no table,
until a later load of the source at all.
"""

from typing import Any

import duckdb

_LATEST = """
select n.code, n.level, n.file, n.place, n.row_number as row, n.column_name as column, n.value,
    n.table_name as table, n.rows, n.says, n.do_this as do, n.load, n.source
from books.finding n
where not exists (
    select 1 from books.counts c join books.load l using (load)
    where c.load > n.load and c.source = n.source and l.authority = n.authority
        and n.table_name in ('', c.table_name))
    and (? = '' or n.authority = ?)
order by list_position(['unusable', 'attention', 'note'], n.level), n.source, n.file, n.place, n.code, n.column_name,
    n.row_number nulls first, n.value
"""


def latest(con: duckdb.DuckDBPyConnection, authority: str = "") -> list[dict[str, Any]]:
    """Return the findings that stand, what stops a row first, as dicts."""
    result = con.execute(_LATEST, [authority, authority])
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
