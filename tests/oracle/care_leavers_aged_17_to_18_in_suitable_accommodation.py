"""Care Leavers (England) Regulations 2010, reg 9(2), for what is suitable; DfE for who of 17 and 18 is counted."""

from collections.abc import Iterator

from tests.oracle.care_leavers_known import Row, Rows, known_of_17_and_18


def care_leavers_aged_17_to_18_in_suitable_accommodation(
    care_leaver: Rows, child: Rows, care_episode: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each care leaver of 17 or 18, with whether the home is suitable. Abroad and unknown are left out."""
    away = {"G": "gone abroad", "H": "deported", "R": "residence not known"}
    for record, case in known_of_17_and_18(care_leaver, child, care_episode, period):
        yield case | {
            "excluded": case["excluded"] or away.get(record["accommodation"]),
            "met": record["suitable"],
            "accommodation": record["accommodation"],
        }
