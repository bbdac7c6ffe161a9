"""Care Leavers (England) Regulations 2010, reg 9(2), for what is suitable; DfE for who is counted."""

from collections.abc import Iterator

from tests.oracle.care_leavers_known import Row, Rows, known_of


def care_leavers_in_suitable_accommodation(care_leaver: Rows, child: Rows, period: Rows) -> Iterator[Row]:
    """Yield each care leaver aged 19 to 21, with whether the home is suitable. Abroad and unknown are left out."""
    away = {"G": "gone abroad", "H": "deported", "R": "residence not known"}
    for record, case in known_of(care_leaver, child, period, range(19, 22)):
        excluded = case["excluded"] or away.get(record["accommodation"])
        yield case | {
            "excluded": excluded,
            "met": record["suitable"],
            "accommodation": record["accommodation"],
        }
