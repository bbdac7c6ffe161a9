"""SEND Regulations 2014, reg 10(4): four reasons, and no others, for a plan after its time."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day
from tests.oracle.ehc_known import LAWFUL, begun

IN_WORDS = {
    "a": "school or college closed",
    "b": "early years provider closed",
    "c": "exceptional circumstances of the child or parent",
    "d": "away from the area for four weeks or more",
}


def ehc_exceptions(ehc_plan: Rows, ehc_plan_exception: Rows, period: Rows) -> Iterator[Row]:
    """Yield each exception of the plans issued in a period, and each plan marked or reasoned without one listed."""
    flags = {True: "yes", False: "no", None: None}
    for plan, one in cases_by_day(ehc_plan, period, "issued"):
        case = begun(plan, one, "plan_id", plan["issued"])
        listed = [row for row in ehc_plan_exception if row["plan_id"] == plan["plan_id"]]
        found = [
            (row["exception_id"], row["reason"] or plan["exception_reason"], row["recorded"])
            for row in listed
        ]
        if not listed and (plan["exception"] or plan["exception_reason"]):
            found = [("", plan["exception_reason"], None)]
        for own, reason, recorded in found:
            letter = reason.lower() if reason else None
            yield case | {
                "case_id": f"{plan['plan_id']} {own}".strip(),
                "excluded": None if letter in {*LAWFUL, None} else "not a reason of reg 10(4)",
                "recorded": recorded or plan["recorded"],
                "reason": IN_WORDS.get(letter or ""),
                "exception": flags[plan["exception"]],
            }
