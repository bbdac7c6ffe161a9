"""Which tables a definition reads, told from its text alone: by DuckDB's parser, which needs no table for it."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb


def tables_read(con: duckdb.DuckDBPyConnection, select: str) -> set[str]:
    """Return the relations that a SELECT reads, the names of its own with-queries left out.

    >>> sorted(tables_read(duckdb.connect(), "with a as (select * from b) select * from a join c using (x)"))
    ['b', 'c']
    """
    told = con.execute("select json_serialize_sql(?)", [select]).fetchall()
    nodes = list(_nodes(json.loads(told[0][0])))
    own = {entry["key"] for node in nodes for entry in node.get("cte_map", {}).get("map", [])}
    return {node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE"} - own


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(part)
