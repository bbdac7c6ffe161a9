"""DfE statistics: the enquiries begun, for every 10,000 children. The list is that of the enquiries."""

from collections.abc import Iterator

from tests.oracle.days import Row, Rows
from tests.oracle.section_47_enquiries import section_47_enquiries


def section_47_rate(section_47: Rows, period: Rows) -> Iterator[Row]:
    """Yield each enquiry begun in a period; the population is no part of the list."""
    yield from section_47_enquiries(section_47, period)
