"""The social work workforce census as XML: who is in post on 30 September, and which employees left in the year to it.

The demo council sends its own lists of workers and posts; tests write this of the same people.
"""

from datetime import date, timedelta
from pathlib import Path

from .extract import Holdings, day_of
from .files_xml import Lines, header
from .recording import Row

_ROLES = {"Social worker": 5, "Senior social worker": 4, "Team manager": 3}
_ORIGINS = {"Newly qualified": 1, "Another council in England": 2, "Agency": 4, "Other social work": 5}
_REASONS = {"Resignation": 1, "Retirement": 5, "Moved within the council": 7, "Other": 8}


def write(holdings: Holdings, folder: Path, day: date) -> Path:
    """Write the census of a day, as known when the extract was made, and return the file."""
    here = [row for row in holdings.rows("worker") if _in_post(row, day)]
    since = date(day.year - 1, day.month, day.day) + timedelta(days=1)
    left = [
        row for row in holdings.rows("worker")
        if row["kind"] == "employee" and (ended := day_of(row, "ended")) and since <= ended <= day
    ]  # fmt: skip
    xml = Lines()
    xml.open("Message")
    header(xml, "CSWW", day, holdings.extracted_at, numbered=False)
    _totals(xml, holdings, here)
    for row in sorted([*here, *left], key=lambda row: (str(row["worker_id"]), str(row["started"]))):
        _worker(xml, row, day)
    xml.close("Message")
    return xml.save(folder / "workforce.xml")


def _in_post(row: Row, day: date) -> bool:
    started, ended = day_of(row, "started"), day_of(row, "ended")
    return started is not None and started <= day and (ended is None or ended > day)


def _totals(xml: Lines, holdings: Holdings, here: list[Row]) -> None:
    agency = [row for row in here if row["kind"] == "agency"]
    posts = sum(float(str(row["fte"])) for row in holdings.rows("post"))
    filled = sum(float(str(row["fte"])) for row in here if row["kind"] == "employee")
    xml.open("LALevelVacancies")
    xml.leaf("NumberOfVacancies", f"{max(posts - filled, 0):.2f}")
    xml.leaf("NoAgencyFTE", f"{sum(float(str(row['fte'])) for row in agency):.2f}")
    xml.leaf("NoAgencyHeadcount", len(agency))
    xml.close("LALevelVacancies")


def _worker(xml: Lines, row: Row, day: date) -> None:
    """Write one worker. Whoever leaves after the day of the census has not left for it."""
    ended = day_of(row, "ended")
    gone = ended is not None and ended <= day
    xml.open("CSWWWorker")
    xml.leaf("AgencyWorker", int(row["kind"] == "agency"))
    xml.leaf("SWENo", f"SW{int(str(row['worker_id'])[2:]):010d}")
    xml.leaf("FTE", f"{float(str(row['fte'])):.6f}")
    xml.leaf("QualInst", "University of Westmarch")
    xml.leaf("OrgRole", _ROLES[str(row["role"])])
    xml.leaf("RoleStartDate", row["started"])
    xml.leaf("StartOrigin", _ORIGINS.get(str(row["start_origin"])))
    if gone:
        xml.leaf("RoleEndDate", ended)
        xml.leaf("ReasonLeave", _REASONS.get(str(row["leave_reason"])))
    xml.leaf("CFKSSstatus", 1 if row["newly_qualified"] else 2)
    xml.close("CSWWWorker")
