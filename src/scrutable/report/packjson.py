"""The pack's figures as data: `pack.json`, one record an indicator, with its trend, its parts and what was excluded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import isinf
from typing import Any

from scrutable.comparators.shelf import Absent, Answer
from scrutable.engine.period import parse
from scrutable.figures.clocks import Clocks
from scrutable.figures.delay import Awaited
from scrutable.figures.figure import Figure
from scrutable.indicators.definition import Definition
from scrutable.report import aims, averages, checked, differing, standing
from scrutable.report.amounts import is_percentage
from scrutable.report.anatomy import Pack
from scrutable.report.chance import chance
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id, headline
from scrutable.report.variation import Varied

FILE = "pack.json"


def record(sheet: Sheet, known_on: date) -> dict[str, Any]:
    """Return an indicator's record. Shares run from 0 to 1 and are not rounded; no cases is null."""
    one, records = sheet.definition, sheet.records
    return {
        **figure(sheet.now),
        "title": one.title,
        "dashboard": one.dashboard,
        "measures": one.measures,
        "as_percentage": is_percentage(one),
        "amounts_in": one.amounts_in,
        "known_on": sheet.now.known_on,
        "definition": one.hash,
        "definition_version": one.version,
        "loads": list(records.loads) if records else [],
        "records_taken_out": records.taken_out.isoformat() if records else None,
        "records_age_days": records.age(known_on) if records else None,
        "sentence": headline(sheet).text,
        "reasons_excluded": dict(sheet.reasons),
        "status": aims.status(one, sheet.now, sheet.target),
        "target": _target(sheet),
        "direction": _direction(sheet.varied),
        "interval_95": standing.interval(one, sheet.now),
        "averages": [vars(each) for each in averages.averaged(sheet)],
        "trend": [figure(each) for each in sheet.trend],
        "clocks": _clocks(sheet.clocks),
        "still_to_come": _awaited(sheet.awaited),
        "change_over_a_year": _difference(sheet),
        "compared": _compared(sheet),
        "breakdowns": {each.by: [figure(part) for part in each.parts] for each in sheet.breakdowns},
        **checked.record(sheet),
    }


def _target(sheet: Sheet) -> dict[str, Any] | None:
    """Return the target in force, as it is printed: 58 for 58%; null where none is set."""
    target = sheet.target
    if target is None:
        return None
    near = aims.tolerance(sheet.definition, target)
    return {"from": target.start.isoformat(), "value": target.value, "tolerance": near, "owner": target.owner,
            "reason": target.reason}  # fmt: skip


def _direction(found: Varied) -> dict[str, Any]:
    """Return the verdict on the newest point with the ordinary range of each point of the trend."""
    limits = [None if one is None else vars(one) for one in found.limits]
    return {"verdict": found.verdict, "signal": found.signal, "points": found.points, "trial": found.trial,
            "assurance": found.assurance, "limits": limits}  # fmt: skip


def _clocks(one: Clocks | None) -> dict[str, Any] | None:
    """Return the three clocks of a timed duty; null for any other."""
    if one is None:
        return None
    return {
        "as_reported": one.asked_at.isoformat(),
        "due": one.due,
        "in_time": one.in_time,
        "not_in_time": one.not_in_time,
        "recorded_by_then": one.recorded_by_then,
        "reached_later": one.reached_later,
        "recorded_since": one.recorded_since,
        "not_recorded": one.not_recorded,
        "recorded_by_source": one.from_source,
        "recorded_by_load": one.from_load,
    }


def _difference(sheet: Sheet) -> dict[str, Any] | None:
    """Return how far this period may differ from the same a year before; null where that cannot be tested."""
    found = differing.since_a_year(sheet)
    if found is None:
        return None
    return {
        "lower": round(found.lower, 6),
        "upper": None if isinf(found.upper) else round(found.upper, 6),
        "in": "percentage points" if found.points else "times as many",
        "beyond_chance": found.beyond_chance,
    }


def _compared(sheet: Sheet) -> dict[str, Any] | None:
    """Return what an indicator is compared with; null where with nothing."""
    compared = sheet.compared
    if compared is None:
        return None
    found, told = compared.found, chance(sheet)
    return {
        "series": found.series.code,
        "title": found.series.title,
        "basis": found.series.basis,
        "period": found.period.label if found.period else None,
        "period_is": found.period.words if found.period else None,
        "england": _answer(found.england),
        "region": _answer(found.region),
        "council_as_published": _answer(found.ours),
        "council_same_period": None if compared.own is None else _same_days(compared.own),
        "neighbours": {
            "model": found.neighbours.version,
            "areas": [one.code for one in found.neighbours.areas],
            "missing": [_answer(one) for one in found.missing],
            "median": _number(found.median),
            "mean": _number(found.mean),
        },
        "places": None if found.rank is None else vars(found.rank),
        "chance": None
        if told is None
        else {"figure": figure_id(told.figure), "lower": round(told.lower, 6), "upper": round(told.upper, 6),
              "england_outside": told.outside},
    }  # fmt: skip


def _answer(one: Answer) -> dict[str, Any]:
    shown = {"area": one.area.code, "name": one.area.name}
    if isinstance(one, Absent):
        return shown | {"value": None, "symbol": one.symbol, "absent": one.reason}
    return shown | {
        "value": _number(one.value), "numerator": _number(one.numerator), "denominator": _number(one.denominator),
        "release": one.release.words,
    }  # fmt: skip


def _same_days(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure_id(figure), "numerator": figure.numerator, "denominator": figure.denominator,
        "value": figure.value,
    }  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _awaited(one: Awaited | None) -> dict[str, Any] | None:
    """Return how much of a young figure is still to come; null where there is nothing to say of it."""
    if one is None:
        return None
    if one.why:
        return {"low": None, "high": None, "expected": None, "past_periods": None, "absent": one.why}
    return {
        "low": one.low,
        "high": one.high,
        "expected": round(one.expected, 1),
        "past_periods": one.past,
        "absent": "",
    }


def text(pack: Pack, period: str, edition: Edition) -> str:
    """Return pack.json: the same pack gives the same text."""
    whole = {
        "title": pack.cover.title,
        "council": pack.cover.council,
        "period": period,
        "known_on": pack.cover.known_on,
        "status": edition.status,
        "pack": edition.name,
        "amends": edition.amends,
        "corrections": [vars(one) | {"made": one.made.isoformat()} for one in edition.corrections],
        "promises": [
            vars(one) | {"made": one.made.isoformat(), "due": one.due.isoformat()} for one in edition.promises
        ],
        "figures": list(pack.figures),
    }
    if pack.requests:  # packs from before there were any are made again without the key
        whole["requests"] = list(pack.requests)
    if pack.checks:
        whole["checks"] = list(pack.checks)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def figure(figure: Figure) -> dict[str, Any]:
    """Return one figure as pack.json has it."""
    return {
        "id": figure_id(figure),
        "indicator": figure.indicator,
        "period": figure.period.name,
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period_end.isoformat(),
        "breakdown": figure.breakdown,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "excluded": figure.excluded,
        "without_a_date": figure.unknown,
        "without_history": figure.lacking,
        "population": figure.base,
        "unit": figure.unit,
        "absent": figure.absent,
    }


def read_figure(record: Mapping[str, Any], one: Definition) -> Figure:
    """Return the figure that stands in pack.json, of the definition that it was made by: the reverse of `figure`."""
    return Figure(
        indicator=record["indicator"],
        period=parse(record["period"]),
        period_end=date.fromisoformat(record["period_end"]),
        by=None,
        breakdown=record["breakdown"],
        measures=one.measures,
        numerator=record["numerator"],
        denominator=record["denominator"],
        value=record["value"],
        excluded=record["excluded"],
        unknown=record["without_a_date"],
        unit=record["unit"],
        known_on=record.get("known_on", ""),
        definition_hash=record.get("definition", ""),
        absent=record["absent"],
        lacking=record["without_history"],
        base=record["population"],
    )
