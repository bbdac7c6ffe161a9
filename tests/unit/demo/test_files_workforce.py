"""The workforce census of the demo council, held against the published schema and the case files it is made of."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from scrutable.demo import files_workforce
from scrutable.demo.extract import Holdings
from scrutable.demo.recording import Casebook

DAY = date(2019, 9, 30)
SCHEMA = Path(__file__).parents[3].parent / "shared/data/samples/workforce/social_work_workforce_2022.xsd"


@pytest.fixture
def book() -> Casebook:
    """Four workers at the edges of the day and the year, and one post that nobody holds."""
    book = Casebook()
    for number, (kind, started, ended) in enumerate(
        [
            ("employee", date(2019, 9, 30), None),
            ("employee", date(2015, 1, 1), DAY),
            ("employee", date(2015, 1, 1), date(2018, 10, 1)),
            ("employee", date(2015, 1, 1), date(2018, 9, 30)),
            ("employee", date(2015, 1, 1), date(2019, 10, 1)),
            ("employee", date(2019, 10, 1), None),
            ("agency", date(2019, 1, 1), None),
            ("agency", date(2019, 1, 1), DAY),
        ]
    ):
        book.add(
            "worker", started, worker_id=f"SW{number}", kind=kind, role="Social worker", department="x", fte=0.5,
            newly_qualified=False, started=started, ended=ended, start_origin="Agency" if ended else None,
            leave_reason="Other" if ended else None,
        )  # fmt: skip
    for number in range(3):
        book.add("post", date(2015, 1, 1), post_id=f"P{number}", fte=1.0)
    return book


def test_who_is_in_it_and_who_has_left(book: Casebook, tmp_path: Path) -> None:
    path = files_workforce.write(Holdings(book, date(2020, 1, 20)), tmp_path, DAY)
    found = {
        worker.findtext("SWENo")[-1]: worker.findtext("RoleEndDate")
        for worker in etree.parse(path).iter("CSWWWorker")
    }
    assert found == {"0": None, "1": "2019-09-30", "2": "2018-10-01", "4": None, "6": None}
    totals = etree.parse(path).find("LALevelVacancies")
    assert [part.text for part in totals] == [
        "2.00",
        "0.50",
        "1",
    ]  # 3 posts of 1, of which two workers fill 0.5 each


def test_it_is_valid_by_the_published_schema(book: Casebook, tmp_path: Path) -> None:
    if not SCHEMA.exists():
        pytest.skip("the published samples are not beside the checkout")
    path = files_workforce.write(Holdings(book, date(2020, 1, 20)), tmp_path, DAY)
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.parse(path)), schema.error_log
