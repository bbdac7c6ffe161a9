""" "There is no correlation between timeliness and repeat referrals": can the records bear that out?

For each team and month: of the social care assessments completed, the share completed within 45 working days, and of
the *same* assessments the share whose child was referred again within the twelve months after. Only months are taken
that have had those twelve months; this month's repeat referrals are those of last year's assessments, so the two
rates of one month are the wrong pair. `statistics/association.py` compares them within teams and says what may be
claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scrutable.backlog.flow import month_end
from scrutable.engine.period import add_months
from scrutable.figures import freshness

if TYPE_CHECKING:
    from scrutable.figures.view import View
    from scrutable.statistics.association import Association

FOLLOWED_MONTHS, MOST_MONTHS = 12, 36
NEEDED = ("assessment", "referral")


@dataclass(frozen=True)
class TeamMonth:
    """What one team completed in one month: how many, how many in time, after how many a child was referred again."""

    team: str
    month: date  # its first day
    completed: int
    in_time: int
    again: int


@dataclass(frozen=True)
class Claim:
    """What the records say of the claim. Where `why` says that they cannot be asked there is nothing else."""

    known_on: str
    first: date | None = None
    last: date | None = None
    cells: tuple[TeamMonth, ...] = ()
    median_cases: float = 0.0
    found: Association | None = None
    verdict: str = ""
    why: str = ""


def claim(view: View, shifts: int = 9_999) -> Claim:
    """Return what the records say, as known on the view's moment. Fixed seeds: the same records, the same numbers."""
    from scrutable.statistics import association

    missing = [table for table in NEEDED if table not in view.held]
    if missing:
        return Claim(view.said, why=f"no records of {', '.join(missing)} had been loaded")
    first, last = _months(view)
    if last < first:
        return Claim(view.said, why="no month has yet been followed for twelve months")
    cells = _cells(view, first, last)
    if not cells:
        return Claim(view.said, why="no assessment was completed in the months that have been followed")
    teams = sorted({one.team for one in cells})
    months = sorted({one.month for one in cells})
    nothing = float("nan")
    rates = [[[nothing] * len(months) for _ in teams] for _ in range(2)]
    for one in cells:
        team, month = teams.index(one.team), months.index(one.month)
        rates[0][team][month] = one.in_time / one.completed
        rates[1][team][month] = one.again / one.completed
    found = association.associate(rates[0], rates[1], shifts)
    counts = sorted(one.completed for one in cells)
    median = (counts[(len(counts) - 1) // 2] + counts[len(counts) // 2]) / 2
    return Claim(
        view.said,
        first,
        month_end(last),
        tuple(cells),
        median,
        found,
        association.verdict(found, median),
    )


def _months(view: View) -> tuple[date, date]:
    """Return the first days of the first and the last month that can be asked: followed up, and 36 at the most."""
    con = view.engine.con if view.spoken else None
    held = freshness.delivered(con, view.known_on, view.spoken) if con else {}
    until = min([held[table].latest.date() for table in NEEDED if table in held] + [view.known_on.date()])
    followed = add_months(until, -FOLLOWED_MONTHS)
    last = followed.replace(day=1)
    if followed != month_end(followed):
        last = add_months(last, -1)
    earliest = add_months(last, 1 - MOST_MONTHS)
    begins = max([view.engine.begins[table] for table in NEEDED if table in view.engine.begins] + [earliest])
    return (begins if begins.day == 1 else month_end(begins) + timedelta(days=1)), last


def _cells(view: View, first: date, last: date) -> list[TeamMonth]:
    rows = view.engine.rows(
        "with closed as (select coalesce(a.team, 'not recorded') as team, a.completed,"
        " cast(working_days_between(a.started, a.completed) <= 45 and a.completed >= a.started as int) as in_time,"
        f" (select min(r.received) from referral r where r.child_id = a.child_id and r.received > a.completed"
        f" and r.received <= add_months(a.completed, {FOLLOWED_MONTHS})) as again"
        f" from assessment a where a.completed between date '{first}' and date '{month_end(last)}')"
        " select team, year(completed), month(completed), count(*), sum(coalesce(in_time, 0)), count(again)"
        " from closed group by team, year(completed), month(completed) order by 1, 2, 3"
    )
    return [
        TeamMonth(team, date(year, month, 1), int(count), int(in_time), int(again))
        for team, year, month, count, in_time, again in rows
    ]
