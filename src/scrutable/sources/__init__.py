"""Reads the files a council has: its returns, inspection lists, daily feed, and plain CSVs of the register's tables.

`read` recognises each file by what is in it, never by its name. Files that belong together (those of one SSDA903
return, of one COLLECT export, of one Annex A extract, of one day's feed) and stand in one folder are read as one
delivery. What a reader returns is in `delivery.py`; a file that cannot be used is refused with a DataFault, see
docs/errors.md.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from scrutable.sources.delivery import Delivery


def read(paths: Sequence[Path], say: Callable[[str], None] = lambda words: None) -> list[Delivery]:
    """Return what is in the files, one delivery for each set that belongs together, in the order of the paths.

    `say` is told, in words, what each file is as it is read. Raises DataFault (D1..) for a file that cannot be used:
    then none is read.
    """
    # The readers need lxml and fastexcel, which a command such as --help must not wait for.
    from scrutable.sources.recognition import read_all

    return read_all(paths, say)


def recognise(path: Path) -> str:
    """Return in words what the file is: `SSDA903 episodes`, `CIN census`, `Annex A`, `SEN2`, `csv of cp_visit` ...

    Raises DataFault (D1..) where it is none of them.
    """
    from scrutable.sources.recognition import recognise as recognised

    return recognised(path)
