"""The claim that quick assessments bring no more repeat referrals, in words: for screen and pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrutable.backlog.claim import Claim, TeamMonth, claim
from scrutable.report import scatter, words
from scrutable.report.anatomy import Cell, Chart, Column, Group, Part, Section, Sentence, Table, Trend
from scrutable.statistics.association import (
    CANNOT,
    FEWEST_CASES,
    FEWEST_POINTS,
    FOUND,
    LITTLE,
    NONE,
    NOT_STRONG,
    Association,
)

SHIFTS = 2_999
ASKED = "Is there a correlation between how timely assessments are and how many children are referred again?"


def says(one: Claim) -> list[str]:
    """Return what may be said of the claim, the verdict first, then what it rests on."""
    found = one.found
    if one.why or found is None or one.first is None or one.last is None:
        return [f"The claim cannot be tested with these records: {one.why}."]
    return [
        verdict(one, found),
        _rests_on(one),
        _numbers(one, found),
        "Whatever it shows is that the two go together or do not; a correlation near nought does not"
        " show that quality was"
        " not compromised, for repeat referrals are only one sign of it.",
    ]


def verdict(one: Claim, found: Association) -> str:
    """Return the sentence that the data allow."""
    if one.verdict == CANNOT:
        return (
            f"The claim can be neither confirmed nor refuted with these data: there are {words.number(found.points)}"
            f" team-months with a middle number of {words.number(one.median_cases)} assessments, and"
            f" {FEWEST_POINTS} of {FEWEST_CASES} assessments are the fewest that will do."
        )
    if one.verdict == NONE:
        return (
            "Within teams there is little or no association between timeliness and repeat referrals: the range lies"
            f" within {LITTLE} of nought."
        )
    if one.verdict == FOUND:
        way = "more" if found.within > 0 else "fewer"
        return (
            f"The claim does not stand: in months in which a team completed more of its assessments in time, {way} of"
            f" the children were referred again (correlation {signed(found.within)})."
        )
    if one.verdict == NOT_STRONG:
        return (
            "There is no evidence of a strong relationship between timeliness and repeat referrals; with so few"
            " team-months a moderate one cannot be excluded, so the claim that there is none is not borne out either."
        )
    return (
        "No relationship between timeliness and repeat referrals was found, but the data do not show"
        " that there is none:"
        f" the range reaches beyond {LITTLE} of nought."
    )


def _rests_on(one: Claim) -> str:
    assert one.first is not None and one.last is not None
    completed = sum(each.completed for each in one.cells)
    teams = {each.team for each in one.cells}
    named = "one team (the records name none)" if teams == {"not recorded"} else _many(len(teams), "team")
    return (
        f"It rests on {words.number(completed)} assessments completed between {words.day(one.first)} and"
        f" {words.day(one.last)} by {named}, each followed for twelve months: of each month, those completed within 45"
        " working days against those of the same assessments whose child was referred again."
    )


def _many(count: int, one: str) -> str:
    return f"{words.number(count)} {one}{'' if count == 1 else 's'}"


def _numbers(one: Claim, found: Association) -> str:
    if found.within != found.within:
        return "The rates do not vary, so there is no correlation to give."
    said = (
        f"Rank correlation within teams {signed(found.within)}, nine in ten between {signed(found.low)} and"
        f" {signed(found.high)}, over {_many(found.points, 'team-month')}; one as far from nought"
        " comes about by chance in"
        f" {_p(found.p)}."
    )
    if found.teams > 1:
        beside = f" All points in one heap would give {signed(found.pooled)}, which mixes in how teams differ"
        between = f" (between teams: {signed(found.between)})" if found.between == found.between else ""
        by_month = (
            f"; with each month's mean taken out {signed(found.by_month)}"
            if found.by_month == found.by_month
            else ""
        )
        said += f"{beside}{between}{by_month}."
    return said


def signed(value: float) -> str:
    """Return a correlation with its sign and two decimals.

    >>> signed(0.179), signed(-0.5), signed(0.001)
    ('+0.18', '-0.50', '0.00')
    """
    said = f"{value:+.2f}"
    return "0.00" if said in ("+0.00", "-0.00") else said


def _p(p: float) -> str:
    return "under 1 case in 1,000" if p < 0.001 else f"{words.number(max(1, round(1000 * p)))} of 1,000 cases"


COLUMNS = ("team", "year", "months", "completed", "in_time", "referred_again")


def rows(cells: Sequence[TeamMonth]) -> list[dict[str, Any]]:
    """Return the rates by team and calendar year: what a drawing of all points cannot be read off."""
    found: dict[tuple[str, int], list[TeamMonth]] = {}
    for each in cells:
        found.setdefault((each.team, each.month.year), []).append(each)
    return [
        {
            "team": team,
            "year": year,
            "months": len(some),
            "completed": sum(each.completed for each in some),
            "in_time": sum(each.in_time for each in some),
            "referred_again": sum(each.again for each in some),
        }
        for (team, year), some in sorted(found.items())
    ]


def as_json(one: Claim) -> dict[str, Any]:
    """Return the claim for a program. What is not defined is null."""
    found = one.found
    numbers = {} if found is None else {
        name: None if value != value else value for name, value in vars(found).items()
    }  # fmt: skip
    return {
        "known_on": one.known_on,
        "first": one.first,
        "last": one.last,
        "median_cases": one.median_cases,
        "verdict": one.verdict or CANNOT,
        "absent": one.why,
        **numbers,
        "team_months": [vars(each) for each in one.cells],
        "words": says(one),
    }


def section(view: Any) -> Section | None:
    """Return the claim as the pack has it; None where the view cannot be asked for cases."""
    if not getattr(getattr(view, "engine", None), "keeps", False) or "assessment" not in view.held:
        return None
    one = claim(view, SHIFTS)
    first, *rest = says(one)
    parts: list[Part] = [Sentence(ASKED, "question"), Sentence(first, "headline")]
    if one.cells and one.found is not None:
        parts.append(_drawn(one, one.found))
    parts += [Sentence(each) for each in rest]
    return Section("timeliness-and-repeat-referrals", "Timeliness and repeat referrals", tuple(parts))


def _drawn(one: Claim, found: Association) -> Trend:
    chart_id = "claim-timeliness"
    title = f"{_many(found.points, 'team-month')}: rank correlation within teams {signed(found.within)}"
    if found.within != found.within:
        title = f"{_many(found.points, 'team-month')}: no correlation to give"
    subtitle = (
        "Each point is a team in a month: its assessments in time, and the same ones followed by a referral."
    )
    alt = f"Scatter of points. {title}. The rates by year are in the table."
    points = [(each.in_time / each.completed, each.again / each.completed) for each in one.cells]
    wide, narrow = scatter.drawn(
        points, "Completed in time", "Referred again within 12 months", chart_id, alt
    )
    body = tuple(
        (
            Cell(words.sentence_case(each["team"])),
            Cell(str(each["year"])),
            Cell(words.number(each["months"])),
            Cell(words.of(each["in_time"], each["completed"])),
            Cell(words.of(each["referred_again"], each["completed"])),
        )
        for each in rows(one.cells)
    )
    titles = (("Team", False), ("Year", False), ("Months", True), ("In time", True), ("Referred again", True))
    table = Table(
        f"table-{chart_id}",
        "Assessments completed in time, and referred again, by team and year",
        tuple(Column(name, numeric) for name, numeric in titles),
        (Group(body),),
        compact=True,
    )
    return Trend(Chart(chart_id, title, subtitle, alt, wide, narrow), table)
