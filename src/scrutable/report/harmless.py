"""Text that goes into a spreadsheet or a CSV file is never a live formula there.

A spreadsheet runs a cell that begins with one of these letters, and some do so after blanks or letters of no width. The
apostrophe before it is how a spreadsheet itself marks text. Numbers are written as numbers and need none. `in_csv` also
sees to programs that part the cells of a CSV at another mark than ours, as one does where decimals have a comma.
"""

import re

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Blanks and letters that nobody sees, NUL and other control characters among them.
_UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]*"
_BEGINS = re.compile(rf"{_UNSEEN}[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# A mark at which another program may part cells, and what would then begin the next one.
_AFTER_A_MARK = re.compile(rf"([;|\t\n]\"?{_UNSEEN})([=+@\uff1d\uff0b\uff0d\uff20]|-(?=[\w(=+@-]))")


def harmless(text: str) -> str:
    r"""Return text that no spreadsheet runs, with line breaks as line feeds.

    >>> harmless("=1+1"), harmless(" @SUM(A1)"), harmless("North team"), harmless("a\r\nb")
    ("'=1+1", "' @SUM(A1)", 'North team', 'a\nb')
    """
    if _BEGINS.match(text):
        text = f"'{text}"
    # Python's CSV writer leaves a carriage return bare, and a reader would begin a new row there.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def in_csv(text: str) -> str:
    """Return text that no spreadsheet runs, at whatever mark it parts the cells of a CSV.

    >>> in_csv("North;=1+1"), in_csv("North - and South; - East"), in_csv("=1+1")
    ("North;'=1+1", 'North - and South; - East', "'=1+1")
    """
    return _AFTER_A_MARK.sub(r"\1'\2", harmless(text))
