"""SEND Regulations 2014, regs 5, 10 and 13: a request is answered by a refusal, by no plan, or by a plan."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.days import Row, Rows


def ehc_assessments_open(
    ehc_request: Rows, ehc_assessment: Rows, ehc_plan: Rows, period: Rows
) -> Iterator[Row]:
    """Yield every request still open at the end of a period's last day."""
    for one in period:
        for request in ehc_request:
            own_assessments = [row for row in ehc_assessment if row["request_id"] == request["request_id"]]
            own_plans = [row for row in ehc_plan if row["request_id"] == request["request_id"]]
            if is_open(request, own_assessments, own_plans, one["period_end"]):
                yield {
                    "period_end": one["period_end"],
                    "authority": request["authority"],
                    "case_id": request["request_id"],
                    "child_id": request["child_id"],
                    "case_date": one["period_end"],
                    "excluded": None,
                    "due": request["received"] + timedelta(days=140),
                    "recorded": request["recorded"],
                    "team": request["team"],
                    "weeks_open": band((one["period_end"] - request["received"]).days),
                }


def band(days: int) -> str:
    """Return how long that is, in the weeks at which the law and the published figures part."""
    if days > 52 * 7:
        return "over 52 weeks"
    steps = [0, 6, 16, 20, 26, 52]
    first, last = next((a, b) for a, b in itertools.pairwise(steps) if days <= b * 7)
    return f"over {first} to {last} weeks" if first else f"up to {last} weeks"


def is_open(request: Row, assessments: Rows, plans: Rows, day: date) -> bool:
    """Follow a request through what happened to it, a day at a time in order, and say how it stands after `day`."""
    events = [(request["received"], 1, "open")]
    if request["decision"] in ("N", "W"):
        events.append((request["decided"], 2, "refused"))
    for assessment in assessments:
        ordered = (request["decision"], request["decided"], assessment["started"])
        if ordered[0] == "N" and None not in ordered and ordered[2] >= ordered[1]:
            events.append((assessment["started"], 3, "open"))  # the Tribunal ordered it after the refusal
        if assessment["outcome"] in ("N", "W"):
            events.append((assessment["outcome_date"], 4, "finished"))
    events += [(plan["issued"], 4, "finished") for plan in plans]
    if request["received"] is None or request["received"] > day:
        return False
    happened = sorted(event for event in events if event[0] is not None and event[0] <= day)
    states = [state for _, _, state in happened]
    if "finished" in states:
        return False
    last_decision = [state for when, order, state in happened if order > 1]
    return not last_decision or last_decision[-1] == "open"
