"""A page says which rows make its figure provisional; data quality and pack.json count all of them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from scrutable.checks.behind import Behind
from scrutable.checks.definition import catalogue as checks_of
from scrutable.checks.running import Checked, Failing
from scrutable.indicators.definition import catalogue
from scrutable.report import checked, frozen, html, numerals, packjson, settling
from scrutable.report.anatomy import Facts, Pack, Section, Sentence, Table
from scrutable.report.compose import gathered, written
from scrutable.report.edition import Edition
from scrutable.store import Store, init
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView
from tests.unit.report.test_numerals import texts

ID = "protection_reviews_in_time"
ALL = {one.id: one for one in checks_of(catalogue())}
BY_ID = {one.id: one for one in catalogue()}
# A few pages are enough, and a whole pack takes seconds.
SHOWN = [BY_ID[name] for name in ("referrals", "children_on_protection_plans", ID, "missing_episodes")]


def rows(table: str, many: int) -> tuple[Failing, ...]:
    return tuple(Failing(table, f"row-{n:04}", f"child-{n:04}") for n in range(many))


class FakeDoubts:
    """What three checks found: one behind two figures, one behind none, one that could not be asked."""

    checked = (
        Checked(ALL["plans_ended_before_they_began"], rows("cp_plan", 1_204)),
        Checked(ALL["protection_reviews_outside_the_plan"], rows("cp_review", 5)),
        Checked(ALL["missing_episodes_overlapping"], rows("missing_episode", 2)),
        Checked(
            ALL["ehc_exceptions_without_a_reason"], absent="no records of ehc_plan_exception had been loaded"
        ),
        Checked(ALL["referrals_while_open"]),
    )

    def behind(self, definition, period) -> tuple[Behind, ...]:
        assert period == PERIOD
        first, second, *_ = self.checked
        return {
            ID: (Behind(first.check, first.rows[:9]), Behind(second.check, second.rows)),
            "children_on_protection_plans": (Behind(first.check, first.rows[:1]),),
        }.get(definition.id, ())


def made(doubts: object | None) -> Pack:
    provenance = replace(PROVENANCE, doubts=doubts)
    return written(gathered(FakeView(), SHOWN, PERIOD, provenance, Edition(), print), print)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return made(FakeDoubts())


def pages(pack: Pack) -> dict[str, Section]:
    return {page.id: page for board in pack.sections if board.kind == "dashboard" for page in board.sections}


def provisional(page: Section) -> list[Sentence]:
    return [part for part in page.parts if isinstance(part, Sentence) and part.role == "provisional"]


def test_the_page_says_which_rows_make_its_figure_provisional(pack: Pack) -> None:
    (said,) = provisional(pages(pack)[ID])
    assert said.text == (
        "14 rows behind this figure need checking: 9 plans that end before they begin and 5 reviews held before the"
        " plan began or after it had ended."
    )
    assert said.then == "The figure is provisional until they are."
    assert said.figures == (f"{ID}/{PERIOD.name}",)


def test_one_row_is_told_in_the_singular(pack: Pack) -> None:
    (said,) = provisional(pages(pack)["children_on_protection_plans"])
    assert said.text == "1 row behind this figure needs checking: 1 plan that ends before it begins."
    assert said.then == "The figure is provisional until it is."


def test_no_other_page_says_so(pack: Pack) -> None:
    assert {name for name, page in pages(pack).items() if provisional(page)} == {
        ID,
        "children_on_protection_plans",
    }


def test_every_numeral_of_it_is_borne_by_the_record(pack: Pack) -> None:
    records = {record["indicator"]: record for record in pack.figures}
    for name in (ID, "children_on_protection_plans"):
        (said,) = provisional(pages(pack)[name])
        known = numerals.borne(records[name]) | numerals.constants(BY_ID[name])
        assert [one for text in texts(said) for one in numerals.in_text(text) if one not in known] == []


def test_data_quality_counts_the_rows_and_says_what_could_not_be_asked(pack: Pack) -> None:
    (quality,) = [section for section in pack.sections if section.id == "data-quality"]
    (table,) = [part for part in quality.parts if isinstance(part, Table) and part.id == "checks"]
    cells = [[cell.text for cell in row] for row in table.groups[0].rows]
    assert [(one[0], one[2], one[3]) for one in cells] == [
        ("Plans that end before they begin", "1,204", "2"),
        ("Review conferences outside the plan that they review", "5", "1"),
        ("Missing episodes that overlap", "2", "0"),
    ]
    words = " ".join(part.text for part in quality.parts if isinstance(part, Sentence))
    assert "Of 4 checks of the records 3 found something: 1,211 rows in all" in words
    why = "EHC exceptions without a reason (no records of ehc_plan_exception had been loaded)"
    assert f"1 check could not be asked: {why}." in words


def test_pack_json_carries_the_checks_and_what_each_figure_rests_on(pack: Pack) -> None:
    said = json.loads(packjson.text(pack, PERIOD.name, Edition()))
    records = {one["indicator"]: one for one in said["figures"]}
    assert records[ID]["to_check"] == {
        "rows": 14,
        "checks": [
            {
                "check": "plans_ended_before_they_began",
                "rows": 9,
                "says": "9 plans that end before they begin",
            },
            {
                "check": "protection_reviews_outside_the_plan",
                "rows": 5,
                "says": "5 reviews held before the plan began or after it had ended",
            },
        ],
    }
    assert records["referrals"]["to_check"] == {"rows": 0, "checks": []}
    found = {one["check"]: one for one in said["checks"]}
    assert found["plans_ended_before_they_began"]["rows"] == 1_204
    assert found["plans_ended_before_they_began"]["figures"] == [
        f"children_on_protection_plans/{PERIOD.name}",
        f"{ID}/{PERIOD.name}",
    ]
    assert (found["ehc_exceptions_without_a_reason"]["rows"], found["referrals_while_open"]["rows"]) == (
        None,
        0,
    )
    assert found["ehc_exceptions_without_a_reason"]["absent"]


def test_no_row_nor_child_is_named_in_the_pack(pack: Pack) -> None:
    whole = html.render(pack) + packjson.text(pack, PERIOD.name, Edition())
    assert "row-0" not in whole and "child-0" not in whole and 'class="provisional"' in whole


def test_a_pack_from_before_there_were_checks_does_not_speak_of_them() -> None:
    before = made(None)
    assert not any(provisional(page) for page in pages(before).values())
    said = json.loads(packjson.text(before, PERIOD.name, Edition()))
    assert "checks" not in said and all("to_check" not in one for one in said["figures"])
    assert "checks" not in {
        part.id for section in before.sections for part in section.parts if isinstance(part, Table)
    }


def test_an_officer_sees_first_which_figures_are_provisional() -> None:
    provenance, sheets = replace(PROVENANCE, doubts=FakeDoubts()), Edition(audience="officer")
    first = written(gathered(FakeView(), SHOWN, PERIOD, provenance, sheets, print), print).sections[0]
    told = {fact.term: fact.words for part in first.parts if isinstance(part, Facts) for fact in part.facts}
    assert told["Provisional, because rows behind them need checking"] == (
        f"{BY_ID['children_on_protection_plans'].title}; {BY_ID[ID].title}."
    )


def test_where_all_is_in_order_it_says_so() -> None:
    class Sound:
        checked = tuple(Checked(one) for one in list(ALL.values())[:3])

    (said,) = checked.parts(Sound(), [])
    assert said.text == "3 checks of the records found nothing that does not fit together."

    class Unasked:
        checked = (Checked(ALL["referrals_while_open"], absent="no records of referral had been loaded"),)

    assert checked.parts(Unasked(), [])[0].text == "No check of the records could be asked."


PLANS = "plan_id,child_id,requested,issued\nP1,C1,2019-11-01,2019-10-01\nP2,C2,2019-06-01,2019-10-01\n"
OWN = """/*
title    = "EHC plans of the autumn"
asks     = "Was any plan issued in autumn?"
why      = "Only to be seen in a test."
touches  = ["ehc_plans_issued"]
do       = "Nothing."
sentence = "{n} {n:plan|plans} of the autumn"
source   = "None"
*/
select authority, 'ehc_plan' as table_name, plan_id as row_id, child_id, issued as first_day, issued as last_day
from ehc_plan
where month(issued) = 10
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = init(tmp_path / "store", number="999", name="A council")
    (tmp_path / "ehc_plan.csv").write_text(PLANS, encoding="utf-8")
    made.load([tmp_path / "ehc_plan.csv"], extracted_at="2020-01-06")
    (tmp_path / "store/checks").mkdir()
    (tmp_path / "store/checks/plans_of_the_autumn.sql").write_text(OWN, encoding="utf-8")
    return made


def said_of(folder: Path, indicator: str) -> dict:
    whole = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    return next(one for one in whole["figures"] if one["indicator"] == indicator)


@pytest.mark.slow
def test_a_published_pack_is_made_again_when_the_checks_have_gone(store: Store, tmp_path: Path) -> None:
    published = store.publish("2019-20Q3", tmp_path / "pack", known_on="2020-01-06")
    assert said_of(tmp_path / "pack", "ehc_plans_issued")["to_check"]["rows"] == 2
    assert said_of(tmp_path / "pack", "ehc_plans_within_20_weeks")["to_check"]["checks"][0] == {
        "check": "ehc_plans_issued_before_requested",
        "rows": 1,
        "says": "1 plan issued, or sent as a draft, before the request",
    }
    (store.register.folder / "checks/plans_of_the_autumn.sql").unlink()
    again = store.verify(published.pack)
    assert again.same and not again.figures


def test_the_checks_are_written_down_as_they_stood(store: Store) -> None:
    settled = settling.settle(store, "2019-20Q3", "2020-01-06", status="draft")
    assert settled.checks is not None and len(settled.checks) == len(ALL) + 1
    own = store.register.folder / "checks/plans_of_the_autumn.sql"
    own.write_text(OWN.replace("= 10", "= 9"), encoding="utf-8")
    read = frozen.read(settled.text(), "x")
    before = read.restored_checks(store.register.folder, store.checks())
    assert before is not None
    (mine,) = [one for one in before if one.own]
    assert mine.sql == OWN and [one for one in before if not one.own] == list(ALL.values())


def test_a_pack_from_before_there_were_checks_is_read_as_one(store: Store) -> None:
    settled = settling.settle(store, "2019-20Q3", "2020-01-06", status="draft")
    said = json.loads(settled.text())
    del said["checks"]
    before = frozen.read(json.dumps(said), "x")
    assert before.checks is None and before.restored_checks(store.register.folder, store.checks()) is None
    supplement = settling.settle(
        store, "2019-20Q3", "2020-01-06", status="draft", amends="2019-20Q3-known-2020-01-05"
    )
    assert supplement.checks is None
