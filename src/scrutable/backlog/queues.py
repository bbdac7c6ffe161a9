"""The council's five queues: what waits in each, from when, until when it is due, and in which ways it may leave.

Each is one SELECT beside this module (`sql/`), over the register as known on a moment: a row for each stretch of time
that a case waited. The rules are those of the indicators, which stay the judges: `flow.py` holds the counts against
their figures. Columns: case_id, came, due, gone, how (done or another exit), met (done in time), apart (left out of
the share, as the law's exceptions are) and entry (new, or back after it had left).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.figures.view import View

DONE = "done"
Days = NDArray[np.datetime64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Queue:
    """A queue. `one` and `many` are the words for its cases, `done` for what completing one is called.

    `indicators` are those it can forecast: the first is the share of cases *finished* in a period where `lens` is
    finished, or of those *falling due* where it is due. `beside` says which indicator counts which line of its flow.
    """

    id: str
    title: str
    one: str
    many: str
    done: str  # past tense, of many: plans issued
    limit: str
    tables: tuple[str, ...]
    indicators: tuple[str, ...]
    lens: str = "finished"
    all_due: bool = False  # of a case that left in another way it was due all the same
    exits: Mapping[str, str] = field(default_factory=dict)  # how -> words, other than done
    entries: Mapping[str, str] = field(default_factory=lambda: {"new": "came in"})
    beside: Mapping[str, str] = field(default_factory=dict)  # line of the flow -> indicator

    @property
    def select(self) -> str:
        """The SELECT of its cases. It may read `today`, the moment's day."""
        return files(__package__).joinpath("sql", f"{self.id}.sql").read_text(encoding="utf-8")


QUEUES = (
    Queue(
        "ehc_assessments", "EHC assessments", "EHC assessment", "EHC assessments", "plans issued",
        "20 weeks from the request", ("ehc_request", "ehc_assessment", "ehc_plan"),
        ("ehc_plans_within_20_weeks", "ehc_plans_within_20_weeks_including_exceptions"),
        exits={"refused": "refused", "withdrawn": "withdrawn", "no plan": "ended without a plan"},
        entries={"new": "requests came in", "back": "came back after they had left (by order of the Tribunal, say)"},
        beside={"opening": "ehc_assessments_open", "new": "ehc_requests", DONE: "ehc_plans_issued",
                "closing": "ehc_assessments_open"},
    ),
    Queue(
        "social_care_assessments", "Social care assessments", "assessment", "assessments", "assessments completed",
        "45 working days from the start", ("assessment",), ("assessments_within_45_working_days",),
        beside={"opening": "assessments_open_over_45_working_days", DONE: "assessments_within_45_working_days",
                "closing": "assessments_open_over_45_working_days"},
    ),
    Queue(
        "early_help", "Early help assessments", "early help assessment", "early help assessments",
        "assessments completed", "the working days that the council allows", ("early_help_episode",),
        ("early_help_assessments_in_time",), exits={"ended before": "ended before the assessment was completed"},
        beside={DONE: "early_help_assessments_completed"},
    ),
    Queue(
        "return_interviews", "Return interviews", "return interview", "return interviews", "interviews held",
        "72 hours from the return", ("missing_episode",), ("return_interviews_within_72_hours",),
        lens="due", all_due=True,
        exits={"declined": "declined", "lapsed": "not held within a year"}, entries={"new": "children came back"},
        beside={"new": "return_interviews_within_72_hours"},
    ),
    Queue(
        "initial_health_assessments", "First health assessments", "first health assessment",
        "first health assessments", "assessments held", "20 working days from coming into care",
        ("care_episode", "care_health"), ("initial_health_assessments_in_time",), lens="due",
        exits={"left care": "left care first"}, entries={"new": "children came into care"},
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Cases:
    """Every case that a queue has held, each column an array. `gone` is NaT while a case is open, `due` without a rule.

    `faults` says which records could not be placed, in words with their number.
    """

    queue: Queue
    ids: tuple[str, ...]
    came: Days
    due: Days
    gone: Days
    how: NDArray[np.str_]  # empty while open
    met: Flags
    apart: Flags
    entry: NDArray[np.str_]
    until: date  # the day the records were taken out: of what happened after it they know nothing
    begins: date | None  # the first day from which on the records are complete
    faults: tuple[str, ...] = ()

    @property
    def done(self) -> Flags:
        """Which cases were completed."""
        completed: Flags = self.how == DONE
        return completed

    def open_on(self, day: date | np.datetime64) -> Flags:
        """Return which cases were open at the end of a day. What ends on a day is not open at its end."""
        at = day_of(day)
        is_open: Flags = (self.came <= at) & (np.isnat(self.gone) | (self.gone > at))
        return is_open

    def as_on(self, day: date) -> Cases:
        """Return the queue as it stood at the end of an earlier day, by the records known now."""
        at = day_of(day)
        kept = self.came <= at
        later = ~(self.gone <= at)  # NaT too
        cut = replace(
            self,
            gone=np.where(later, np.datetime64("NaT"), self.gone).astype("datetime64[D]"),
            how=np.where(later, "", self.how),
            met=self.met & ~later,
            until=day,
        )
        return cut.taking(kept)

    def taking(self, chosen: Flags) -> Cases:
        """Return some of the cases."""
        return replace(
            self,
            ids=tuple(one for one, take in zip(self.ids, chosen, strict=True) if take),
            **{name: getattr(self, name)[chosen] for name in _COLUMNS},
        )


def day_of(day: date | np.datetime64) -> np.datetime64:
    """Return a day as numpy has it."""
    return day if isinstance(day, np.datetime64) else np.datetime64(day, "D")


_COLUMNS = ("came", "due", "gone", "how", "met", "apart", "entry")


def queue_of(indicator: str) -> Queue:
    """Return the queue that an indicator is the timeliness of. Raises UsageFault U141 where it has none."""
    for queue in QUEUES:
        if indicator in queue.indicators:
            return queue
    able = ", ".join(one for queue in QUEUES for one in queue.indicators)
    raise UsageFault("U141", f"{indicator} is not the timeliness of a queue.", f"Of a queue are: {able}.")


def lacking(view: View, queue: Queue) -> str:
    """Say which records a queue needs and the register does not hold; nothing where it holds them all."""
    missing = [table for table in queue.tables if table not in view.held]
    return f"no records of {', '.join(missing)} had been loaded" if missing else ""


def cases(view: View, queue: Queue, *, with_exceptions: bool = False) -> Cases:
    """Return every case that a queue has held, as known on the view's moment, in the order in which they came.

    With `with_exceptions` those that the law excepts count like any other.
    """
    until = _until(view, queue)
    today = f"with today as (select date '{until}' as known_on), queue as ({queue.select}) "
    rows = view.engine.rows(
        f"{today}select case_id, came, due, gone, how, coalesce(met, false), apart, entry from queue"
        " order by came nulls last, case_id, entry"
    )
    faults, kept = [], []
    undated = wrong = 0
    for row in rows:
        undated += row[1] is None
        wrong += row[1] is not None and row[3] is not None and row[3] < row[1]
        if row[1] is not None and (row[3] is None or row[3] >= row[1]):
            kept.append(row)
    if undated:
        faults.append(f"{undated:,} without the day they came in")
    if wrong:
        faults.append(f"{wrong:,} that ended before they came in")
    columns = list(zip(*kept, strict=True)) if kept else [()] * 8
    begins = [view.engine.begins[table] for table in queue.tables if table in view.engine.begins]
    return Cases(
        queue,
        tuple(columns[0]),
        np.array(columns[1], "datetime64[D]"),
        np.array(columns[2], "datetime64[D]"),
        np.array(columns[3], "datetime64[D]"),
        np.array([how or "" for how in columns[4]], "U20"),
        np.array(columns[5], bool),
        np.array(columns[6], bool) & (not with_exceptions),
        np.array(columns[7], "U20"),
        until,
        max(begins) if begins else None,
        tuple(faults),
    )


def _until(view: View, queue: Queue) -> date:
    """Return the day on which the records that are furthest behind were taken out."""
    from scrutable.figures import freshness

    con = view.engine.con if view.spoken else None
    held = freshness.delivered(con, view.known_on, view.spoken) if con else {}
    days = [held[table].latest.date() for table in queue.tables if table in held]
    return min([*days, view.known_on.date()])
