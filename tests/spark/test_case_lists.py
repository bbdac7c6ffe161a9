"""Spark lists the cases that DuckDB lists: every worked example and random registers of every indicator, row by row."""

import os
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import settings

from scrutable.engine.spark import SparkEngine
from scrutable.indicators.definition import Definition, catalogue
from scrutable.indicators.examples import as_text, read
from scrutable.register import schema
from tests.examples.running import periods_of
from tests.oracle.days import Rows
from tests.spark.batch import Batch, batches, drawn, duckdb_over, unnumbered

pytestmark = pytest.mark.spark

SAME = settings.get_current_profile_name() == "same"
REGISTERS = 10 if SAME else min(settings.default.max_examples, 200)
# A longer search draws other registers each time; a failure says how to draw them again.
SEED = None if SAME else int(os.environ.get("SCRUTABLE_SEED") or secrets.randbits(32))
TABLES = set(schema.relations())
ORDER = ["period_end", "case_id", "child_id"]


@pytest.mark.parametrize("definition", catalogue(), ids=lambda one: one.id)
def test_spark_lists_what_duckdb_lists(spark: SparkEngine, definition: Definition) -> None:
    registers: dict[str, dict[str, Rows]] = {
        f"e{one.line}": dict(one.tables) for one in read(definition.examples)
    }
    registers |= {f"r{number}": one for number, one in enumerate(drawn(definition, REGISTERS, SEED))}
    with saying_how_to_draw_them_again():
        for batch in batches(registers):
            on_spark, on_duckdb = both(spark, definition, batch)
            assert on_spark.schema == on_duckdb.schema
            assert_same(on_spark, on_duckdb)
            assert_examples_hold(definition, on_spark, batch)


@contextmanager
def saying_how_to_draw_them_again() -> Iterator[None]:
    """Add to whatever goes wrong, in a search, how the same registers are drawn again."""
    try:
        yield
    except Exception as wrong:
        if SEED is not None:
            wrong.add_note(f"Set SCRUTABLE_SEED={SEED} to draw the same registers again.")
        raise


def assert_examples_hold(definition: Definition, listed: pa.Table, batch: Batch) -> None:
    """Of each example in the batch came what is drawn, and nothing of it because other councils stand beside it."""
    cases = listed.to_pylist()
    for example in read(definition.examples):
        number = f"e{example.line}"
        ends = {period["period_end"] for period in example.tables["period"]}
        own = [case for case in cases if case["period_end"] in ends and _is_of(case, number)]
        found = Counter(
            tuple(as_text(unnumbered(case[column], number)) for column in example.compared) for case in own
        )
        if number in batch.numbers:
            assert found == Counter(example.cases), (
                f"{definition.examples.name}:{example.line} {example.title}"
            )


def _is_of(case: dict[str, Any], number: str) -> bool:
    return any(f"{number}:" in (case[column] or "") for column in ("authority", "case_id", "child_id"))


def both(spark: SparkEngine, definition: Definition, batch: Batch) -> tuple[pa.Table, pa.Table]:
    asked = periods_of(batch.period)
    duckdb = duckdb_over(batch.tables)
    spark.hold({name: batch.tables.get(name, []) for name in spark.tables_of(definition) if name in TABLES})
    lists = spark.case_list(definition, asked), duckdb.case_list(definition, asked)
    duckdb.con.close()
    return lists


def assert_same(on_spark: pa.Table, on_duckdb: pa.Table) -> None:
    """The same rows, in the same order as far as one is stated."""
    rows, expected = (Counter(map(repr, table.to_pylist())) for table in (on_spark, on_duckdb))
    assert sorted((rows - expected).elements())[:5] == sorted((expected - rows).elements())[:5]
    assert rows == expected
    assert on_spark.select(ORDER) == on_duckdb.select(ORDER)
