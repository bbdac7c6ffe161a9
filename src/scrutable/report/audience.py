"""For whom a pack is: its officers, the committee's members, the public. Each section says who may read it.

An officer reads all; a member all but what is for officers; the public what is for anyone. The public edition is not
offered: small numbers are not yet protected, and a count of one child can be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scrutable.errors import Refused
from scrutable.report import aims, remarks, words
from scrutable.report.anatomy import AUDIENCES, Fact, Facts, Pack, Section, Sentence
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet


def refuse_public(audience: str) -> None:
    """Raise Refused R304 where a pack is asked for that may not be made."""
    if audience == "public":
        raise Refused(
            "R304",
            "A pack for the public is not made yet: small numbers in it would not be protected.",
            "Make one for members with --for member, and take care who reads it.",
        )


def for_audience(pack: Pack, audience: str) -> Pack:
    """Return a pack with the sections that its readers may read, at whatever depth."""
    return replace(pack, sections=_readable(pack.sections, AUDIENCES.index(audience)))


def _readable(sections: Sequence[Section], reader: int) -> tuple[Section, ...]:
    return tuple(
        replace(one, sections=_readable(one.sections, reader))
        for one in sections
        if AUDIENCES.index(one.audience) <= reader
    )


def before_publishing(
    sheets: Sequence[Sheet], records: Sequence[Mapping[str, object]], edition: Edition
) -> Section:
    """Return what an officer should look at before the pack goes out. It is no part of what is published.

    `records` are those of pack.json, one for each sheet in its order.
    """
    said = {one.indicator: one for one in edition.commentary}
    silent = [
        sheet.definition.title
        for sheet in sheets
        if aims.status(sheet.definition, sheet.now, sheet.target) == aims.OFF
        and sheet.definition.id not in said
    ]
    strange = []
    for sheet, record in zip(sheets, records, strict=True):
        if one := said.get(sheet.definition.id):
            found = remarks.unborne(one.words, record, sheet.definition)
            strange += [f"{sheet.definition.title}: {words.joined(found)}"] if found else []
    unsure = [sheet.definition.title for sheet in sheets if sheet.definition.certainty == "not verified"]
    doubted = [sheet.definition.title for sheet in sheets if sheet.doubted]
    facts = [
        Fact("Off target and without a commentary", _list(silent)),
        Fact("Numbers in a commentary that no figure bears", _list(strange)),
        Fact("Provisional, because rows behind them need checking", _list(doubted)),
        Fact("Definitions not checked against the law or guidance", _list(unsure)),
    ]
    facts = [fact for fact in facts if fact.words]
    lead = Sentence("For officers only. This section is left out of the pack that is published.", "note")
    if not facts:
        return _section((lead, Sentence("Nothing needs attention.")))
    return _section((lead, Facts("To look at", tuple(facts))))


def _section(parts: tuple[Sentence | Facts, ...]) -> Section:
    return Section("before-publishing", "Before this is published", parts, audience="officer")


def _list(titles: Sequence[str]) -> str:
    return f"{'; '.join(titles)}." if titles else ""
