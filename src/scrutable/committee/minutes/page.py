"""The text of a saved page of minutes, as ModernGov and others publish them: what a reader sees, without the frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd div dl dt fieldset figure footer form h1 h2 h3"
    " h4 h5 h6 header hr li"
    " main ol p pre section table tbody td th thead tr ul".split()
)
_LEFT_OUT = frozenset(
    "script style noscript template nav head iframe object svg button select input textarea".split()
)
# Where ModernGov keeps what is said on the item; failing those, the page's own main part.
_MAIN = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' mgContent ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' mgWordPara ')]/ancestor::*[self::div"
    " or self::td][1]",
    "//*[@id='modgov']",
    "//main",
    "//*[@role='main']",
)
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def read(content: bytes) -> str:
    """Return the text of a page: a line a paragraph, list items with the number that a browser would show."""
    from lxml import etree, html

    options = {"no_network": True, "remove_comments": True, "remove_pis": True, "huge_tree": False}
    try:
        parser = html.HTMLParser(encoding=_coding(content), **options)
    except LookupError:  # what the page says it is in is nothing that is known
        parser = html.HTMLParser(encoding=_guessed(content), **options)
    try:
        tree = html.document_fromstring(content, parser=parser)
    except etree.ParserError:  # there is nothing in it
        return ""
    pieces = [piece for part in _main(tree) for piece in _pieces(part)]
    lines = (re.sub(r"[ \t\r\n]+", " ", line).strip() for line in "".join(pieces).split("\x01"))
    return "\n\n".join(line for line in lines if line) + "\n"


def _coding(content: bytes) -> str:
    said = re.search(rb"charset=[\"']?([\w-]+)", content[:4000])
    if said and said[1].lower() not in (b"utf-8", b"utf8"):
        return said[1].decode("ascii")
    return _guessed(content)


def _guessed(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _main(tree: Any) -> list[Any]:
    for place in _MAIN:
        found = tree.xpath(place)
        if found:
            return _outermost(tree, set(found))
    return [tree]


def _outermost(tree: Any, found: set[Any]) -> list[Any]:
    """Return those of the elements that stand in none of the others, in order. One walk: pages may nest thousands."""
    kept, work = [], [tree]
    while work:
        one = work.pop()
        if one in found:
            kept.append(one)
        else:
            work.extend(reversed(one))
    return kept


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of an element, with a mark where a line ends. Without recursion: pages may be deep."""
    work: list[tuple[str, Any]] = [("open", element)]
    numbers: dict[Any, int] = {}  # list -> the number of its last item: items are met in order
    while work:
        what, one = work.pop()
        if what == "text":
            yield one
            continue
        if not isinstance(one.tag, str) or one.tag in _LEFT_OUT:
            continue
        block = one.tag in _BLOCKS
        work.append(("text", "\x01" if block else ""))
        for child in reversed(one):
            work.append(("text", _clean(child.tail)))
            work.append(("open", child))
        work.append(("text", _clean(one.text)))
        if one.tag == "br":
            work.append(("text", "\x01"))
        if one.tag == "li":
            work.append(("text", _marker(one, numbers)))
        if block:
            work.append(("text", "\x01"))


def _clean(text: str | None) -> str:
    return (text or "").replace("\x01", " ")


def _marker(item: Any, numbers: dict[Any, int]) -> str:
    """Return the number that a browser shows before a list item, or a dot; `numbers` has that of the item before."""
    ordered = item.getparent()
    if ordered is None or ordered.tag != "ol":
        return "· "
    usual = numbers[ordered] + 1 if ordered in numbers else _whole(ordered.get("start"), 1)
    number = numbers[ordered] = _whole(item.get("value"), usual)
    kind = ordered.get("type", "1")
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}) "
    if kind in ("i", "I") and 1 <= number < len(_ROMAN):
        return f"{_ROMAN[number] if kind == 'i' else _ROMAN[number].upper()}) "
    return f"{number}. "


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"\s*[0-9]{1,9}\s*", said) else otherwise
