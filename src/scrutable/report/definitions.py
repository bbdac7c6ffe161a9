"""How each figure of a pack is defined: the question, what counts, the law, what can mislead, and the SQL itself.

It stands at the end, where whoever doubts a figure looks it up; each indicator's page leads here and back. On paper
the SQL is left out: `scrutable explain` prints it, and the page on the screen has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from scrutable.indicators.definition import Definition, boards
from scrutable.indicators.telling import told
from scrutable.report.anatomy import Code, Fact, Facts, Section, Sentence
from scrutable.report.published import why_none

ID = "definitions"


def definitions(shown: Sequence[Definition]) -> Section:
    """Return the section: a part for each dashboard, and in it one for each indicator."""
    known = {one.id: one for one in shown}
    parts = [Sentence(_OPENING), *([Sentence(_own(shown))] if any(one.own for one in shown) else [])]
    sections = tuple(
        Section(
            f"{ID}-{board.id}",
            board.title,
            (),
            tuple(_definition(one, known) for one in shown if one.board == board),
            kind="definitions",
        )
        for board in boards(shown)
    )
    return Section(ID, "How each figure is defined", tuple(parts), sections, kind="all-definitions")


def place(one: Definition) -> str:
    """Return the id of an indicator's definition in the pack."""
    return f"definition-{one.id}"


_OPENING = (
    "Each figure is counted from a list of cases that its definition makes. Here is every definition in words, with "
    "the law it rests on and what can mislead in it. The letters after its name change with any letter of it."
)


def _own(shown: Sequence[Definition]) -> str:
    own = sum(1 for one in shown if one.own)
    variants = sum(1 for one in shown if one.variant_of)
    said = f"{own} of these {len(shown)} definitions {'is' if own == 1 else 'are'} this council's own"
    return f"{said}, {variants} of them in place of one that councils share." if variants else f"{said}."


def _definition(one: Definition, known: dict[str, Definition]) -> Section:
    facts = [Fact("Figure", f"{one.id} {one.hash[:12]}", link=one.id, mono=True)]
    traps = []
    for each in told(one, known):
        said = each.words.replace("`", "")  # which stand round names in what is written of SQL
        if each.term == "Trap":
            traps.append(said)
        else:
            why = why_none(one) if each.term == "Compares with" else ""
            facts.append(Fact(each.term, f"{said} {why}".rstrip(), link=each.beside))
    if traps:
        facts.insert(-1, Fact("Can mislead", " ".join(traps)))
    parts = (
        Sentence(one.question, "question"),
        Facts("", tuple(facts)),
        Code("SQL of its list of cases", one.select.strip()),
    )
    return Section(place(one), one.title, parts, kind="definition")
