"""SEND Regulations 2014, regs 33 to 42: mediation about a decision, before or instead of an appeal."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, cases_by_day


def ehc_mediations(ehc_dispute: Rows, period: Rows) -> Iterator[Row]:
    """Yield each mediation that was held, in the period it was held."""
    in_words = {True: "yes", False: "no", None: None}
    for dispute, one in cases_by_day(ehc_dispute, period, "held"):
        if dispute["kind"] == "mediation":
            yield {
                "period_end": one["period_end"],
                "authority": dispute["authority"],
                "case_id": dispute["dispute_id"],
                "child_id": dispute["child_id"],
                "case_date": dispute["held"],
                "excluded": None,
                "recorded": dispute["recorded"],
                "went_on_to_appeal": in_words[dispute["led_to_appeal"]],
                "about": dispute["about"],
            }
