"""The pack's figures as data: `pack.json`, one record an indicator, with its trend, its parts and what was excluded."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from scrutable.figures.figure import Figure
from scrutable.report.anatomy import Pack
from scrutable.report.edition import Edition
from scrutable.report.gather import Sheet
from scrutable.report.saying import figure_id, headline


def record(sheet: Sheet, known_on: date) -> dict[str, Any]:
    """Return an indicator's record. Shares run from 0 to 1 and are not rounded; no cases is null."""
    one, records = sheet.definition, sheet.records
    return {
        **_figure(sheet.now),
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
        "trend": [_figure(figure) for figure in sheet.trend],
        "breakdowns": {each.by: [_figure(part) for part in each.parts] for each in sheet.breakdowns},
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
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _figure(figure: Figure) -> dict[str, Any]:
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
