"""Text that goes into a spreadsheet or a CSV file is never a live formula there.

A spreadsheet runs a cell that begins with one of these letters. The apostrophe before it is how a spreadsheet itself
marks text. Numbers are written as numbers and need none.
"""

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    r"""Return text that no spreadsheet runs, with line breaks as line feeds.

    >>> harmless("=1+1"), harmless("North team"), harmless("a\r\nb")
    ("'=1+1", 'North team', 'a\nb')
    """
    text = f"'{text}" if text.startswith(LIVE) else text
    # Python's CSV writer leaves a carriage return bare, and a reader would begin a new row there.
    return text.replace("\r\n", "\n").replace("\r", "\n")
