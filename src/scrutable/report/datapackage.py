"""`datapackage.json`: what each file of the pack is, by the Frictionless Data Package, and the schema of data.csv.

Every file is named with its length and SHA-256, so that a pack can be checked by anyone. It also says which rules of
the open data standard data.csv breaks, if any: `screener`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from scrutable.report import opendata, screener
from scrutable.report.anatomy import Pack
from scrutable.report.edition import Edition

FILE = "datapackage.json"
MISSING = {
    "": "left blank",
    "z": "does not apply to this indicator, or there were no cases to take a share of",
    "x": "not known",
    "c": "hidden, so that nobody can be known by it",
    "low": "rounds to nought and is not nought",
    "u": "of low reliability",
}
TYPES = {
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def text(pack: Pack, period: str, edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """Return datapackage.json for the other files of a pack."""
    found = screener.screen(files[opendata.FILE], files[opendata.META])
    broken = {one.rule for one in found}
    whole = {
        "name": f"{edition.name or period}".lower(),
        "title": pack.title,
        "version": period,
        "profile": "data-package",
        "description": f"As known on {pack.cover.known_on}. {edition.says()}.",
        "resources": [_resource(name, content, pack) for name, content in files.items()],
        "screened": {
            "standard": "DfE open data standard",
            "rules": len(screener.RULES),
            "kept": len(screener.RULES) - len(broken),
            "found": [vars(one) for one in found],
        },
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(name: str, content: bytes, pack: Pack) -> dict[str, Any]:
    extension = name.rpartition(".")[2]
    said: dict[str, Any] = {
        "name": name.replace(".", "-"),
        "path": name,
        "format": extension,
        "mediatype": TYPES[extension],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if extension == "csv":
        said |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
        said["schema"] = _schema(pack) if name == opendata.FILE else _texts(opendata.META_COLUMNS)
    return said


def _schema(pack: Pack) -> dict[str, Any]:
    """Return the schema of data.csv. Its key says that no figure is given twice."""
    keys = (*opendata.TIME, *opendata.PLACE, *opendata.FILTERS)
    numbers = [
        {"name": one.name, "type": "number", "title": one.label} | ({"unit": one.unit} if one.unit else {})
        for one in opendata.MEASURED
    ]
    fields = [*_texts(keys)["fields"], *numbers]
    for one in fields:
        if one["name"] == "indicator":
            one["categories"] = [
                {"value": each["title"], "label": each["indicator"]} for each in pack.figures
            ]
    return {
        "fields": fields,
        "missingValues": list(MISSING),
        "missingValuesMean": MISSING,
        "primaryKey": ["time_period", "time_identifier", "indicator", "breakdown_topic", "breakdown"],
    }


def _texts(names: tuple[str, ...]) -> dict[str, Any]:
    return {"fields": [{"name": name, "type": "string"} for name in names]}
