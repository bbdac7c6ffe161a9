"""The text of a PDF of minutes, page after page, without the lines that stand on every page and their numbers."""

from __future__ import annotations

import io
import re
from collections import Counter
from contextlib import AbstractContextManager, nullcontext

from scrutable.errors import DataFault

MOST_PAGES = 500
MOST_UNPACKED = 5 * 1024 * 1024  # of one part: a page of text is a few KB
# What a reader of a damaged file may stumble over.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
_NUMBER = re.compile(r"\s*(?:Page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*", re.IGNORECASE)
_TO_MEND = "Copy its text into a file that ends in .txt, or save the page of the minutes instead."


def read(name: str, content: bytes) -> str:
    """Return the text of a PDF. Raises DataFault D604 where it is protected, damaged or far too long."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(
        logging.ERROR
    )  # its remarks on odd files are of no use to a reader of minutes
    try:
        with _narrow():
            pdf = PdfReader(io.BytesIO(content))
            if pdf.is_encrypted and not pdf.decrypt(""):
                raise DataFault("D604", f"{name} is protected with a password.", _TO_MEND)
            if len(pdf.pages) > MOST_PAGES:
                raise DataFault("D604", f"{name} has more than {MOST_PAGES} pages.", _TO_MEND)
            pages = [page.extract_text() for page in pdf.pages]
    except (PyPdfError, *_BROKEN):
        raise DataFault("D604", f"{name} is damaged: it cannot be read as a PDF.", _TO_MEND) from None
    return _joined([page.splitlines() for page in pages])


def _narrow() -> AbstractContextManager[object]:
    """Narrow what the library lets a part unpack into, where it can be told (pypdf 7): by itself it is 75 MB."""
    import pypdf

    apply = getattr(pypdf, "apply_configuration", None)
    if apply is None:
        return nullcontext()
    names = ("zlib", "lzw", "run_length", "array_based_stream")
    return apply(**{f"{name}_maximum_output_length": MOST_UNPACKED for name in names})  # type: ignore[no-any-return]


def _joined(pages: list[list[str]]) -> str:
    """Return the pages as one text. A line that stands on most of several pages is a running head."""
    seen = Counter(line.strip() for page in pages for line in {*page[:2], *page[-2:]})
    heads = {line for line, times in seen.items() if len(pages) > 2 and times > len(pages) / 2}
    kept = []
    for page in pages:
        last = len(page) - 1
        for at, line in enumerate(page):
            edge = at < 2 or at > last - 2
            if not (edge and (line.strip() in heads or _NUMBER.fullmatch(line))):
                kept.append(line)
    return "\n".join(kept) + "\n"
