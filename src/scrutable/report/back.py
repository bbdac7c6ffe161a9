"""The back of a pack: where the records came from, how good they are, what the words mean, how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scrutable.engine.period import Period
from scrutable.indicators.definition import Definition
from scrutable.report import aims, standing, units, words
from scrutable.report.anatomy import Cell, Column, Fact, Facts, Group, Section, Sentence, Table
from scrutable.report.front import moment
from scrutable.report.inputs import Provenance
from scrutable.report.published import sources as sources_of_others

TERMS = (
    (
        "Known on",
        "The moment the pack speaks from. Records that came in later are not in it, so it can be made again.",
    ),
    ("Excluded", "Listed with a reason, and not counted."),
    (
        "n of d",
        "n of the d cases counted meet the condition. The percentage is n divided by d, to the nearest whole.",
    ),
    ("No cases", "Nothing of the kind happened, so there is no share to give. It is not the same as 0%."),
    (
        "Not recorded",
        "The records do not say. Such cases are counted and shown, so that every breakdown adds up.",
    ),
)


def sources(provenance: Provenance, known_on: datetime) -> Section | None:
    """Return every delivery that the register held on the known-on moment; None where there is none to list."""
    if not provenance.loads:
        return None
    rows = tuple(
        (
            Cell(words.source(load.source)),
            Cell(words.listed(load.files)),
            Cell(words.day(load.extracted_at)),
            Cell(words.ago(load.age(known_on.date()))),
            Cell(words.number(load.rows)),
        )
        for load in provenance.loads
    )
    columns = (
        Column("Records"),
        Column("Files"),
        Column("Taken out on"),
        Column("Age", True),
        Column("Rows", True),
    )
    caption = f"Every delivery known on {moment(known_on)}, oldest first"
    told = Sentence(
        f"A delivery's age is the number of days from the day it was taken out of the case system to "
        f"{words.day(known_on)}. Later deliveries add to earlier ones and correct them; nothing is overwritten."
    )
    table = Table("loads", caption, columns, (Group(rows),), compact=True)
    others = sources_of_others(provenance.published, known_on)
    return Section("data-sources", "Data sources", (told, table, *others))


def quality(provenance: Provenance, checks: Sequence[Sentence | Table] = ()) -> Section | None:
    """Return what was found wrong in the files, what the checks found, and which source speaks for each table."""
    parts: list[Sentence | Table] = []
    if provenance.findings:
        parts += [_findings_told(provenance), _findings(provenance)]
    elif provenance.loads:
        parts.append(Sentence("Nothing in the latest deliveries had to be left out or put in doubt."))
    parts += checks
    if provenance.speaks:
        parts.append(_speaks(provenance))
    return Section("data-quality", "Data quality", tuple(parts)) if parts else None


def glossary(definitions: Sequence[Definition]) -> Section:
    """Return what one of each unit in this pack is, and the pack's own terms."""
    used: dict[str, str] = {}
    for one in definitions:
        if meaning := units.meaning(one.counts):
            used[words.sentence_case(one.counts)] = meaning
    facts = tuple(Fact(unit, said) for unit, said in sorted(used.items()))
    terms = tuple(Fact(term, said) for term, said in TERMS)
    marks = tuple(Fact(mark, said) for mark, said in (*aims.MEANINGS, *standing.MEANINGS))
    parts = (Facts("What is counted", facts), Facts("Words used", terms), Facts("How a figure stands", marks))
    return Section("glossary", "Glossary", parts)


def made(provenance: Provenance, period: Period, known_on: datetime, also: str = "") -> Section:
    """Return how the pack was made, and how to make it again. `also` is what else the command is to be given."""
    whole_day = moment(known_on) == words.day(known_on)
    when = known_on.date().isoformat() if whole_day else known_on.isoformat(timespec="minutes")
    told = (
        Sentence(
            "Every figure here is counted from a list of cases, and the list can be opened: the breakdowns, the trend "
            "and the headline are counts of the same list. Children's names are never read."
        ),
        Sentence(
            "The same words come as a page (pack.html) and on paper (pack.pdf). The workbook pack.xlsx holds every "
            "figure as a number, one table a worksheet. The file pack.json holds each figure with its parts, its list "
            "of breakdowns and the content hash of the definition that made it; data.csv holds the figures by the open "
            "data standard of the Department for Education."
        ),
        Facts(
            "To make it again",
            (
                Fact(
                    "Command",
                    f"scrutable report --period {period.name} --known-on {when} {also}".rstrip(),
                    mono=True,
                ),
                *(
                    (Fact("Version", f"scrutable {provenance.version}", mono=True),)
                    if provenance.version
                    else ()
                ),
            ),
        ),
    )
    return Section("how-it-was-made", "How this was made", told)


def _findings_told(provenance: Provenance) -> Sentence:
    rows = sum(found.rows for found in provenance.findings if found.level == "unusable")
    some = f"{words.number(rows)} row{'' if rows == 1 else 's'} could not be used."
    lead = some if rows else "No row had to be left out."
    return Sentence(
        f"{lead} The table counts what was found in the latest delivery of each source. "
        "The command scrutable check lists each one with its file, row and what to do."
    )


def _speaks(provenance: Provenance) -> Table:
    spoken: dict[str, list[str]] = {}
    for table, source in sorted(provenance.speaks.items()):
        spoken.setdefault(words.source(source), []).append(words.record(table))
    rows = tuple((Cell(source), Cell(", ".join(tables))) for source, tables in sorted(spoken.items()))
    caption = (
        "Which source speaks for which records. Where several hold a kind of record, they are never mixed"
    )
    return Table("speaks", caption, (Column("Source"), Column("Speaks for")), (Group(rows),), compact=True)


def _findings(provenance: Provenance) -> Table:
    rows = tuple(
        (
            Cell(words.LEVELS.get(found.level, found.level)),
            Cell(words.record(found.table) if found.table else "Whole file"),
            Cell(found.column or "Whole row"),
            Cell(found.code),
            Cell(words.number(found.rows)),
        )
        for found in provenance.findings
    )
    titles = ("What happened", "Kind of record", "Column", "Code")
    columns = (*(Column(title) for title in titles), Column("Rows", True))
    caption = "Findings in the latest delivery of each source, the most serious first"
    return Table("findings", caption, columns, (Group(rows),), compact=True)
