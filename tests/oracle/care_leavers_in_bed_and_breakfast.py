"""SSDA903 OC3, accommodation W: which care leavers, aged 17 to 25, live in bed and breakfast."""

from collections.abc import Iterator

from tests.oracle.care_leavers_known import Row, Rows, known_of


def care_leavers_in_bed_and_breakfast(care_leaver: Rows, child: Rows, period: Rows) -> Iterator[Row]:
    """Yield each care leaver whose latest record is of bed and breakfast."""
    for record, case in known_of(care_leaver, child, period, range(17, 26)):
        if record["accommodation"] == "W":
            yield case
