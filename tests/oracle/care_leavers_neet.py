"""DfE and LAIT: of care leavers aged 19 to 21, those not in education, employment or training."""

from collections.abc import Iterator

from tests.oracle.care_leavers_known import Row, Rows, in_education_or_work, known_of


def care_leavers_neet(care_leaver: Rows, child: Rows, period: Rows) -> Iterator[Row]:
    """Yield each care leaver aged 19 to 21; what is not known is neither yes nor no."""
    opposite = {True: False, False: True, None: None}
    for record, case in known_of(care_leaver, child, period, range(19, 22)):
        yield case | {"met": opposite[in_education_or_work(record["activity"])]}
