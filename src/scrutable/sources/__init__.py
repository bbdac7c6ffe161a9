"""Reads the files a council has: its returns, inspection lists, daily feed, and plain CSVs of the register's tables.

`read` recognises each file by what is in it, never by its name. Files that belong together (those of one SSDA903
return, of one COLLECT export, of one Annex A extract, of one day's feed) and stand in one folder are read as one
delivery. What a reader returns is in `delivery.py`; a file that cannot be used is refused with a DataFault, see
docs/errors.md. It is read by a process of its own, which holds nothing else and has limits: `apart.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scrutable.sources.delivery import Delivery

if TYPE_CHECKING:
    from scrutable.sources.apart import Limits
    from scrutable.sources.ssd_address import Address


def read(
    paths: Sequence[Path],
    say: Callable[[str], None] = lambda words: None,
    limits: Limits | None = None,
) -> list[Delivery]:
    """Return what is in the files, one delivery for each set that belongs together, in the order of the paths.

    `say` is told, in words, what each file is as it is read. Raises DataFault (D1..) for a file that cannot be used,
    or that takes more memory or time than the limits allow: then none is read.
    """
    from scrutable.sources import handing
    from scrutable.sources.apart import asked

    with asked("scrutable.sources.handing", paths, say, limits) as frames:
        return handing.received(frames)


def read_here(paths: Sequence[Path], say: Callable[[str], None] = lambda words: None) -> list[Delivery]:
    """Return what `read` does, read by this process: for tests and for fuzzing, never for a file from elsewhere."""
    # The readers need lxml and fastexcel, which a command such as --help must not wait for.
    from scrutable.sources.recognition import read_all

    return read_all(paths, say)


def read_database(
    address: Address, schema: str | None, say: Callable[[str], None] = lambda words: None
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
