"""The eight figures of bench/england.py in pandas, as someone would write them who knows what to count.

A council at a time, because England's visits would take more memory than most machines have: its Parquet files are
read with the columns that are needed, and each month is counted from them. No lists are kept, nothing is broken down
and nothing is excluded by name, so it does less than what it is compared with.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from scrutable.engine.calendar import bank_holidays

Months = Sequence[tuple[date, date]]
Counted = dict[tuple[str, date], tuple[float, float | None]]
DATES = "started ended issued requested received completed made as_at birth_date began".split()
HOLIDAYS = np.array(sorted(bank_holidays()), dtype="datetime64[D]")


def figures(lake: Path, councils: Iterable[str], months: Months) -> Counted:
    """Return numerator and denominator of each indicator at the end of each month, over all councils."""
    met: Counter[tuple[str, date]] = Counter()
    of: Counter[tuple[str, date]] = Counter()
    for council in councils:
        for indicator, end, numerator, denominator in _council(lake / council, months):
            met[indicator, end] += numerator  # type: ignore[assignment]
            if denominator is not None:
                of[indicator, end] += denominator  # type: ignore[assignment]
    return {key: (float(count), float(of[key]) if key in of else None) for key, count in met.items()}


def _council(folder: Path, months: Months) -> Iterable[tuple[str, date, float, float | None]]:
    plans = _read(folder, "ehc_plan", "issued", "requested", "exception")
    plans["met"] = plans.issued <= plans.requested + pd.Timedelta(weeks=20)
    plans = plans[~plans.exception.astype(bool)]
    referrals = _read(folder, "referral", "child_id", "received")
    days = referrals.drop_duplicates().sort_values(["child_id", "received"])
    days["previous"] = days.groupby("child_id").received.shift()
    days["met"] = days.previous >= days.received - pd.DateOffset(months=12)
    referrals = referrals.merge(days[["child_id", "received", "met"]], on=["child_id", "received"])
    assessments = _read(folder, "assessment", "started", "completed").dropna()
    taken = np.busday_count(
        assessments.started.values.astype("datetime64[D]") + 1,
        assessments.completed.values.astype("datetime64[D]") + 1,
        holidays=HOLIDAYS,
    )
    assessments["met"] = (taken <= 45) & (assessments.completed >= assessments.started)
    visits = _visits_due(folder, months[-1][1])
    care = _read(folder, "care_episode", "child_id", "started", "ended", "legal_status")
    care = care[~care.legal_status.isin(["V3", "V4"])]
    missing = _read(folder, "missing_episode", "child_id", "began", "kind")
    missing = missing[missing.kind == "M"]
    leavers = _leavers(folder)
    cases = _read(folder, "allocation", "child_id", "worker_id", "started", "ended")
    workers = _read(folder, "worker", "worker_id", "fte", "started", "ended")
    for first, last in ((pd.Timestamp(first), pd.Timestamp(last)) for first, last in months):
        end = last.date()
        yield "ehc_plans_within_20_weeks", end, *_share(plans, "issued", first, last)
        yield "re_referrals_within_12_months", end, *_share(referrals, "received", first, last)
        yield "assessments_within_45_working_days", end, *_share(assessments, "completed", first, last)
        yield "child_protection_visits_in_time", end, *_share(visits, "due", first, last)
        yield "children_in_care", end, _open(care, last).child_id.nunique(), None
        gone = missing[missing.began.between(first, last + pd.Timedelta(days=1), inclusive="left")]
        yield "children_missing", end, gone.child_id.nunique(), None
        known = leavers[(leavers.as_at <= last) & ~(leavers.replaced <= last)]
        known = known[known.as_at > last - pd.DateOffset(months=12)]
        age = last.year - known.birth_date.dt.year
        age -= (known.birth_date.dt.strftime("%m%d") > f"{last:%m%d}").astype(int)
        known = known[(age >= 19) & (age <= 21)]
        yield "care_leavers_in_suitable_accommodation", end, known.suitable.fillna(False).sum(), len(known)
        held = _open(cases, last).groupby("worker_id").child_id.nunique()
        there = _open(workers, last).set_index("worker_id").fte
        held = held[held.index.isin(there[there > 0].index)]
        yield "average_caseload", end, held.sum(), there[held.index].sum()


def _read(folder: Path, table: str, *columns: str) -> pd.DataFrame:
    rows = pd.read_parquet(folder / f"{table}.parquet", columns=list(columns))
    for column in rows.columns:
        if column in DATES:
            rows[column] = pd.to_datetime(rows[column])
    return rows


def _share(rows: pd.DataFrame, dated: str, first: pd.Timestamp, last: pd.Timestamp) -> tuple[float, float]:
    counted = rows[rows[dated].between(first, last)]
    return counted.met.sum(), len(counted)


def _open(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    return rows[(rows.started <= day) & ~(rows.ended <= day)]


def _leavers(folder: Path) -> pd.DataFrame:
    known = _read(
        folder, "care_leaver", "status_id", "child_id", "as_at", "in_touch", "accommodation", "suitable"
    )
    known = known.sort_values(["child_id", "as_at", "status_id"])
    known["replaced"] = known.groupby("child_id").as_at.shift(-1)
    left_out = known.in_touch.isin(["DIED", "RHOM"]) | known.accommodation.isin(["G", "H", "R"])
    return known[~left_out].merge(_read(folder, "child", "child_id", "birth_date"), on="child_id")


def _visits_due(folder: Path, last: pd.Timestamp | date) -> pd.DataFrame:
    """Return a row for each visit due: from the plan's start and from each visit the next is due a fortnight later."""
    plans = _read(folder, "cp_plan", "plan_id", "started", "ended", "visit_every_days", "other_authority")
    plans = plans[~plans.other_authority.fillna(False).astype(bool)]
    visits = _read(folder, "cp_visit", "plan_id", "made").merge(plans, on="plan_id")
    visits = visits[(visits.made >= visits.started) & ~(visits.made > visits.ended)]
    links = pd.concat([plans.assign(made=plans.started), visits]).sort_values(["plan_id", "made"])
    links = links.drop_duplicates(["plan_id", "made"])
    links["next"] = links.groupby("plan_id").made.shift(-1)
    every = pd.to_timedelta(links.visit_every_days, unit="D")
    links["until"] = (
        links[["next", "ended"]].min(axis=1).fillna(pd.Timestamp(last)).clip(upper=pd.Timestamp(last))
    )
    links["due"] = links.made + every
    links["met"] = links.next <= links.due
    due = [links]
    again = links
    while len(
        again := again.assign(due=again.due + pd.to_timedelta(again.visit_every_days, unit="D"), met=False)
    ):
        again = again[(again.due <= again.until) & ~(again.due >= again.next)]
        due.append(again)
    every_due = pd.concat(due)
    return every_due[~(every_due.due > every_due.ended)]
