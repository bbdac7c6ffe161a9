"""A service's commentary as part of a page: its Markdown as paragraphs, whose words they are, and what no figure bears.

Paragraphs and lists are set; emphasis is read over. A heading, a picture, a table, HTML or a link is refused when the
commentary is written, because it would read otherwise on paper than on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scrutable.committee.entries import Commentary
from scrutable.errors import UsageFault
from scrutable.indicators.definition import Definition
from scrutable.report import numerals, words
from scrutable.report.anatomy import Sentence

if TYPE_CHECKING:
    from markdown_it.token import Token

_BLOCKS = {"paragraph_open", "paragraph_close", "inline", "bullet_list_open", "bullet_list_close",
           "ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close"}  # fmt: skip
_INLINE = {"text", "softbreak", "hardbreak", "em_open", "em_close", "strong_open", "strong_close"}


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a commentary; an item of a list is one, behind a dash or its number.

    Raises UsageFault U152 where it is empty or holds what is not set, naming the line.
    """
    from markdown_it import MarkdownIt

    found = list(_paragraphs(MarkdownIt("commonmark").parse(text)))
    if not found:
        raise UsageFault("U152", "The commentary is empty.", "Write at least a sentence.")
    return found


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    marks: list[int | None] = []  # of the lists that are open, the number of the next item
    mark = ""
    for token in tokens:
        _refuse(token.type, _BLOCKS, token.map)
        if token.type.endswith("list_open"):
            marks.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type.endswith("list_close"):
            marks.pop()
        elif token.type == "list_item_open":
            number = marks[-1]
            mark = "– " if number is None else f"{number}. "
            marks[-1] = None if number is None else number + 1
        elif token.type == "inline":
            yield mark + _plain(token)
            mark = ""


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or ():
        _refuse(child.type, _INLINE, token.map)
        parts.append(child.content if child.type == "text" else " " if child.type.endswith("break") else "")
    return "".join(parts).strip()


def _refuse(kind: str, known: set[str], lines: Sequence[int] | None) -> None:
    if kind not in known:
        where = f"Line {lines[0] + 1}" if lines else "A line"
        raise UsageFault(
            "U152",
            f"{where} of the commentary holds {_KINDS.get(kind.removesuffix('_open'), kind.replace('_', ' '))}.",
            "Write paragraphs and lists only: a pack is read on paper as well.",
        )


_KINDS = {
    "heading": "a heading", "image": "a picture", "link": "a link", "fence": "a block of code", "code_block": "code",
    "code_inline": "code", "html_block": "HTML", "html_inline": "HTML", "hr": "a rule", "blockquote": "a quotation",
}  # fmt: skip


def remarks(found: Commentary | None) -> list[Sentence]:
    """Return what stands on a page: whose words they are, and the words. They are the service's own, not counted."""
    if found is None:
        return []
    lead = f"What the service says ({found.by}, {words.day(found.made)}):"
    return [Sentence(lead, "said-by"), *(Sentence(text, "said") for text in paragraphs(found.words))]


def unborne(text: str, record: Mapping[str, Any], definition: Definition) -> list[str]:
    """Return the numbers of a commentary that no figure of its indicator bears, in order."""
    return [number for each in paragraphs(text) for number in numerals.unborne(each, record, definition)]
