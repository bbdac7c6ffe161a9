"""A view with invented figures for every indicator of the catalogue, so that a pack can be made without a register."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

import pyarrow as pa

from scrutable.engine.period import Period, parse
from scrutable.figures.clocks import Clocks
from scrutable.figures.delay import Awaited
from scrutable.figures.figure import Figure
from scrutable.figures.freshness import Records
from scrutable.indicators.definition import Definition, catalogue
from scrutable.report.inputs import FindingCount, Load, Provenance

PERIOD = parse("2019-20Q3")
KNOWN_ON = datetime.combine(datetime(2020, 1, 6).date(), time.max)
GROUPS = {
    "sex": ["Male", "Female", "Not recorded"],
    "team": ["North", "South", "Disabled children's team", "Not recorded"],
    "placing_authority": [
        "Ours, placed here",
        "Another council's, placed here",
        "Ours, placed elsewhere",
        "At home",
    ],
    "went_on_to_appeal": ["no", "yes"],
}
TOLD = {
    "ehc_requests": 80,
    "ehc_plans_issued": 106,
    "ehc_plans_within_20_weeks": (14, 100, 6),
    "ehc_plans_within_20_weeks_including_exceptions": (15, 106, 0),
    "ehc_assessments_open": 66,
    "ehc_assessments_overdue": (8, 66, 0),
    "ehc_mediations": 5,
    "children_missing": 49,
    "missing_episodes": 112,
    "care_leavers_in_bed_and_breakfast": 1,
}
TIMED = ("child_protection_visits_in_time", "ehc_plans_within_20_weeks", "care_reviews_in_time")


def clocks_of(
    figure: Figure, asked_at: datetime = KNOWN_ON, *, since=0, still=2, source=None, later=0
) -> Clocks:
    """Return the three clocks of a figure, `source` of whose dates are the source's own."""
    in_time = int(figure.numerator or 0)
    still = min(still, in_time)
    told = in_time - still
    source = told if source is None else source
    return Clocks(figure, asked_at, KNOWN_ON, told - since, later, since, still, source, told - source)


class FakeView:
    """Figures from a seed, with the seed minutes' own for the quarter. `told`: id -> n or (met, counted, excluded)."""

    known_on = KNOWN_ON

    def __init__(self, told=None, unit=None):
        self.told = TOLD | (told or {})
        self.unit = unit or {}

    def figures(self, ids, periods, by: Sequence[str] | None = None, *, whole=None) -> list[Figure]:
        wanted = [one for one in catalogue() if one.id in ids]
        asked = [*([None] if whole or not by else []), *(by or [])]
        return [
            made
            for one in wanted
            for period in periods
            for each in asked
            for made in self._made(one, period, each)
        ]

    def records(self, indicator: str) -> Records:
        return Records((1, 2), datetime(2020, 1, 6, 8, 30), "child")

    def is_timed(self, indicator: str) -> bool:
        return indicator in TIMED

    def clocks(self, ids: Sequence[str], periods: Sequence[Period], asked_at=None) -> list[Clocks]:
        """Of those in time two are not written up, and where an earlier report is asked for a tenth came since."""
        return [
            clocks_of(
                figure,
                asked_at or self.known_on,
                since=0 if asked_at is None else int(figure.numerator // 10),
            )
            for figure in self.figures(ids, periods)
        ]

    def awaited(self, indicator: str, period: Period) -> Awaited | None:
        """Of one share between 3 and 9 are still to come, and of one median it cannot be told."""
        if indicator not in ("child_protection_visits_in_time", "care_visits_days_to_record"):
            return None
        (figure,) = self.figures([indicator], [period])
        if indicator == "care_visits_days_to_record":
            return Awaited(figure, why="past periods to tell from: 2, and 8 are the fewest that will do")
        return Awaited(figure, in_time=True, low=3, high=9, expected=5.2, past=12)

    def case_list(self, one: Definition, periods: Sequence[Period]) -> pa.Table:
        excluded = self._numbers(one, periods[0])[2]
        reasons = (one.excludes or ("not ours",)) * excluded
        return pa.table({"excluded": pa.array([*reasons[:excluded], None], pa.string())})

    def _numbers(self, one: Definition, period: Period) -> tuple[int, int, int]:
        if period.name == PERIOD.name and one.id in self.told:
            told = self.told[one.id]
            return told if isinstance(told, tuple) else (told, told, 0)
        chance = random.Random(f"{one.id}/{period.name}")
        counted = chance.randint(40, 130)
        met = round(counted * chance.uniform(0.55, 0.95)) if one.measures in ("share", "ratio") else counted
        return met, counted, 3 if one.excludes and period.name == PERIOD.name else 0

    def _made(self, one: Definition, period: Period, by: str | None) -> list[Figure]:
        met, counted, excluded = self._numbers(one, period)
        if by is None:
            return [self._figure(one, period, None, None, met, counted, excluded)]
        if by == "sex" and one.counts == "worker":
            return [self._figure(one, period, by, "Not recorded", met, counted, excluded)]
        groups = GROUPS.get(by, ["Schools", "Health", "Families first"])
        parts, left_met, left = [], met, counted
        for place, group in enumerate(groups):
            last = place == len(groups) - 1
            size = left if last else left * 3 // 5
            hits = left_met if last else min(left_met, size, left_met * 3 // 5)
            hits = max(hits, left_met - (left - size))
            left_met, left = left_met - hits, left - size
            if size:
                parts.append(self._figure(one, period, by, group, hits, size, 0))
        return parts

    def _figure(self, one, period, by, part, met, counted, excluded) -> Figure:
        made = figure_of(one, period, by, part, met, counted, excluded)
        unknown = 2 if one.measures == "share" and by is None and counted > 2 else 0
        lacking = 1 if one.look_back and by is None else 0
        return replace(made, unit=self.unit.get(one.id, one.counts), unknown=unknown, lacking=lacking)


def figure_of(one, period=PERIOD, by=None, part=None, met=0, counted=0, excluded=0) -> Figure:
    """Return a figure of an indicator with invented numbers, as its measure has them."""
    numerator, denominator, value, base = {
        "share": (met, counted, met / counted if counted else None, ""),
        "count": (counted, None, counted, ""),
        "rate": (counted, 37_700, counted / 3.77, "mid-2019 estimate"),
        "ratio": (met / 2, counted / 2, met / counted if counted else None, ""),
    }.get(one.measures, (None, counted, 12.25 if counted else None, ""))
    if one.measures == "rate" and by not in (None, "sex"):
        denominator, value, base = None, None, ""
    return Figure(
        one.id, period, min(period.end, KNOWN_ON.date()), by, part, one.measures, numerator, denominator, value,
        excluded, 0, one.counts, "2020-01-06", one.hash, "" if value is not None else "no cases", 0, base,
    )  # fmt: skip


PROVENANCE = Provenance(
    council="Westmarch Borough Council",
    committee="Children's Services Overview and Scrutiny Committee",
    loads=(
        Load("ssda903", ("episodes.csv", "header.csv", "oc3.csv", "uasc.csv"), datetime(2019, 10, 7), 8120),
        Load("csv", ("missing_episode.csv", "worker.csv"), datetime(2020, 1, 6, 8, 30), 412),
        Load("sen2", ("sen2_2020.xml",), datetime(2020, 1, 6, 8, 30), 3011),
    ),
    findings=(
        FindingCount("D204", "unusable", "missing_episode", "began", 3),
        FindingCount("D104", "attention", "ehc_plan", "issued", 1),
    ),
    speaks={"ehc_plan": "sen2", "missing_episode": "csv", "care_episode": "ssda903"},
    version="0.1.0",
)  # fmt: skip
