"""What the tests of the readers share: the published samples, and small files made on the spot."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from scrutable.sources.delivery import Delivery, Finding, TableRows

SAMPLES = Path(__file__).parents[3].parent / "shared" / "data" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The published sample files, which lie beside the checkout and are not part of it."""
    if not SAMPLES.is_dir():
        pytest.skip("the published samples are not beside the checkout")
    return SAMPLES


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of text or bytes, and return its path."""

    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: sheet name -> rows of cells. A cell `=...` is a formula that was never worked out."""

    def written(sheets: dict[str, Sequence[Sequence[object]]], name: str = "book.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"created": datetime(2020, 1, 6)})  # the same bytes every time
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if isinstance(cell, str) and cell.startswith("="):
                            sheet.write_formula(at, column, cell, value="")
                        elif cell is not None:
                            sheet.write(at, column, cell)
        return path

    return written


@pytest.fixture
def table() -> Callable[[Delivery, str], TableRows]:
    """Return the one table of a name in a delivery."""

    def found(delivery: Delivery, name: str) -> TableRows:
        tables = [rows for rows in delivery.tables if rows.table == name]
        assert len(tables) == 1, f"{len(tables)} tables {name}"
        for column, texts in tables[0].columns.items():
            assert len(texts) == len(tables[0].rows), column
        return tables[0]

    return found


@pytest.fixture
def coded() -> Callable[[Sequence[Finding], str], list[Finding]]:
    """Return the findings of one code."""
    return lambda findings, code: [finding for finding in findings if finding.code == code]
