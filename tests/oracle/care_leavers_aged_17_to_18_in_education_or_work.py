"""DfE: care leavers of 17 and 18 are a table of their own, of those who had left care by the birthday."""

from collections.abc import Iterator

from tests.oracle.care_leavers_known import Row, Rows, in_education_or_work, known_of_17_and_18


def care_leavers_aged_17_to_18_in_education_or_work(
    care_leaver: Rows, child: Rows, care_episode: Rows, period: Rows
) -> Iterator[Row]:
    """Yield each care leaver of 17 or 18; what is not known is neither yes nor no."""
    for record, case in known_of_17_and_18(care_leaver, child, care_episode, period):
        yield case | {"met": in_education_or_work(record["activity"])}
