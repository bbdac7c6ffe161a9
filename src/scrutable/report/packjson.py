"""The pack's figures as data: `pack.json`, one record an indicator, with its trend, its parts and what was excluded."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from scrutable.figures.clocks import Clocks
from scrutable.figures.delay import Awaited
from scrutable.figures.figure import Figure
from scrutable.report.anatomy import Pack
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id, headline


def record(sheet: Sheet, known_on: date) -> dict[str, Any]:
    """Return an indicator's record. Shares run from 0 to 1 and are not rounded; no cases is null."""
    one, records = sheet.definition, sheet.records
    return {
        **figure(sheet.now),
        "title": one.title,
        "dashboard": one.dashboard,
        "measures": one.measures,
        "known_on": sheet.now.known_on,
        "definition": one.hash,
        "definition_version": one.version,
        "loads": list(records.loads) if records else [],
        "records_taken_out": records.taken_out.isoformat() if records else None,
        "records_age_days": records.age(known_on) if records else None,
        "sentence": headline(sheet).text,
        "reasons_excluded": dict(sheet.reasons),
        "trend": [figure(each) for each in sheet.trend],
        "clocks": _clocks(sheet.clocks),
        "still_to_come": _awaited(sheet.awaited),
        "breakdowns": {each.by: [figure(part) for part in each.parts] for each in sheet.breakdowns},
    }


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
        "figures": list(pack.figures),
    }
    if pack.requests:  # packs from before there were any are made again without the key
        whole["requests"] = list(pack.requests)
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
