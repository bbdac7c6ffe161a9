"""Flow, backlog and promises as the pack has them, and that a pack can be made again with the promises it told of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scrutable.backlog.promised import Outlook, Result
from scrutable.committee.entries import Promise
from scrutable.engine.period import parse
from scrutable.register.settings import Settings
from scrutable.report import backlog, frozen, html, outlook, promised
from scrutable.report.anatomy import Cover, Pack, Section, Sentence, Table, Trend
from scrutable.report.edition import Edition
from scrutable.report.frozen import Frozen
from scrutable.report.promised import Scored
from scrutable.store import init
from scrutable.store import open as open_store
from tests.unit.backlog.test_queues import ehc, request
from tests.unit.cli.test_backlog import JANUARY, write

Q3 = parse("2019-20Q3")
PROMISE = Promise(
    1, date(2019, 9, 17), "Director", "Scrutiny", "ehc_plans_within_20_weeks", "finished", 0.58, date(2019, 12, 31),
    "58% by December.", "2019-09-17", 0.004, "", 0.0, 120, 21.2, 2.9,
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Section:
    home = tmp_path_factory.mktemp("backlog")
    opened = init(home / "store", number="999")
    opened.load(write(home / "files", date.fromisoformat(JANUARY)), extracted_at=JANUARY)
    found = backlog.section(open_store(home / "store").known_on(JANUARY), Q3)
    assert found is not None
    return found


def parts(section: Section, kind: type) -> list:
    return [part for part in section.sections[0].parts if isinstance(part, kind)]


def texts(section: Section) -> str:
    return " ".join(each.text for each in parts(section, Sentence))


def test_only_the_queues_that_have_records_are_told_of(made: Section) -> None:
    assert [each.id for each in made.sections] == ["queue-ehc_assessments"]
    assert {name: one.section for name, one in backlog.places(made).items()} == {
        "ehc_plans_within_20_weeks": "queue-ehc_assessments",
        "ehc_plans_within_20_weeks_including_exceptions": "queue-ehc_assessments",
    }
    assert backlog.places(None) == {}


def test_an_indicator_has_what_is_to_come_on_its_own_page_by_ids_of_its_own(made: Section) -> None:
    ahead, other = backlog.places(made).values()
    share = next(each for each in parts(made, Trend) if each.chart.id == "fan-share-ehc_assessments")
    ids = [one.drawn.chart.id for one in (ahead, other)] + [share.chart.id]
    assert len(set(ids)) == 3
    assert ahead.drawn.table.groups == share.table.groups and ahead.drawn.chart.alt == share.chart.alt
    assert f'id="{ahead.drawn.chart.id}-wide' in ahead.drawn.chart.wide or "id=" not in share.chart.wide
    assert ahead.said in texts(made) and ahead.said.startswith("Worked as now")


def test_the_flow_adds_up_on_the_page(made: Section) -> None:
    flow = next(each for each in parts(made, Table) if each.id == "flow-ehc_assessments")
    sum_of = 0
    for name, count in flow.groups[0].rows:
        number = int(count.text.replace(",", ""))
        sum_of += -number if name.text.startswith("−") else number
    assert sum_of == int(flow.total[1].text)
    assert "The sum closes and agrees with the indicators" in texts(made)


def test_each_drawing_has_its_table_and_its_alt_text(made: Section) -> None:
    drawn = parts(made, Trend)
    assert [each.chart.id for each in drawn] == [
        "ages-ehc_assessments", "fan-share-ehc_assessments", "fan-overdue-ehc_assessments",
    ]  # fmt: skip
    for each in drawn:
        assert each.chart.alt.endswith("Every value is in the table.")
        assert each.chart.wide != each.chart.narrow
        assert len(each.table.groups[0].rows) >= 6


def test_it_says_why_the_three_shares_differ(made: Section) -> None:
    lenses = next(each for each in parts(made, Table) if each.id == "lenses-ehc_assessments")
    assert [row[0].text for row in lenses.groups[0].rows] == [
        "Of the plans issued in the period", "Of those that fell due in it", "Chance of one that came in within a year",
    ]  # fmt: skip
    assert "finishing them lowers the first share, and leaving them would have raised it" in texts(made)


def test_the_same_view_gives_the_same_bytes(made: Section, tmp_path: Path) -> None:
    opened = init(tmp_path / "store", number="999")
    opened.load(write(tmp_path / "files", date.fromisoformat(JANUARY)), extracted_at=JANUARY)
    assert backlog.section(open_store(tmp_path / "store").known_on(JANUARY), Q3) == made


def test_it_is_laid_out(made: Section) -> None:
    cover = Cover("Westmarch", "", "Paper", "2019-20Q3", "6 January 2020", date(2020, 1, 6), (), None)
    page = html.render(Pack(cover, (made,)))
    assert 'id="queue-ehc_assessments"' in page
    assert page.count("<svg") == 6


def test_a_view_without_a_register_of_its_own_has_no_queues() -> None:
    assert backlog.section(object(), Q3) is None
    assert backlog.section(ehc(ehc_request=[request(1, "2019-10-01")]), Q3) is None


def scored(**facts: object) -> Scored:
    told = {"promise": PROMISE, "result": Result(14, 100, False), "now": None, "plural": "plans"} | facts
    return Scored(**told)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (scored(), "It was not kept: 14 of 100 plans (14%)."),
        (scored(result=Result(60, 100, True)), "It was kept: 60 of 100 plans (60%)."),
        (scored(result=Result(0, 0, False, "no cases")), "It was not kept: there were no cases."),
        (
            scored(result=Result(None, None, None), now=Outlook(0.9, None)),
            "It is on course: its chance now is 90%.",
        ),
        (
            scored(result=Result(None, None, None), now=Outlook(None, None, "too few")),
            "Nobody can say yet how it stands: too few.",
        ),
    ],
)
def test_how_a_promise_stands(one: Scored, said: str) -> None:
    assert promised.stands(one) == said


def test_what_was_promised_names_who_promised_it() -> None:
    assert promised.what(PROMISE).startswith(f"{PROMISE.by} promised the committee on ")


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (0, "Of the 54 finished, none had been due before the period began."),
        (
            1,
            "Of the 54 finished, 1 had been due before the period began: finishing it lowers the first share, and"
            " leaving it would have raised it.",
        ),
        (
            7,
            "Of the 54 finished, 7 had been due before the period began: finishing them lowers the first share, and"
            " leaving them would have raised it.",
        ),
    ],
)
def test_the_late_before_the_period_agree_in_number(late: int, said: str) -> None:
    assert backlog._late_before(54, late) == said


@pytest.mark.parametrize(
    ("still", "said"),
    [
        (0, "none is open and overdue."),
        (1, "1 is open and overdue: it counts against the second share and is not in the first."),
        (
            1_204,
            "1,204 are open and overdue: they count against the second share and are not in the first.",
        ),
    ],
)
def test_those_still_open_agree_in_number(still: int, said: str) -> None:
    assert backlog._open_still(still) == said


def test_what_had_been_told_of_a_promise() -> None:
    assert promised.at_entry(PROMISE) == (
        "As known that day its chance was under 1%. At the pace of that day, with the overdue cases cleared, at most"
        " 0% could be in time; the target took 120 finished in the quarter. 2.9 a week were being finished, and 21.2"
        " were needed for a chance of 80%."
    )
    assert promised.at_entry(replace(PROMISE, chance=None, why="too few")) == "No chance was given: too few."


def test_the_running_score_in_words() -> None:
    assert "there is no score" in promised.running([])
    one = scored()
    assert promised.running([one]).startswith("Of 1 promise that came to its date none was kept.")
    two = scored(promise=replace(PROMISE, chance=0.5), result=Result(60, 100, True))
    assert "score 0.13" in promised.running([one, two])
    unknown = scored(promise=replace(PROMISE, chance=None))
    assert "there is no score" in promised.running([unknown])


def test_a_pack_that_tells_of_no_promise_has_no_section() -> None:
    assert promised.section(object(), ()) is None


@pytest.fixture
def recipe() -> Iterator[Frozen]:
    edition = Edition("published", "x", promises=(PROMISE, replace(PROMISE, number=2, chance=None)))
    yield Frozen("2019-20Q3", JANUARY, edition, Settings(number="999"), (), "0.1.0")


def test_the_promises_of_a_pack_are_written_down_with_it(recipe: Frozen) -> None:
    assert frozen.read(recipe.text(), "x").edition == recipe.edition


def test_a_pack_from_before_there_were_promises_is_read(recipe: Frozen) -> None:
    import json

    said = json.loads(recipe.text())
    del said["edition"]["promises"]
    assert frozen.read(json.dumps(said), "x").edition.promises == ()


def test_percentages_of_chances() -> None:
    assert [outlook.percent(share) for share in (0, 0.0001, 0.5, 0.9999, 1)] == [
        "0%", "under 1%", "50%", "over 99%", "100%",
    ]  # fmt: skip
