"""What has changed since the last report: which report that is, its figures today, and verdicts that came too early."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from scrutable.figures.contributions import Contribution
from scrutable.figures.revisions import Revision
from scrutable.indicators.definition import Definition, catalogue
from scrutable.report import packjson, since
from scrutable.report.gather import Sheet
from scrutable.report.publishing import SAME
from scrutable.report.since import Since
from scrutable.report.variation import varied
from scrutable.store import Store, init
from tests.unit.report.fakes import KNOWN_ON, PERIOD, figure_of
from tests.unit.report.test_variation import trend

HEAD = "plan_id,child_id,requested,issued,exception\n"
FIRST = "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-13,2019-10-01,N\n"
SECOND = "P1,C1,2019-05-14,2019-10-01,N\nP2,C2,2019-05-14,2019-10-01,N\n"
AT = datetime(2020, 1, 6, 18)
PLANS = next(one for one in catalogue() if one.id == "ehc_plans_within_20_weeks")


def load(store: Store, day: str, rows: str) -> None:
    file = store.register.folder.parent / day / "ehc_plan.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEAD + rows, encoding="utf-8")
    store.load([file], extracted_at=day)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with packs of 6 and 20 January, the second after a date was put right, and a supplement."""
    folder = tmp_path_factory.mktemp("since")
    made = init(folder / "store", number="999", name="A council")
    load(made, "2020-01-06", FIRST)
    made.publish("2019-20Q3", folder / "first", known_on="2020-01-06", at=AT)
    load(made, "2020-01-20", SECOND)
    made.publish(
        None, folder / "update", known_on="2020-01-13", supplement_to="2019-20Q3-known-2020-01-06", at=AT
    )
    made.publish("2019-20Q3", folder / "second", known_on="2020-01-20", at=AT)
    return made


def page(store: Store, name: str) -> str:
    return (store.register.folder.parent / name / "pack.html").read_text(encoding="utf-8")


def test_the_first_report_follows_none_and_says_so(store: Store) -> None:
    assert "No earlier report has been published from these records" in page(store, "first")


def test_the_next_follows_the_last_whole_pack_and_tells_what_its_figures_are_now(store: Store) -> None:
    said = page(store, "second")
    assert "The last report, 2019-20Q3-known-2020-01-06, was of 1 October to 31 December 2019" in said
    inputs = store.register.folder / "published/2019-20Q3-known-2020-01-20/inputs.json"
    assert (
        json.loads(inputs.read_text(encoding="utf-8"))["edition"]["follows"] == "2019-20Q3-known-2020-01-06"
    )
    table = said[said.index('id="revised"') :]
    table = table[: table.index("</table>")]
    assert PLANS.title in table and "1 of 2, 50%" in table and "2 of 2, 100%" in table
    assert "date corrected (1 changed)" in table
    assert "Every definition is the same, letter for letter." in said


def test_a_pack_that_follows_another_is_made_again_to_the_byte(store: Store) -> None:
    verified = store.verify("2019-20Q3-known-2020-01-20")
    assert verified.same and set(verified.again.values()) == {SAME}


def _last(before: int, after: int) -> Since:
    then, now = (figure_of(PLANS, PERIOD.before(), met=met, counted=100) for met in (before, after))
    made = Revision(then, now, (), PERIOD.before())
    assert made.adds == Contribution()
    return Since("earlier", PERIOD.before(), KNOWN_ON, (PLANS,), ((PLANS, made),))


def _sheet(last: int) -> Sheet:
    made = trend(PLANS, [50, 52, 49, 51, 50, 48, 52, 50, 51, 49, 50, 51, last])
    return Sheet(PLANS, made[-1], tuple(made), varied=varied(PLANS, made))


@pytest.mark.parametrize(
    ("newest", "before", "after", "verdict"),
    [
        (20, 20, 51, "too early to tell"),  # the last one began as low, and rose
        (20, 50, 51, "real worsening"),  # the last one hardly moved
        (20, 51, 20, "real worsening"),  # it moved the other way
        (80, 80, 51, "too early to tell"),
        (50, 20, 51, "no real change"),
    ],
)
def test_a_figure_whose_forerunner_grew_up_is_not_judged_young(newest, before, after, verdict) -> None:
    sheet = _sheet(newest)
    (made,) = since.tempered([sheet], _last(before, after))
    assert made.varied.verdict == verdict
    assert since.tempered([sheet], None) == [sheet]


def test_every_figure_stands_once_among_those_that_moved_and_those_that_did_not() -> None:
    sheets = [_sheet(20), _sheet(50), Sheet(PLANS, figure_of(PLANS), (figure_of(PLANS),))]
    section = since.section(None, sheets, KNOWN_ON)
    _, table, calm, rest = section.parts
    assert len(table.groups[0].rows) == 1
    assert calm.text.startswith("No real change (1): ") and rest.text.startswith("Cannot be told (1): ")


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.id)
def test_a_figure_of_pack_json_is_read_back_as_it_was(one: Definition) -> None:
    written = replace(
        figure_of(one, met=7, counted=20, excluded=3), unknown=2, lacking=1, base="mid-2019 estimate"
    )
    record = json.loads(json.dumps(packjson.figure(written))) | {
        "known_on": written.known_on, "definition": written.definition_hash,
    }  # fmt: skip
    assert packjson.read_figure(record, one) == written
