"""Checks the figures that minutes quote against the figures as known on that day: agree, differ, or cannot be told.

Which figure a quoted number is of is settled by words alone, before any value is looked at: else some figure would
always agree. It is a figure of the period that the meeting's report was of, unless the words name another; what was
said "currently" is compared with the end of that period, and the day's own figure is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scrutable.committee import matching
from scrutable.committee.minutes.due import MONTHS
from scrutable.committee.minutes.extract import Extract
from scrutable.committee.minutes.quoted import figures
from scrutable.committee.minutes.reading import Minutes, shown
from scrutable.engine.period import Period, parse, say_day
from scrutable.figures.figure import Figure
from scrutable.figures.view import View
from scrutable.indicators.definition import Definition

AGREE, DIFFER, UNTOLD = "agree", "differ", "cannot be told"
Printed = Callable[
    [str], Sequence[tuple[str, float | None, float | None]]
]  # figure -> pack, numerator, value

_WISHED = re.compile(
    r"\b(?:should|would|will|aim\w*|strive|target\s+of|promise\w*|expect\w*|hope\w*|ambition|intend\w*)\s+(?:\w+\s+){0,8}$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|England|neighbours?|region(?:al)?|elsewhere|average)\b", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:currently|now|at\s+present|today|at\s+the\s+moment)\b", re.IGNORECASE)
_FLOW = re.compile(
    r"\b(?:since|during|between|received|issued|completed|turned\s+around|(?:over|in)\s+the\s+(?:last|past|year|quarter))\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"\b(?:(?:current|this)\s+(?:financial\s+)?year|year\s+to\s+date|so\s+far\s+this\s+year)\b", re.IGNORECASE
)
_TWELVE = re.compile(
    r"\b(?:last|past|previous)\s+(?:12|twelve)\s+months\b|\b(?:over|in)\s+the\s+(?:last|past)\s+year\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\b(?P<since>since\s+)?(?:quarter\s+|Q)(?P<quarter>[1-4])\b", re.IGNORECASE)
_MONTHS = re.compile(
    rf"\bbetween\s+(?P<first>{'|'.join(MONTHS)})\s+and\s+(?P<last>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})"
)
_DASHBOARD = re.compile(r"\bdashboard\s+(?P<order>\d{1,2})\b", re.IGNORECASE)
_OF_THOSE = re.compile(
    r"^\S+\s+of\s+(?:those|these|them|which|whom)\b|^of\s+(?:those|these|them|which|whom)\b", re.IGNORECASE
)
# What follows the noun that is counted: "16 mediation cases in the current financial year", "49 was the number of".
_HEAD = re.compile(
    r"^\S+\s*(?:%|per\s?cent)?|\s*\b(?:of|in|within|at|was|were|is|are|had|has|have|who|that|which|over|under|for|on|to|with|from"
    r"|by|went|since|between|during|waiting)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NEAR = 0.92  # of the best one's score, from which another indicator fits the words as well
_LEAST = 3.0  # the score below which the words say too little


@dataclass(frozen=True)
class Checked:
    """One quoted figure: what came of the check, why in words, and the figure that it was compared with."""

    extract: Extract
    verdict: str
    why: str
    figure: str = ""  # indicator/period; empty where none was compared
    quoted: float | None = None
    ours: float | None = None
    known_on: str = ""


def check(minutes: Minutes, view: View, period: Period, printed: Printed = lambda _: ()) -> list[Checked]:
    """Return each figure that some minutes quote with what the view says of it.

    `period` is the one that the meeting's report was of; `printed` gives what published packs had printed of a
    figure by then.
    """
    found: list[Checked] = []
    before: Definition | None = None
    for one in minutes.extracts:
        if one.kind == "figure":
            checked, before = _check(one, minutes, view, period, printed, before)
            found.append(checked)
    return found


def _check(
    one: Extract, minutes: Minutes, view: View, period: Period, printed: Printed, before: Definition | None
) -> tuple[Checked, Definition | None]:
    sentence, ahead, context = _context(one, minutes.text)
    quoted = next(figures(minutes.text, one.start, len(minutes.text)))
    blank = Checked(one, UNTOLD, "", quoted=quoted.number, known_on=view.said)
    if _WISHED.search(ahead):
        why = "It is said of what should be, not of what was: keep it with the promises if it is one."
        return _with(blank, why), before
    if _ELSEWHERE.search(one.text) or _ELSEWHERE.search(ahead[-25:]):
        return _with(blank, "It is a figure of other councils: compare it with what they publish."), before
    if strange := [
        word for word in _words(_HEAD.sub("", one.text)) if not matching.weight(word, view.definitions)
    ]:
        return _with(blank, f'The catalogue counts nothing with the word "{strange[0]}".'), before
    fits = _fitting(one, sentence, context, quoted.percent, view.definitions, before)
    if not fits:
        return _with(blank, "No indicator of the catalogue has its words."), before
    asked = _period(sentence, period)
    done = [
        _compared(blank, each, view.figures([each.id], [asked])[0], quoted.percent, view, sentence, printed)
        for each in fits
    ]
    return _together(done), fits[0]


def _together(done: Sequence[Checked]) -> Checked:
    """Return what can be said where the words fit several indicators alike: a verdict only where all give the same."""
    first = done[0]
    if len(done) == 1:
        return first
    names = ", ".join(one.figure.partition("/")[0] for one in done)
    verdicts = {one.verdict for one in done}
    why = f"Its words fit several indicators alike ({names}). " + " ".join(one.why for one in done)
    if len(verdicts) == 1:
        return Checked(
            first.extract, first.verdict, why, first.figure, first.quoted, first.ours, first.known_on
        )
    return Checked(first.extract, UNTOLD, why, quoted=first.quoted, known_on=first.known_on)


def _with(one: Checked, why: str) -> Checked:
    return Checked(one.extract, one.verdict, why, one.figure, one.quoted, one.ours, one.known_on)


def _context(one: Extract, text: str) -> tuple[str, str, str]:
    """Return the sentence that a figure stands in, what of it stands before, and the paragraph before it."""
    start = max(text.rfind(mark, 0, one.start) for mark in (";", ". ", ".\u00a0", "\n", "·"))
    stops = [place for mark in (";", ". ", "\n") if (place := text.find(mark, one.end)) >= 0]
    end = min(stops, default=len(text))
    above = re.split(r"\r?\n\s*\r?\n", text[: max(start, 0)].rstrip(" \u00a0·\t\r\n"))
    return text[start + 1 : end], text[start + 1 : one.start], " ".join(above[-2:])[-800:]


def _fitting(
    one: Extract,
    sentence: str,
    context: str,
    percent: bool,
    definitions: Sequence[Definition],
    before: Definition | None,
) -> list[Definition]:
    """Return the indicators that the words of a figure fit best: one, or a few that they fit alike; none where none."""
    named = _DASHBOARD.search(sentence)
    some = [each for each in definitions if _can(each, percent, sentence, one.text)]
    if named:  # "in relation to dashboard 7": of that part of the report
        some = [each for each in some if each.board.order == int(named["order"])] or some
    if not _OF_THOSE.match(one.text):  # where its noun is what some indicators count, it is of one of those
        some = [each for each in some if _counts_it(one.text, each)] or some
    near, around = matching.read(shown(one.text)), matching.read(sentence)
    above = matching.read(context)
    scores = {}
    for each in some:
        score = 3 * matching.score(near, each, definitions) + matching.score(around, each, definitions)
        if not score:
            continue
        score += 0.25 * matching.score(above, each, definitions)
        score += 3 * _counts_it(one.text, each)
        if before and _OF_THOSE.match(one.text):
            score += 6 * (each.counts == before.counts)
        scores[each] = score * (0.5 + 0.5 * _named(each, [*near, *around, *above], definitions))
    best = max(scores.values(), default=0)
    if best < _LEAST:
        return []
    order = sorted(scores, key=lambda each: -scores[each])
    return [each for each in order if scores[each] >= _NEAR * best][:4]


def _can(definition: Definition, percent: bool, sentence: str, text: str) -> bool:
    """Whether an indicator can be quoted as such a number at all.

    A plain number is a count. It is a part of a share only where its own words name the share's condition, and not
    merely what is counted: "106 plans" are all plans, "8 of those over the 20 weeks" are some.
    """
    if percent:
        return definition.measures == "share" or (definition.measures == "ratio" and not definition.per)
    if definition.stock and _FLOW.search(sentence) and not _NOW.search(sentence):
        return False
    if definition.measures == "share":
        condition = _words(definition.title) - _words(f"{definition.counts} {definition.plural}")
        return bool(condition & _words(text))
    return definition.measures == "count"


def _words(text: str) -> set[str]:
    return {word for word, _ in matching.read(text)}


def _named(
    definition: Definition, said: Sequence[tuple[str, str]], definitions: Sequence[Definition]
) -> float:
    """Return how much of an indicator's title is said: "plans issued" are not those issued within 20 weeks."""
    title = {word: matching.weight(word, definitions) for word in _words(definition.title)}
    told = sum(weight for word, weight in title.items() if word in {word for word, _ in said})
    return told / sum(title.values()) if title else 0.0


def _counts_it(text: str, definition: Definition) -> bool:
    """Whether the noun of a figure is what an indicator counts: "66 open EHCP assessments", "49 ... children"."""
    counted = _words(f"{definition.counts} {definition.plural}")
    return bool(counted) and counted <= _words(text)


def _period(sentence: str, period: Period) -> Period:
    """Return the period that a sentence names, or that of the report."""
    if _SO_FAR.search(sentence):
        return parse(f"ytd-to-{period.end}")
    if _TWELVE.search(sentence):
        return parse(f"12m-to-{period.end}")
    if months := _MONTHS.search(sentence):
        return _between(months) or period
    quarter = _QUARTER.search(sentence)
    if quarter and period.kind == "quarter":
        number = int(quarter["quarter"]) + bool(quarter["since"])
        named = parse(f"{period.name[:-1]}{number}") if number <= 4 else period
        return named if named.start <= period.start else period
    return period


def _between(months: re.Match[str]) -> Period | None:
    first, last, year = MONTHS[months["first"]], MONTHS[months["last"]], int(months["year"])
    if last - first != 2 or first % 3 != 1:
        return None
    begins = year if first >= 4 else year - 1
    return parse(f"{begins}-{(begins + 1) % 100:02d}Q{(first - 4) // 3 % 4 + 1}")


def _compared(
    one: Checked,
    definition: Definition,
    figure: Figure,
    percent: bool,
    view: View,
    sentence: str,
    printed: Printed,
) -> Checked:
    name = f"{definition.id}/{figure.period.name}"
    ours = _ours(definition, figure.numerator, figure.value, percent)
    if ours is None:
        why = f"There is no figure of {name}: {figure.absent or 'no cases'}."
        return Checked(one.extract, UNTOLD, why, name, one.quoted, None, one.known_on)
    said = _number(ours, percent)
    if definition.measures == "share":
        parts = f"{_number(figure.numerator or 0)} of {_number(figure.denominator or 0)}"
        said = f"{said} ({parts})" if percent else parts
    day = say_day(view.known_on.date())
    when = f"at {say_day(figure.period_end)}" if definition.stock else f"in {figure.period.label}"
    same = ours == one.quoted
    why = f"{definition.title}: {said} {when}, as known on {day}."
    for pack, numerator, value in () if same else printed(name):
        if _ours(definition, numerator, value, percent) == one.quoted:
            why += f" The pack {pack} printed {_number(one.quoted or 0, percent)}, as was said."
    if definition.stock and _NOW.search(sentence):
        now = view.figures([definition.id], [f"{view.known_on:%Y-%m}"])[0]
        today = _ours(definition, now.numerator, now.value, percent)
        if today is not None:
            why += f" At {say_day(now.period_end)} it was {_number(today, percent)}."
    return Checked(one.extract, AGREE if same else DIFFER, why, name, one.quoted, ours, one.known_on)


def _ours(
    definition: Definition, numerator: float | None, value: float | None, percent: bool
) -> float | None:
    """Return our figure as it would be said: a whole percentage, halves up, or the number of cases."""
    if percent:
        return None if value is None else float(int(100 * value + 0.5 + 1e-9))
    if definition.measures == "share":
        return numerator if value is not None else None
    return value


def _number(number: float, percent: bool = False) -> str:
    return f"{number:,.0f}%" if percent else f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def report_period(met: date) -> Period:
    """Return the period that a meeting's report is of where no pack says: the last quarter that had ended by then."""
    quarter = (
        met.month - 1
    ) // 3  # of the calendar: 0 is January to March, whose report is of October to December
    begins = met.year - (quarter <= 1)
    year = f"{begins}-{(begins + 1) % 100:02d}"
    return parse(f"{year}Q{(3, 4, 1, 2)[quarter]}")


def summary(found: Sequence[Checked]) -> Iterator[str]:
    """Yield how many agree, differ and cannot be told, in words."""
    for verdict in (AGREE, DIFFER, UNTOLD):
        number = sum(one.verdict == verdict for one in found)
        yield f"{number} {verdict}" + ("s" if number == 1 and verdict != UNTOLD else "")
