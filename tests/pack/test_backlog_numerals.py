"""Every numeral of "Flow and backlog" is borne by what the queue, asked by itself, has: no other is printed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import pytest

import scrutable
from scrutable.backlog import flow, lenses, queues
from scrutable.backlog.backtest import BackTest, pinball
from scrutable.backlog.forecast import of_cases
from scrutable.engine.period import parse
from scrutable.report import backlog, numerals
from scrutable.report.anatomy import Section
from tests.unit.report.test_numerals import texts

pytestmark = pytest.mark.slow

KNOWN_ON, PERIOD = "2020-01-06", parse("2019-20Q3")
# Said of every queue: one in ten, eight in ten, and how many runs were drawn.
SAID = {"1", "8", "10", "1,000"}


@pytest.fixture(scope="module")
def view(demo_council: Path) -> Any:
    return scrutable.open(demo_council / "store").known_on(KNOWN_ON)


@pytest.fixture(scope="module")
def told(view: Any) -> dict[str, Section]:
    section = backlog.section(view, PERIOD)
    assert section is not None
    return {each.id.removeprefix("queue-"): each for each in section.sections}


def numbers(said: Any) -> Iterator[float]:
    """Yield every number of what was asked, at whatever depth."""
    if isinstance(said, bool):
        return
    if isinstance(said, (int, float, np.integer, np.floating)):
        yield float(said)
    elif is_dataclass(said) and not isinstance(said, type):
        for field in fields(said):
            yield from numbers(getattr(said, field.name))
    elif isinstance(said, dict):
        yield from numbers(tuple(said.values()))
    elif isinstance(said, (tuple, list)):
        yield from (number for each in said for number in numbers(each))


def recounted(some: queues.Cases) -> Iterator[float]:
    """Yield what the sentences on the three shares count, from the queue's dates one by one."""
    last = min(PERIOD.end, some.until)
    days = zip(some.due.tolist(), some.gone.tolist(), some.came.tolist(), some.done, some.apart, strict=True)
    late = still = 0
    for due, gone, came, done, apart in days:
        if apart or due is None:
            continue
        late += bool(done and gone and PERIOD.start <= gone <= last and due < PERIOD.start)
        still += bool(came <= last and (gone is None or gone > last) and PERIOD.start <= due < last)
    yield from (late, still)


def held(one: BackTest) -> Iterator[float]:
    """Yield how often the ranges of earlier forecasts held, and by how much they missed."""
    quarters = one.quarters
    yield len(quarters)
    yield sum(each.share[0] <= each.came <= each.share[2] for each in quarters)
    yield sum(each.overdue[0] <= each.overdue_came <= each.overdue[2] for each in quarters)
    yield fmean(pinball(each.share, each.came) for each in quarters)
    yield fmean(pinball((each.before,) * 3, each.came) for each in quarters)


def test_every_numeral_of_a_queue_is_borne_by_what_it_is_asked(view: Any, told: dict[str, Section]) -> None:
    checked, strange = 0, []
    for queue in (one for one in queues.QUEUES if one.id in told):
        some = queues.cases(view, queue)
        moved = flow.checked(view, some, PERIOD)
        end = flow.month_end(some.until, backlog.AHEAD)
        found = of_cases(
            some, queue.indicators[0], end, date.fromisoformat(KNOWN_ON), KNOWN_ON, None, runs=backlog.RUNS
        )
        stands, three = flow.standing(some, moved.last), lenses.lenses(some, PERIOD)
        shares = [share.met / share.counted for share in (three.finished, three.due) if share.counted]
        # "Of a hundred that come in, about 57 are done in time."
        asked = [moved, stands, three, found, shares, round(100 * (three.in_time or 0)), len(stands.ages)]
        known = {written for number in numbers(asked) for written in numerals.written(number)}
        known |= {written for number in numbers(asked) for written in numerals.written(round(number))}
        known |= {written for number in recounted(some) for written in numerals.written(number)}
        known |= {written for number in held(found.backtest) for written in numerals.written(number)}
        known |= SAID | set(numerals.in_text(f"{queue.limit} {' '.join(band for band, _ in stands.ages)}"))
        for text in (text for part in told[queue.id].parts for text in texts(part)):
            numbers_in = numerals.in_text(text)
            checked += len(numbers_in)
            strange += [(queue.id, numeral, text) for numeral in numbers_in if numeral not in known]
    assert checked > 500
    assert strange == []
