"""Figures as rows for programs: the columns of the JSON format, and the Arrow table that Python gets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from scrutable.figures.figure import Figure
from scrutable.figures.freshness import Records

if TYPE_CHECKING:
    import pyarrow as pa


def as_table(figures: Sequence[Figure], records: Records | None, on: date) -> pa.Table:
    """Return figures of one indicator as an Arrow table with the columns of the JSON format."""
    import pyarrow as pa

    schema = pa.schema(
        {
            "indicator": pa.string(), "period": pa.string(), "period_start": pa.date32(), "period_end": pa.date32(),
            "breakdown": pa.string(), "numerator": pa.float64(), "denominator": pa.float64(), "value": pa.float64(),
            "excluded": pa.int64(), "unit": pa.string(), "known_on": pa.string(), "absent": pa.string(),
            "records_taken_out": pa.timestamp("s"), "records_age_days": pa.int64(),
        }
    )  # fmt: skip
    return pa.Table.from_pylist([as_row(figure, records, on) for figure in figures], schema=schema)


def as_row(figure: Figure, records: Records | None = None, on: date | None = None) -> dict[str, Any]:
    """Return a figure as the JSON format has it. `records` are those it rests on, `on` the day it speaks from."""
    return {
        "indicator": figure.indicator,
        "period": figure.period.name,
        "period_start": figure.period.start,
        "period_end": figure.period_end,
        "breakdown": figure.breakdown,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "excluded": figure.excluded,
        "unit": figure.unit,
        "known_on": figure.known_on,
        "absent": figure.absent,
        "records_taken_out": records.taken_out if records else None,
        "records_age_days": records.age(on) if records and on else None,
    }
