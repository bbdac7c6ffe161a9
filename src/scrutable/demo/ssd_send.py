"""The tables of the demo council's SSD extract about education, health and care plans.

The specification calls them placeholders, and most councils have them empty; this council fills them. They hang
together by ids alone: a person has a row of `ssd_send`, that has requests, a request an assessment, and that a plan.
"""

from collections.abc import Iterator

from .extract import Holdings, latest
from .recording import Row, Value

Key = tuple[Value, Value]  # a child, and the day a request was received


class Send:
    """The requests, assessments and plans of one day."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.requests: dict[Key, str] = {
            (row["child_id"], row["received"]): f"Q{row['number']:06d}"
            for row in holdings.rows("ehc_request")
        }
        self.assessments: dict[Key, str] = {
            (row["child_id"], row["received"]): f"A{row['number']:06d}"
            for row in holdings.rows("ehc_assessment")
        }

    def send(self) -> Iterator[Row]:
        """Every child of whom an assessment was ever asked."""
        for child in dict.fromkeys(row["child_id"] for row in self.holdings.rows("ehc_request")):
            yield {
                "send_table_id": f"Z{child}", "send_person_id": child,
                "send_upn": self.holdings.children[str(child)]["upn"],
            }  # fmt: skip

    def ehcp_requests(self) -> Iterator[Row]:
        """Requests."""
        for row in self.holdings.rows("ehc_request"):
            yield {
                "ehcr_ehcp_request_id": self.requests[row["child_id"], row["received"]],
                "ehcr_send_table_id": f"Z{row['child_id']}", "ehcr_ehcp_req_date": row["received"],
                "ehcr_ehcp_req_outcome_date": row["decided"], "ehcr_ehcp_req_outcome": row["decision"],
            }  # fmt: skip

    def ehcp_assessment(self) -> Iterator[Row]:
        """Assessments; 1 where an exception to the twenty weeks applies."""
        for row in self.holdings.rows("ehc_assessment"):
            key = row["child_id"], row["received"]
            yield {
                "ehca_ehcp_assessment_id": self.assessments[key], "ehca_ehcp_request_id": self.requests.get(key),
                "ehca_ehcp_assessment_outcome": row["outcome"],
                "ehca_ehcp_assessment_outcome_date": row["outcome_date"],
                "ehca_ehcp_assessment_exceptions": "1" if row["exception"] else "0",
            }  # fmt: skip

    def ehcp_named_plan(self) -> Iterator[Row]:
        """Plans that were issued."""
        for row in self.holdings.rows("ehc_plan"):
            yield {
                "ehcn_named_plan_id": f"L{row['number']:06d}",
                "ehcn_ehcp_asmt_id": self.assessments.get((row["child_id"], row["received"])),
                "ehcn_named_plan_start_date": row["issued"], "ehcn_named_plan_ceased_date": row["ceased"],
                "ehcn_named_plan_ceased_reason": None if row["cease_reason"] is None else str(row["cease_reason"]),
            }  # fmt: skip

    def ehcp_active_plans(self) -> Iterator[Row]:
        """Plans in force, each with the day on which the decision of its last review was written."""
        reviews = self.holdings.by("annual_review", "child_id", "request_received")
        for row in self.holdings.rows("ehc_plan"):
            key = row["child_id"], row["received"]
            if row["ceased"] is None:
                yield {
                    "ehcp_active_ehcp_id": f"J{row['number']:06d}", "ehcp_ehcp_request_id": self.requests.get(key),
                    "ehcp_active_ehcp_last_review_date": latest(reviews.get(key, ()), "notified"),
                }  # fmt: skip
