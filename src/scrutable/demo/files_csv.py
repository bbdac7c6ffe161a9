"""Plain CSVs, one a register table, for what no return holds: visits, disputes, workers and the like.

Each is a whole extract. The first header is written with its table, which settles what the file is where two tables
share their columns; so is the child's, lest care leavers be taken for a list of Annex A. A few cells are as they come
out of real systems: blank where another row has N, a date that is none, a row twice.
"""

import csv
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from .extract import Holdings
from .people import AUTHORITY
from .recording import Row, Value
from .schools import placements, plans

# Table -> its columns. The first is the id, made of the letter and the system's number of the row.
LAYOUTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "child": ("", ("child_id", "upn", "birth_date", "sex", "ethnicity", "unaccompanied_asylum_seeking")),
    "cp_visit": ("V", ("visit_id", "plan_id", "child_id", "made", "seen", "seen_alone", "team", "recorded")),
    "cin_visit": ("N", ("visit_id", "plan_id", "child_id", "made", "seen", "seen_alone", "team", "recorded")),
    "care_visit": ("L", ("visit_id", "child_id", "made", "seen", "seen_alone", "team", "recorded")),
    "missing_episode": (
        "M",
        ("episode_id", "child_id", "began", "returned", "kind", "placing_group", "placed_by", "placed_in", "risk",
         "interview_offered", "interview_accepted", "interview_done", "team", "recorded"),
    ),
    "care_leaver": (
        "S",
        ("status_id", "child_id", "as_at", "in_touch", "activity", "accommodation", "suitable", "unsuitable_reason",
         "team", "recorded"),
    ),
    "contact": ("K", ("contact_id", "child_id", "received", "source_group", "decided", "outcome", "recorded")),
    "early_help_episode": (
        "H",
        ("episode_id", "child_id", "referred", "assessment_started", "assessment_completed", "started", "ended",
         "end_reason", "organisation", "team", "recorded"),
    ),
    "core_group": ("G", ("meeting_id", "plan_id", "child_id", "held", "recorded")),
    "care_episode": (
        "",
        ("episode_id", "child_id", "started", "start_reason", "legal_status", "primary_need", "placement_type",
         "provider", "placement_urn", "placed_by", "placed_in", "distance_miles", "outside_authority",
         "change_reason", "ended", "end_reason", "team", "recorded"),
    ),
    "care_health": ("C", ("check_id", "child_id", "kind", "done", "score", "status", "recorded")),
    "participation": ("Y", ("record_id", "child_id", "as_at", "academic_age", "activity", "in_custody")),
    "ehc_advice": ("B", ("advice_id", "assessment_id", "kind", "requested", "received", "recorded")),
    "ehc_plan": (
        "",
        ("plan_id", "assessment_id", "request_id", "child_id", "requested", "draft_sent", "issued", "exception",
         "ceased", "cease_reason", "recorded"),
    ),
    "ehc_placement": (
        "", ("placement_id", "plan_id", "child_id", "started", "ended", "setting", "urn", "placed_in", "rank")
    ),
    "ehc_dispute": (
        "D",
        ("dispute_id", "child_id", "request_id", "about", "kind", "opened", "held", "outcome", "closed",
         "led_to_appeal", "recorded"),
    ),
    "ehc_plan_exception": ("E", ("exception_id", "plan_id", "child_id", "reason", "began", "ended", "recorded")),
    "annual_review": (
        "R", ("review_id", "plan_id", "child_id", "due", "held", "decision", "notified", "recorded")
    ),
    "worker": (
        "",
        ("worker_id", "kind", "role", "department", "newly_qualified", "fte", "started", "ended", "start_origin",
         "leave_reason"),
    ),
    "allocation": ("A", ("allocation_id", "child_id", "worker_id", "started", "ended", "role", "end_reason")),
    "post": ("", ("post_id", "department", "role", "fte", "opened", "closed", "held_by", "covered_by")),
    "recruitment": ("T", ("step_id", "post_id", "candidate_id", "stage", "happened", "outcome")),
    "population": ("", ("area", "year", "age_from", "age_to", "sex", "children", "source_release")),
}  # fmt: skip

OF_CARE: dict[str, Value] = {"placed_by": AUTHORITY, "team": "Children in Care"}  # the same of every episode


def write(holdings: Holdings, folder: Path) -> list[Path]:
    """Write every plain CSV of an extract and return the files."""
    paths = []
    for table, (letter, columns) in LAYOUTS.items():
        rows = [_cells(holdings, table, letter, row) for row in _rows(holdings, table)]
        for blemish in BLEMISHES.get(table, ()):
            blemish(rows, columns)
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([_header(table, columns, column) for column in columns])
            writer.writerows(rows)
        paths.append(path)
    return paths


def _rows(holdings: Holdings, table: str) -> list[Row]:
    """Return the rows of a table: as the case system holds them, or put together where it keeps them apart."""
    if table == "ehc_plan":
        return plans(holdings)
    return placements(holdings) if table == "ehc_placement" else holdings.rows(table)


def _header(table: str, columns: tuple[str, ...], column: str) -> str:
    return f"{table}.{column}" if column in (columns[0], "child_id") else column


def _cells(holdings: Holdings, table: str, letter: str, row: Row) -> list[str]:
    """Return a row as text."""
    cells = []
    for column in LAYOUTS[table][1]:
        value = row[column] if column in row else _made(holdings, table, letter, row, column)
        cells.append(value if type(value) is str else _text(value))
    return cells


def _made(holdings: Holdings, table: str, letter: str, row: Row, column: str) -> Value:
    """Return a value that the record does not hold. An id of another format is written as its reader makes it."""
    if column == LAYOUTS[table][1][0]:
        return f"{letter}{row['number']:06d}" if letter else f"{row['child_id']}/{row['started']}"
    if table == "care_episode":
        return OF_CARE.get(column)
    if column == "plan_id" and "plan_started" in row:
        return f"{row['child_id']}/{row['plan_started']}"
    if column in ("plan_id", "request_id", "assessment_id") and "request_received" in row:
        return f"{holdings.child(row)['upn']}/{row['request_received']}"
    return None  # a protection visit names no plan: it belongs to the one that was open that day


def _text(value: Value) -> str:
    """Return a value as the case system writes it."""
    if value is None:
        return ""
    if value is True or value is False:
        return "Y" if value else "N"
    if isinstance(value, date):  # a moment is a date too
        return _day(value)
    return str(value)


@cache
def _day(value: date) -> str:
    """Return a day, or a moment, as text: a day stands in many rows."""
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value.isoformat()


Blemish = Callable[[list[list[str]], tuple[str, ...]], None]


def _blank_for_no(column: str, every: int) -> Blemish:
    """Some people leave a cell blank where others write N. Chosen by the id, so that it is blank in every extract."""

    def spoil(rows: list[list[str]], columns: tuple[str, ...]) -> None:
        at = columns.index(column)
        for row in rows:
            if row[at] == "N" and int(row[0][1:]) % every == 0:
                row[at] = ""

    return spoil


def _twice(every: int) -> Blemish:
    """The export joins two tables, and a row comes out twice."""

    def spoil(rows: list[list[str]], columns: tuple[str, ...]) -> None:
        rows += [list(row) for row in rows[every::every][:6]]

    return spoil


def _no_date(column: str, text: str, places: tuple[int, ...]) -> Blemish:
    """A date typed by hand that cannot be one. Only in columns on which no figure rests."""

    def spoil(rows: list[list[str]], columns: tuple[str, ...]) -> None:
        at = columns.index(column)
        for place in places:
            rows[place][at] = text

    return spoil


BLEMISHES: dict[str, tuple[Blemish, ...]] = {
    "cp_visit": (_blank_for_no("seen_alone", 3), _twice(2400)),
    "cin_visit": (_blank_for_no("seen", 4),),
    "care_visit": (_blank_for_no("seen_alone", 3),),
    "missing_episode": (
        _blank_for_no("interview_accepted", 5),
        _no_date("interview_offered", "tbc", (40, 211, 480)),
    ),
    "annual_review": (
        _no_date("due", "31/06/2018", (55,)),
        _no_date("due", "30/02/2019", (120, 320)),
        _twice(400),
    ),
    "recruitment": (_no_date("outcome", "#N/A", (3, 17)),),
    "post": (_no_date("fte", "full time", (30,)),),
}
