"""Says what kind of file a file is, and refuses what must not be opened: checked before anything is unpacked.

Council files come by mail and from shared folders, so each is taken for hostile until shown otherwise: too large,
damaged, encrypted, or built to unpack into far more than it seems. Read `workbook.py`, `xml.py` and `tabular.py` next,
which read the three kinds that pass.
"""

import hashlib
import stat
from pathlib import Path
from typing import Literal

from scrutable.errors import DataFault

Kind = Literal["workbook", "xml", "text", "parquet"]

MEGABYTE = 1024 * 1024
# The largest real files: a CIN census of a big county is about 60 MB, its visits as CSV about 40 MB.
LARGEST = {
    "workbook": 100 * MEGABYTE,
    "xml": 1024 * MEGABYTE,
    "text": 256 * MEGABYTE,
    "parquet": 1024 * MEGABYTE,
}
HEAD = 64 * 1024
MOST_COLUMNS = 16_384  # what a worksheet of Excel has

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls and of a workbook with a password
_BLANKS = b" \t\r\n\v\f\0"  # a NUL is half of a blank in UTF-16
_DELIMITERS = (b",", b";", b"\t", b"|")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TO_MEND = "Save or export it again from the program that made it, and load the new file."


def kind_of(path: Path) -> Kind:
    """Return the kind of the file by its first bytes. Raises DataFault (D101 to D120, D166 to D169) if it is no use."""
    if path.is_dir():
        raise DataFault(
            "D102", f"{path.name} is a folder.", "Name the files in it: scrutable load FOLDER/*.csv"
        )
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # opening a pipe would wait for somebody to write into it
            raise DataFault(
                "D166",
                f"{path.name} is a device or a pipe, and not a file.",
                "Save it as a file, and load that.",
            )
        size = state.st_size
        head = first_bytes(path)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise DataFault(
            "D101", f"{path.name} cannot be opened: {reason}.", "Check its name and folder."
        ) from None
    if not head.strip(_BLANKS if head.startswith(_BOMS[1:]) else None):
        raise _blank(path.name) if size > HEAD else DataFault("D103", f"{path.name} is empty.", _TO_MEND)
    kind = _kind(path.name, head)
    if size > LARGEST[kind]:
        limit = LARGEST[kind] // MEGABYTE
        raise DataFault(
            "D104", f"{path.name} is {size // MEGABYTE:,} MB; the most that is read is {limit:,} MB.",
            "Export fewer years at a time.",
        )  # fmt: skip
    if kind == "text":
        _check_text(path)
    return kind


def first_bytes(path: Path) -> bytes:
    """Return the first 64 KB."""
    with path.open("rb") as file:
        return file.read(HEAD)


def sha256_of(paths: list[Path]) -> str:
    """Return the SHA-256 of the contents of the files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while part := file.read(MEGABYTE):
                digest.update(part)
    return digest.hexdigest()


def _kind(name: str, head: bytes) -> Kind:
    if head.startswith(b"PK"):
        return "workbook"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_OLE):
        _refuse_ole(name, head)
    text = head
    for bom in _BOMS:
        text = text.removeprefix(bom)
    if text.lstrip().replace(b"\0", b"")[:1] == b"<":
        return "xml"
    if b"\0" in head and not head.startswith(_BOMS[1:]):
        raise _not_text(name)
    return "text"


def _check_text(path: Path) -> None:
    """Go once through a text in pieces, before any of it is held: a header of sense, no NUL bytes, no sea of blanks."""
    with path.open("rb") as file:
        piece = file.read(MEGABYTE)
        wide = piece.startswith(_BOMS[1:])
        start = piece.lstrip(b"\xef\xbb\xbf\xff\xfe" + _BLANKS)
        if in_lines := not start.startswith((b"{", b"[")):  # JSON has no lines to speak of
            header = start.partition(b"\n")[0].partition(b"\r")[0]
            if max(header.count(mark) for mark in _DELIMITERS) >= MOST_COLUMNS:
                raise _no_table(path.name, f"its first line has more than {MOST_COLUMNS:,} columns")
        while piece:
            if not wide and b"\0" in piece:
                raise _not_text(path.name)
            if len(piece) == MEGABYTE:
                if not piece.strip(_BLANKS):
                    raise _blank(path.name)
                if in_lines and b"\n" not in piece and b"\r" not in piece:
                    raise _no_table(path.name, "it holds a line of more than a megabyte")
            piece = file.read(MEGABYTE)


def _no_table(name: str, why: str) -> DataFault:
    return DataFault(
        "D168", f"{name} is no table: {why}.", "Load the CSV, XML or .xlsx that the case system exports."
    )


def _blank(name: str) -> DataFault:
    return DataFault("D169", f"{name} holds long stretches of nothing but blanks.", _TO_MEND)


def _not_text(name: str) -> DataFault:
    return DataFault(
        "D105", f"{name} is not text: it holds NUL bytes, so it is neither a CSV, an XML file nor a workbook.",
        "Load the CSV, XML or .xlsx that the case system exports.",
    )  # fmt: skip


def _refuse_ole(name: str, head: bytes) -> None:
    """Both an old workbook and an encrypted new one are OLE containers: the stream names tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in head or "EncryptionInfo".encode("utf-16-le") in head:
        raise DataFault(
            "D107", f"{name} is protected with a password.",
            "Open it in Excel, remove the password (File, Info, Protect Workbook), save it, and load it again.",
        )  # fmt: skip
    raise DataFault(
        "D120", f"{name} is a workbook of the old .xls kind, or is protected with a password.",
        "Open it in Excel, remove any password, save it as .xlsx, and load it again.",
    )  # fmt: skip
