"""The daily feed as JSON, in payloads of 100 children: all that the case system holds, as on the first day of sending.

The demo council does not send it; tests write it of the same case files. What has no referral before it (a placement,
an allocation) stands under none in the interface, and is left out.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from .extract import Holdings
from .recording import Row, Value

AT_A_TIME = 100  # the most that the interface takes
Nested = dict[str, Any]


def write(holdings: Holdings, folder: Path) -> list[Path]:
    """Write the payloads into a folder of their own and return them."""
    into = folder / "daily_feed"
    into.mkdir(parents=True, exist_ok=True)
    children = _Children(holdings)
    known = sorted({str(row["child_id"]) for row in holdings.rows("referral")})
    paths = []
    for start in range(0, len(known), AT_A_TIME):
        path = into / f"payload_{start // AT_A_TIME + 1:03d}.json"
        payload = [children.child(child) for child in known[start : start + AT_A_TIME]]
        path.write_text(json.dumps(payload, indent=1), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


class _Children:
    """What the case system holds, gathered by child and referral."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.disabilities = holdings.disabilities()
        self.referrals = holdings.by("referral", "child_id")
        case = ("child_id", "referral_received")
        self.of_case = {
            table: holdings.by(table, *case) for table in ("assessment", "section_47", "cin_plan", "cp_plan")
        }
        self.of_child = {
            table: holdings.by(table, "child_id")
            for table in ("care_episode", "allocation", "care_health", "care_leaver")
        }

    def child(self, child_id: str) -> Nested:
        """Return one child of a payload."""
        child = self.holdings.children[child_id]
        scores = [row for row in self.of_child["care_health"].get((child_id,), ()) if row["kind"] == "SDQ"]
        return {
            "la_child_id": child_id,
            "child_details": _said({
                "unique_pupil_number": child["upn"], "first_name": "Not", "surname": "Loaded",
                "date_of_birth": child["birth_date"], "sex": child["sex"], "ethnicity": child["ethnicity"],
                "uasc_flag": child["unaccompanied_asylum_seeking"], "postcode": "ZZ1 1ZZ",
            }) | {"disabilities": self.disabilities.get(child_id, [])},
            "health_and_wellbeing": {
                "sdq_assessments": [_said({"date": row["done"], "score": row["score"]}) for row in scores]
            },
            "social_care_episodes": self._episodes(child_id),
        }  # fmt: skip

    def _episodes(self, child_id: str) -> list[Nested]:
        rows = sorted(self.referrals[(child_id,)], key=lambda row: (str(row["received"]), str(row["number"])))
        under = self._under(child_id, rows)
        episodes = [self._episode(row, under[int(str(row["number"]))]) for row in rows]
        if leavers := self.of_child["care_leaver"].get((child_id,)):
            last = max(leavers, key=lambda row: str(row["as_at"]))
            episodes[-1]["care_leavers"] = _said(
                {
                    "contact_date": last["as_at"],
                    "activity": last["activity"],
                    "accommodation": last["accommodation"],
                }
            )
        return episodes

    def _under(self, child_id: str, referrals: list[Row]) -> dict[int, dict[str, list[Row]]]:
        """Put each placement and allocation under the last referral that came before it."""
        found: dict[int, dict[str, list[Row]]] = {
            int(str(row["number"])): defaultdict(list) for row in referrals
        }
        for table in ("care_episode", "allocation"):
            for row in self.of_child[table].get((child_id,), ()):
                before = [one for one in referrals if str(one["received"]) <= str(row["started"])]
                if before:
                    found[int(str(before[-1]["number"]))][table].append(row)
        return found

    def _episode(self, row: Row, under: dict[str, list[Row]]) -> Nested:
        key = (row["child_id"], row["received"])
        lists: dict[str, tuple[list[Row], Callable[[Row], dict[str, Value]]]] = {
            "child_and_family_assessments": (self.of_case["assessment"].get(key, []), _assessment),
            "section_47_assessments": (self.of_case["section_47"].get(key, []), _enquiry),
            "child_in_need_plans": (
                self.of_case["cin_plan"].get(key, []),
                _plan("child_in_need_plan_id", "N"),
            ),
            "child_protection_plans": (
                self.of_case["cp_plan"].get(key, []),
                _plan("child_protection_plan_id", "P"),
            ),
            "child_looked_after_placements": (under["care_episode"], _placement),
            "care_worker_details": (under["allocation"], _worker),
        }
        return _said({
            "social_care_episode_id": f"R{row['number']}", "referral_date": row["received"],
            "referral_source": row["source_group"], "referral_no_further_action_flag": row["no_further_action"],
            "closure_date": row["closed"], "closure_reason": row["closure_reason"],
        }) | {name: [_said(made(one)) for one in rows] for name, (rows, made) in lists.items()}  # fmt: skip


def _said(values: dict[str, Value]) -> Nested:
    """Return the keys that have a value; a day as text."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }


def _assessment(row: Row) -> Nested:
    return {"child_and_family_assessment_id": f"A{row['number']}", "start_date": row["started"],
            "authorisation_date": row["completed"], "factors": str(row["factors"] or "").split()}  # fmt: skip


def _enquiry(row: Row) -> dict[str, Value]:
    return {"section_47_assessment_id": f"S{row['number']}", "start_date": row["strategy_discussion"],
            "icpc_required_flag": not row["conference_not_required"], "icpc_date": row["conference_held"]}  # fmt: skip


def _plan(key: str, letter: str) -> Callable[[Row], dict[str, Value]]:
    return lambda row: {
        key: f"{letter}{row['number']}",
        "start_date": row["started"],
        "end_date": row["ended"],
    }


def _placement(row: Row) -> dict[str, Value]:
    return {"child_looked_after_placement_id": f"L{row['number']}", "start_date": row["started"],
            "start_reason": row["start_reason"], "placement_type": row["placement_type"], "end_date": row["ended"],
            "end_reason": row["end_reason"], "change_reason": row["change_reason"]}  # fmt: skip


def _worker(row: Row) -> dict[str, Value]:
    return {"worker_id": row["worker_id"], "start_date": row["started"], "end_date": row["ended"]}
