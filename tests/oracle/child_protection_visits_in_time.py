"""The council's rule: from the start of a plan, a visit at least every so many days while it is open."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tests.oracle.days import Row, Rows, within


def child_protection_visits_in_time(cp_plan: Rows, cp_visit: Rows, period: Rows) -> Iterator[Row]:
    """Yield each visit that fell due while a plan was open, in the periods its day lies in."""
    horizon = max(one["period_end"] for one in period) if period else None
    for plan in cp_plan:
        if not plan["visit_every_days"] or horizon is None:
            continue
        for due, done, (recorded, team, held_from) in visits_due(
            plan, visits_by_day(plan, cp_visit), horizon
        ):
            for one in period:
                if within(due, one):
                    yield {
                        "period_end": one["period_end"],
                        "authority": plan["authority"],
                        "case_id": f"{plan['plan_id']}/{due}",
                        "child_id": plan["child_id"],
                        "case_date": due,
                        "excluded": "another council's plan" if plan["other_authority"] else None,
                        "met": done is not None and done <= due,
                        "due": due,
                        "done": done,
                        "recorded": recorded,
                        "held_from": held_from,
                        "team": team,
                    }


def is_open_on(plan: Row, day: date) -> bool:
    """Say whether a plan is open on a day: on its first and its last day it is."""
    return bool(plan["started"] <= day and (plan["ended"] is None or day <= plan["ended"]))


# When it was written up, by which team it was made, and from which load on it was held.
Visit = tuple[datetime | None, str | None, datetime | None]


def visits_by_day(plan: Row, cp_visit: Rows) -> dict[date, list[Visit]]:
    """Return the days on which the child was visited under a plan, each with its visits, the first written up first."""
    days: dict[date, list[Visit]] = {}
    for visit in cp_visit:
        named = visit["plan_id"] == plan["plan_id"]
        unnamed = visit["plan_id"] is None and visit["child_id"] == plan["child_id"]
        if (named or unnamed) and is_open_on(plan, visit["made"]):
            days.setdefault(visit["made"], []).append((visit["recorded"], visit["team"], visit["held_from"]))
    for visits in days.values():
        visits.sort(key=_place)
    return days


def _place(visit: Visit) -> tuple[bool, datetime, bool, str, bool, datetime]:
    recorded, team, held_from = visit
    when, held = recorded or datetime.min, held_from or datetime.min
    return recorded is None, when, team is None, team or "", held_from is None, held


def visits_due(
    plan: Row, visits: dict[date, list[Visit]], horizon: date
) -> Iterator[tuple[date, date | None, Visit]]:
    """Walk along a plan, yielding each day a visit was due, the visit that answered it, its writing up, team and load.

    The team is the plan's; where that is not recorded, of the last visit before, or else of the one that answered.
    """
    interval = timedelta(days=plan["visit_every_days"])
    seen = plan["started"]
    while seen is not None:
        following = min((day for day in visits if day > seen), default=None)
        recorded, next_team, held_from = visits[following][0] if following else (None, None, None)
        last_team = visits[seen][-1][1] if seen in visits else None
        team = plan["team"] or last_team or next_team
        due = seen + interval
        if is_open_on(plan, due):
            yield due, following, (recorded, team, held_from)
        due += interval
        # After a missed visit another is due each interval, until someone does come.
        while due <= horizon and is_open_on(plan, due) and (following is None or due < following):
            yield due, None, (None, team, None)
            due += interval
        seen = following
