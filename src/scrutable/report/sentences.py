"""A figure in a sentence. A definition writes the sentence once; grammar, rounding and the unit come from the figure.

A template holds {placeholders}:

    {met} {counted}       the cases that meet the condition, and all that count (a share)
    {n}                   the count
    {value} {base}        the rate, the ratio, the median or the mean; the population that a rate is of
    {of}                  "15 of the 106"; {percent} "14%"
    {window} {at}         "between 1 October and 31 December 2019"; "at 31 December 2019"
    {counted:plan|plans}  one or the other, by the number before the colon

A pair of nouns must be the figure's own unit, and so must a noun written straight after a number: a sentence
that says "children" of a count of episodes raises UnitFault Q101 and no pack is made.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scrutable.errors import DefinitionFault
from scrutable.report import units, words

_PLACE = re.compile(r"\{(\w+)(?::([^{}|]+)\|([^{}|]+))?\}")
_NUMBERS = ("met", "counted", "n")


@dataclass(frozen=True)
class Spoken:
    """What a sentence may say of one figure: its numbers, its unit and its days, all ready."""

    indicator: str
    unit: str
    numbers: Mapping[str, float]
    start: date
    end: date
    unit_plural: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)  # what is said as it stands: {value}, {base}

    @property
    def words(self) -> dict[str, str]:
        """Every placeholder's text."""
        said = {name: words.number(value) for name, value in self.numbers.items()}
        said |= {"window": words.window(self.start, self.end), "at": f"at {words.day(self.end)}"}
        said |= self.texts
        if self.numbers.get("counted") and "met" in self.numbers:
            met, counted = self.numbers["met"], self.numbers["counted"]
            said["of"] = f"{words.number(met)} of {'the ' if counted > 1 else ''}{words.number(counted)}"
            said["percent"] = words.percent(met, counted)
        return said

    def noun(self, count: float) -> str:
        """Return the unit's word for so many."""
        return units.word(self.unit, count, self.unit_plural)


def fill(template: str, spoken: Spoken) -> str:
    """Return a template as a sentence, with a capital and a full stop.

    >>> plans = Spoken("x", "plan", {"met": 1, "counted": 6}, date(2019, 10, 1), date(2019, 12, 31))
    >>> fill("{met} of the {counted} {counted:plan|plans} issued {window} ({percent}) {met:was|were} in time", plans)
    '1 of the 6 plans issued between 1 October and 31 December 2019 (17%) was in time.'
    """
    said = spoken.words
    out, place = [], 0
    for found in _PLACE.finditer(template):
        name, one, many = found.groups()
        if name not in said:
            raise _unknown(name, spoken)
        out.append(template[place : found.start()])
        place = found.end()
        if one is None:
            if name in _NUMBERS:
                _check_next(template[place:], spoken)
            out.append(said[name])
        else:
            out.append(_agree(name, one, many, spoken))
    text = _tidy("".join(out) + template[place:])
    return text if text.endswith((".", "?", "!")) else text + "."


def _agree(name: str, one: str, many: str, spoken: Spoken) -> str:
    if name not in spoken.numbers:
        raise _unknown(f"{name}:{one}|{many}", spoken)
    if asked := units.noun(one):
        units.check(asked, spoken.unit, f"The sentence of {spoken.indicator}")
    return one if spoken.numbers[name] == 1 else many


def _check_next(rest: str, spoken: Spoken) -> None:
    text = re.sub(r"^ (?:of )?(?:the )?", "", rest)
    if other := units.foreign(text, spoken.unit):
        units.check(other, spoken.unit, f"The sentence of {spoken.indicator}")


def _unknown(name: str, spoken: Spoken) -> DefinitionFault:
    return DefinitionFault(
        "F181",
        f"The sentence of {spoken.indicator} asks for {{{name}}}, which its figure does not have.",
        f"Use one of {', '.join('{' + known + '}' for known in sorted(spoken.words))}.",
    )


def _tidy(text: str) -> str:
    # "1 of the 1 plan" and "0 of the 9 plans" are right and read badly.
    text = re.sub(r"\bof the 1 (?=\D)", "of 1 ", text)
    text = re.sub(r"^0 of the ", "None of the ", text)
    text = re.sub(r"^0 (?!of )(?=[a-z])", "No ", text)
    return words.sentence_case(re.sub(r"\s+", " ", text).strip())
