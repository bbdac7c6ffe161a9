"""SEND Regulations 2014, reg 13: the authority sends the final plan. That day it is issued."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def ehc_plans_issued(ehc_plan: Rows, period: Rows) -> Iterator[Row]:
    """Yield every plan issued in a period, with an exception or without."""
    in_words = {True: "yes", False: "no", None: None}
    for plan, one in cases_by_day(ehc_plan, period, "issued"):
        yield {
            "period_end": one["period_end"],
            "authority": plan["authority"],
            "case_id": plan["plan_id"],
            "child_id": plan["child_id"],
            "case_date": plan["issued"],
            "excluded": None,
            "recorded": plan["recorded"],
            "team": plan["team"],
            "exception": in_words[plan["exception"]],
        }
