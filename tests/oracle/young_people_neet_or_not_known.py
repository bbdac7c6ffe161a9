"""DfE: of academic age 16 and 17, outside custody, those not in education, employment or training or not known."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows, within

WORDS = {
    "EET": "In education, employment or training",
    "NEET": "Not in education, employment or training",
}


def young_people_neet_or_not_known(participation: Rows, period: Rows) -> Iterator[Row]:
    """Yield one record for each young person and month: what no later one of that month replaces."""
    for one in period:
        months: dict[tuple[str, str], Row] = {}
        inside = [row for row in participation if within(row["as_at"], one)]
        for row in sorted(inside, key=lambda row: (row["as_at"], row["record_id"])):
            months[row["child_id"], f"{row['as_at']:%Y-%m}"] = row
        for row in months.values():
            if row["academic_age"] not in (16, 17):
                continue
            yield {
                "period_end": one["period_end"],
                "authority": row["authority"],
                "case_id": row["record_id"],
                "child_id": row["child_id"],
                "case_date": row["as_at"],
                "excluded": "in custody" if row["in_custody"] else None,
                "met": row["activity"] != "EET",
                "recorded": row["recorded"],
                "activity": WORDS.get(row["activity"], "Not known"),
                "academic_age": f"Aged {row['academic_age']}",
            }
