"""The text of a PDF of minutes, page after page, without the lines that stand on every page and their numbers."""

from __future__ import annotations

import io
import re
from collections import Counter

from scrutable.errors import DataFault

MOST_PAGES = 500
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
        pdf = PdfReader(io.BytesIO(content))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise DataFault("D604", f"{name} is protected with a password.", _TO_MEND)
        if len(pdf.pages) > MOST_PAGES:
            raise DataFault("D604", f"{name} has more than {MOST_PAGES} pages.", _TO_MEND)
        pages = [page.extract_text() for page in pdf.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
        raise DataFault("D604", f"{name} is damaged: it cannot be read as a PDF.", _TO_MEND) from None
    return _joined([page.splitlines() for page in pages])


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
