"""Reads the files a council has: SSDA903, CIN census, Annex A, SEN2, and plain CSVs of the register's tables.

`read` recognises each file by what is in it, never by its name. Files that belong together (those of one SSDA903
return, of one COLLECT export, of one Annex A extract) and stand in one folder are read as one delivery. What a reader
returns is in `delivery.py`; a file that cannot be used is refused with a DataFault, see docs/errors.md.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scrutable.sources.delivery import Delivery

if TYPE_CHECKING:
    from scrutable.sources.ssd_address import Address


def read(paths: Sequence[Path], say: Callable[[str], None] = lambda words: None) -> list[Delivery]:
    """Return what is in the files, one delivery for each set that belongs together, in the order of the paths.

    `say` is told, in words, what each file is as it is read. Raises DataFault (D1..) for a file that cannot be used:
    then none is read.
    """
    # The readers need lxml and fastexcel, which a command such as --help must not wait for.
    from scrutable.sources.recognition import read_all

    return read_all(paths, say)


def read_database(
    address: "Address", schema: str | None, say: Callable[[str], None] = lambda words: None
) -> list[Delivery]:
    """Return the Standard Safeguarding Dataset of a database, as one delivery. Raises as `ssd_database.sheets` does."""
    from scrutable.sources import ssd_database

    return [ssd_database.read(address, schema, say)]


def recognise(path: Path) -> str:
    """Return in words what the file is: `SSDA903 episodes`, `CIN census`, `Annex A`, `SEN2`, `csv of cp_visit` ...

    Raises DataFault (D1..) where it is none of them.
    """
    from scrutable.sources import recognition

    return recognition.recognise(path)
