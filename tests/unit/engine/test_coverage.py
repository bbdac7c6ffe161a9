"""From when the records are complete, and what a council's own rules say, by way of a store as anyone has one."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

import scrutable
from scrutable.errors import UsageFault
from scrutable.store import Store

DAY = timedelta(days=1)


def referrals(days: Iterable[date]) -> str:
    rows = "".join(f"R{n},C{n},{day}\n" for n, day in enumerate(days))
    return f"referral_id,child_id,received\n{rows}"


def store_with(folder: Path, **tables: str) -> Store:
    files = []
    for name, text in tables.items():
        files.append(folder / f"{name}.csv")
        files[-1].write_text(text, encoding="utf-8")
    store = scrutable.init(folder / "store", number="999")
    store.load(files, extracted_at="2020-01-06")
    return store


def begun(store: Store) -> date:
    view = store.known_on()
    [(day,)] = view.engine.rows(
        "select begins from records where authority = '999' and table_name = 'referral'"
    )
    assert view.engine.begins["referral"] == day
    return day


def every_other_day(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range(0, (last - first).days + 1, 2)]


def test_a_new_systems_few_old_cases_are_not_taken_for_its_beginning(tmp_path: Path) -> None:
    old = [date(1919, 3, 1), date(2014, 5, 5)]
    store = store_with(
        tmp_path, referral=referrals([*old, *every_other_day(date(2018, 6, 15), date(2019, 12, 31))])
    )
    assert begun(store) == date(2018, 6, 1)


def test_no_figure_is_given_before_the_records_begin_nor_repeats_without_the_year_before(
    tmp_path: Path,
) -> None:
    store = store_with(tmp_path, referral=referrals(every_other_day(date(2018, 6, 15), date(2019, 12, 31))))
    view = store.known_on()
    before, first, later = (
        view.figures(["referrals", "re_referrals_within_12_months"], [period])
        for period in ("2018-05", "2018-07", "2019-07")
    )
    assert [figure.value for figure in before] == [None, None]
    assert before[0].absent == "the records of referral begin on 1 June 2018"
    assert (first[0].value, first[1].value) == (16, None)
    assert first[1].absent == "the records do not reach back 12 months before 16 of the 16 cases"
    assert (later[0].value, later[1].value, later[1].lacking) == (15, 0, 0)


def test_the_records_begin_as_was_known_on_the_day(tmp_path: Path) -> None:
    store = store_with(tmp_path, referral=referrals(every_other_day(date(2018, 6, 1), date(2019, 12, 31))))
    fuller = tmp_path / "referral.csv"
    fuller.write_text(referrals(every_other_day(date(2016, 1, 1), date(2019, 12, 31))), encoding="utf-8")
    store.load([fuller], extracted_at="2020-01-20")
    assert begun(store) == date(2016, 1, 1)
    assert store.known_on("2020-01-10").engine.begins["referral"] == date(2018, 6, 1)


def test_a_councils_own_rules_reach_its_definitions(tmp_path: Path) -> None:
    store = store_with(tmp_path, referral=referrals([date(2019, 1, 1)]))
    settings = tmp_path / "store/scrutable.toml"
    said = settings.read_text("utf-8").replace("assessment_working_days = 45", "assessment_working_days = 30")
    settings.write_text(said, encoding="utf-8")
    rules = dict(
        scrutable.open(store.register.folder).known_on().engine.rows("select rule, amount from local_rule")
    )
    assert rules["assessment_working_days"] == 30 and rules["cin_visit_every_days"] == 28


@pytest.mark.parametrize(
    ("earlier", "says"),
    [
        ("alter table referral drop column decided", "referral"),
        ("alter table cp_visit drop column held_from", "held_from"),
        ("drop table core_group", "core_group"),
        ("drop table books.window", "from when the records reach"),
    ],
)
def test_a_store_of_an_earlier_version_says_what_to_do(tmp_path: Path, earlier: str, says: str) -> None:
    store = store_with(tmp_path, referral=referrals([date(2019, 1, 1)]))
    with duckdb.connect(store.register.current()) as con:
        con.execute(earlier)
    with pytest.raises(UsageFault, match=rf"U112.*\({says}\)"):
        scrutable.open(store.register.folder).known_on()
    with pytest.raises(UsageFault, match=rf"U112.*\({says}\)"):
        store.load([tmp_path / "referral.csv"], extracted_at="2020-02-06")
    assert store.register.generation() == 1
