"""EHC plans with their drafts, and the schools that plans name: what SEN2 and the plain CSVs both write.

The schools are invented. Some lie over the border: only the council's own list says which council a school is in.
"""

from .care import NEIGHBOURS
from .extract import Holdings
from .people import AUTHORITY
from .recording import Row, Value

FIRST_SCHOOL, SCHOOLS = 900100, 61
OVER_THE_BORDER = (7, 19, 33, 46, 58)  # of the 61


def school_of(row: Row) -> dict[str, Value]:
    """Return the school or setting of a child with a plan: the same in every extract."""
    number = int(str(row["child_id"]))
    if number % 19 == 0:
        return {"setting": "EYP" if number % 2 else "OLA", "urn": None}
    return {"setting": None, "urn": FIRST_SCHOOL + number % SCHOOLS}


def _lies_in(row: Row) -> str:
    """Return the council that a child's school is in."""
    number = int(str(row["child_id"]))
    if number % 19 and number % SCHOOLS in OVER_THE_BORDER:
        return NEIGHBOURS[number % SCHOOLS % len(NEIGHBOURS)]
    return AUTHORITY


def plans(holdings: Holdings) -> list[Row]:
    """Return the plans with the day on which the draft was sent, and the drafts of plans not issued yet."""
    drafts = holdings.by("ehc_draft", "child_id", "received")
    rows = [_plan(holdings, row, drafts.pop(_key(row), [{}])[0]) for row in holdings.rows("ehc_plan")]
    return rows + [_plan(holdings, draft, draft) for (draft,) in drafts.values()]


def _key(row: Row) -> tuple[Value, ...]:
    return row["child_id"], row["received"]


def _plan(holdings: Holdings, row: Row, draft: Row) -> Row:
    own = f"{holdings.child(row)['upn']}/{row['received']}"
    ids: Row = {"plan_id": own, "assessment_id": own, "request_id": own, "requested": row["received"]}
    ids["draft_sent"] = draft.get("draft_sent")
    return {"issued": None, "exception": None, "ceased": None, "cease_reason": None} | row | ids


def placements(holdings: Holdings) -> list[Row]:
    """Return the school of each plan, from the day on which the plan named it."""
    rows = []
    for row in holdings.rows("ehc_plan"):
        plan = f"{holdings.child(row)['upn']}/{row['received']}"
        said: Row = {
            "plan_id": plan,
            "child_id": row["child_id"],
            "started": row["issued"],
            "ended": row["ceased"],
        }
        said |= {"placement_id": f"{plan}/{row['issued']}/1", "placed_in": _lies_in(row), "rank": 1}
        rows.append(said | school_of(row))
    return rows
