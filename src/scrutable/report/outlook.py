"""A forecast in words: where the queue stands, what the runs say, what no plan can beat, and how such forecasts did.

The same sentences for the command line and the pack. A forecast share has no parts that were counted: it is given with
about how many cases it would be of.
"""

from __future__ import annotations

from datetime import date

from scrutable.backlog.backtest import BackTest
from scrutable.backlog.forecast import LIKELY, Ceiling, Fan, Forecast, MonthEnd, began
from scrutable.backlog.simulate import AS_NOW
from scrutable.report import words

WORKED = {
    AS_NOW: "as now",
    "oldest first": "oldest first",
    "on-time first": "those that can still be in time first",
    "newest first": "newest first",
}


def percent(share: float) -> str:
    """Return a share as a whole percentage, halves rounded up; never 0% for some, nor 100% for not all.

    >>> percent(0.0), percent(0.004), percent(0.145), percent(0.999), percent(1.0)
    ('0%', 'under 1%', '15%', 'over 99%', '100%')
    """
    return words.percent(round(share * 1e6), 1e6)


def says(one: Forecast) -> list[str]:
    """Return all that is said of a forecast, a sentence or two each, most telling first."""
    told = [stands(one)]
    if one.why:
        told.append(f"No forecast is made: {one.why}. What follows is arithmetic.")
    elif one.end is not None:
        told += [ahead(one, one.end), overdue(one, one.end)]
        if one.target is not None:
            told.append(chance(one))
    if one.ceiling is not None:
        told.append(ceiling(one, one.ceiling))
    if one.target is not None and one.weekly:
        told.append(capacity(one))
    if one.otherwise:
        told.append(otherwise(one))
    if one.backtest is not None:
        told.append(held_against(one.backtest))
    return told


def stands(one: Forecast) -> str:
    """Return how the queue stood on the day of its records."""
    now, many = one.standing, one.queue.many
    if not now.waiting:
        return f"On {words.day(one.until)}, the day of the records, no {many} were open."
    bound = [f"{words.number(count)} by {words.day(end)}" for end, count in now.certain if end <= one.last]
    sure = f" Unless they end first, {words.joined(bound)} will be." if bound else ""
    named = one.queue.one if now.waiting == 1 else many
    return (
        f"On {words.day(one.until)}, the day of the records, {words.number(now.waiting)} {named}"
        f" {words.were(now.waiting)} open and {words.number(now.overdue)} of them overdue.{sure}"
    )


def ahead(one: Forecast, end: MonthEnd) -> str:
    """Return the fan of the share at a month end."""
    what = cases_of(one)
    if end.share is None:
        return f"In the three months to {words.day(end.day)} hardly any {what} are to be expected."
    low, middle, high = (percent(share) for share in (end.share.p10, end.share.p50, end.share.p90))
    return (
        f"Worked {WORKED[one.discipline]}, about {middle} of some {words.number(round(end.counted))}"
        f" {what} in the three"
        f" months to {words.day(end.day)} will be in time; in eight runs of ten between {low} and {high}."
    )


def cases_of(one: Forecast) -> str:
    """Return what the share is of, in words."""
    return one.queue.done if one.queue.lens == "finished" else f"{one.queue.many} that fall due"


def overdue(one: Forecast, end: MonthEnd) -> str:
    """Return how many wait too long at a month end."""
    middle = round(end.overdue.p50)
    some = f"about {words.number(middle)}" if middle else "hardly any"
    return (
        f"On that day {some} {one.queue.one if middle == 1 else one.queue.many} will be open and overdue"
        f" ({between(end.overdue)}), of about {words.number(round(end.waiting.p50))} open."
    )


def between(fan: Fan) -> str:
    """Return the range that holds eight runs of ten, as whole cases."""
    return f"{words.number(round(fan.p10))} to {words.number(round(fan.p90))}"


def chance(one: Forecast) -> str:
    """Return the chance of the target, and from when on it is likely."""
    end = one.end
    assert end is not None and one.target is not None
    likely = percent(end.chance or 0)
    said = f"The chance of {percent(one.target)} or more in the three months to {words.day(end.day)} is {likely}."
    if one.first is None:
        return f"{said} At no month end until then does it reach {percent(LIKELY)}."
    return f"{said} It first reaches {percent(LIKELY)} at {words.day(one.first)}."


def ceiling(one: Forecast, most: Ceiling) -> str:
    """Return what arithmetic says: 1 - late / finished, and how many would have to be finished for the target."""
    start = began(most.day)
    if most.late <= 0:
        return (
            "At the pace of the last year all that are overdue can be finished before"
            f" {words.day(start)}, oldest first:"
            " no arithmetic stands in the way of the share after it."
        )
    one_of = most.late == 1
    late = (
        f"{words.number(most.late)} {one.queue.one if one_of else one.queue.many} {'is' if one_of else 'are'}"
    )
    until = "" if start <= one.until else ", even if until then all work goes to the oldest"
    said = (
        f"Arithmetic: {late} bound to be late by {words.day(start)}{until}. At the pace of the last year"
        f" {words.number(round(most.pace))} are finished in the three months to {words.day(most.day)}."
        " With the late among"
        f" them, at most {percent(most.share)} can be in time (1 - late / finished)."
    )
    if most.needed is not None and most.needed_weekly is not None and one.target is not None:
        said += (
            f" For {percent(one.target)} with the late cleared, {words.number(most.needed)} would have to be finished"
            f" in those three months: {words.tenths(most.needed_weekly)} a week."
        )
    return said


def capacity(one: Forecast) -> str:
    """Return the capacity that would make the target likely."""
    assert one.target is not None and one.since is not None and one.end is not None
    now = f"{words.tenths(one.weekly)} a week are finished now, and {words.tenths(one.coming)} come in."
    if one.needed is None:
        return f"{now} No capacity that was tried, up to 16 times as much, makes {percent(one.target)} likely by then."
    if one.end.chance is not None and one.end.chance >= LIKELY:
        return f"{now} That is enough for {percent(one.target)}."
    return (
        f"{now} To have a chance of {percent(LIKELY)} of {percent(one.target)},"
        f" {words.tenths(one.needed)} a week would have"
        f" to be finished from {words.day(one.since)} on, what is added going to the overdue first."
    )


def otherwise(one: Forecast) -> str:
    """Return the same queue under other disciplines: the share changes with the order, not the children who wait."""
    told = []
    for name, end in one.otherwise:
        share = "no cases" if end.share is None else percent(end.share.p50)
        told.append(f"{WORKED[name]}, {share} in time and {words.number(round(end.overdue.p50))} overdue")
    return f"The same cases and the same work in another order: {'; '.join(told)}."


def held_against(test: BackTest) -> str:
    """Return how such forecasts did in past quarters, against the plainest one."""
    asked = len(test.quarters)
    if not asked:
        return "The records do not reach back far enough to hold such forecasts against past quarters."
    quarters = f"{words.number(asked)} past quarter{'' if asked == 1 else 's'}"
    better = test.loss < test.plain_loss
    verdict = "better than" if better else "no better than"
    said = (
        f"Held against {quarters}: the share lay in the range of eight in ten {_times(test.inside)}, the overdue"
        f" {_times(test.overdue_inside)}. On average these forecasts were {verdict} “the same as last quarter”"
        f" (pinball loss {words.tenths(test.loss)} and {words.tenths(test.plain_loss)} percentage points)."
    )
    if test.inside < 0.5 * asked:
        said += " The range has been too narrow here: take a wider one."
    return said


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{words.number(count)} times")


def row(one: MonthEnd) -> list[str]:
    """Return a month end as a row of a table: day, share, of about, overdue, ceiling, chance."""
    share = "no cases" if one.share is None else percent(one.share.p50)
    span = "" if one.share is None else f"{percent(one.share.p10)} to {percent(one.share.p90)}"
    return [
        words.day(one.day),
        share,
        span,
        words.number(round(one.counted)),
        words.number(round(one.overdue.p50)),
        between(one.overdue),
        "" if one.ceiling is None else percent(one.ceiling),
        "" if one.chance is None else percent(one.chance),
    ]


COLUMNS = (
    "Three months to",
    "In time",
    "8 in 10 runs",
    "Of about",
    "Overdue then",
    "8 in 10 runs",
    "Ceiling",
    "Chance",
)


def as_json(one: Forecast) -> dict[str, object]:
    """Return a forecast for a program. Shares and chances are from 0 to 1 and not rounded."""
    return {
        "indicator": one.indicator,
        "queue": one.queue.id,
        "basis": one.queue.lens,
        "known_on": one.known_on,
        "records_of": one.until.isoformat(),
        "until": one.last.isoformat(),
        "target": one.target,
        "discipline": one.discipline,
        "runs": one.runs,
        "absent": one.why,
        "open": one.standing.waiting,
        "overdue": one.standing.overdue,
        "certain_overdue": {end.isoformat(): count for end, count in one.standing.certain},
        "finished_a_week": one.weekly or None,
        "come_in_a_week": one.coming or None,
        "ceiling": None if one.ceiling is None else {
            "late": one.ceiling.late, "pace": one.ceiling.pace, "share": one.ceiling.share,
            "needed": one.ceiling.needed, "needed_a_week": one.ceiling.needed_weekly,
        },
        "month_ends": [_month(end) for end in one.months],
        "first_likely": one.first.isoformat() if one.first else None,
        "capacity": [
            {"a_week": weekly, "chance": chance, "overdue": late} for weekly, chance, late in one.grid
        ],
        "capacity_from": one.since.isoformat() if one.since else None,
        "capacity_needed_a_week": one.needed,
        "otherwise": {name: _month(end) for name, end in one.otherwise},
        "backtest": None if one.backtest is None else _tested(one.backtest),
        "words": says(one),
    }  # fmt: skip


def _month(one: MonthEnd) -> dict[str, object]:
    def fan(values: Fan | None) -> dict[str, float] | None:
        return None if values is None else {"p10": values.p10, "p50": values.p50, "p90": values.p90}

    return {
        "day": one.day.isoformat(),
        "share": fan(one.share),
        "counted": one.counted,
        "overdue": fan(one.overdue),
        "open": fan(one.waiting),
        "ceiling": one.ceiling,
        "chance": one.chance,
    }


def _tested(test: BackTest) -> dict[str, object]:
    def day(value: date) -> str:
        return value.isoformat()

    quarters = [{**vars(each), "end": day(each.end)} for each in test.quarters]
    loss = {"pinball_loss": test.loss, "same_as_last_quarter": test.plain_loss} if quarters else {}
    return {"inside": test.inside, "overdue_inside": test.overdue_inside, **loss, "quarters": quarters}
