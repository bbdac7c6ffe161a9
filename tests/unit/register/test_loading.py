"""How files become loads: in order of extraction, once each, and all of a command or none of it."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from scrutable.errors import Refused, UsageFault
from scrutable.register import findings, loading
from scrutable.sources.delivery import Delivery, Finding, Scope
from tests.unit.register.making import Loader, codes_of, delivery, everything, rows_of

JAN, FEB, MAR = "2020-01-06", "2020-02-06", "2020-03-06"


def children(*numbers: int, sex: str = "F", file: str = "", **facts: object) -> Delivery:
    """A whole extract of the table child."""
    rows = [{"child_id": str(number), "sex": sex} for number in numbers]
    return delivery(rows_of("child", rows), file=file, **facts)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_older_load_is_refused_and_nothing_changes(load: Loader) -> None:
    load(FEB, children(1))
    before = everything(load.register.current())
    with pytest.raises(Refused, match=r"R201.*2020-01-06.*2020-02-06"):
        load(JAN, children(1, 2))
    assert everything(load.register.current()) == before
    assert load.register.generation() == 1
    assert sorted(path.name for path in load.register.path.glob("*.part*")) == []


def test_the_same_table_of_the_same_moment_is_refused(load: Loader) -> None:
    load(JAN, children(1))
    with pytest.raises(Refused, match=r"R202.*child from csv"):
        load(JAN, children(1, 2))


def test_another_table_or_source_of_the_same_moment_is_taken(load: Loader) -> None:
    load(JAN, children(1))
    plans = rows_of("cp_plan", [{"plan_id": "1", "child_id": "1", "started": "2019-01-01"}])
    assert load.counts(JAN, delivery(plans)) == (1, 0, 0)
    assert load.counts(JAN, children(1, source="cin")) == (1, 0, 0)


def test_a_minute_later_is_later(load: Loader) -> None:
    load(f"{JAN}T10:00", children(1))
    assert load.counts(f"{JAN}T10:01", children(1, 2)) == (1, 0, 0)


def test_each_council_has_its_own_order_of_loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    load = Loader(monkeypatch, tmp_path / "region")
    load(FEB, children(1, authority="801"))
    load(JAN, children(1, authority="802"))
    assert load.said("child", "child_id", "authority") == [("801/1", "801"), ("802/1", "802")]


def test_two_councils_in_one_command_are_two_loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    load = Loader(monkeypatch, tmp_path / "region")
    reports = load(JAN, children(1, authority="802"), children(1, authority="801", sex="M"))
    assert [(report.load, report.authority) for report in reports] == [(1, "801"), (2, "802")]
    assert load.register.generation() == 2
    assert load.said("child", "child_id", "sex") == [("801/1", "M"), ("802/1", "F")]


def test_a_command_is_whole_or_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The second council's file is too old: the first council's is not loaded either."""
    load = Loader(monkeypatch, tmp_path / "region")
    load(FEB, children(1, authority="802"))
    before = everything(load.register.current())
    with pytest.raises(Refused, match=r"R201.*802"):
        load(
            None,
            children(1, authority="801", extracted_at=moment(JAN)),
            children(1, 2, authority="802", extracted_at=moment(JAN)),
        )
    assert everything(load.register.current()) == before


def test_moments_said_by_the_files_make_loads_in_their_order(load: Loader) -> None:
    reports = load(None, children(1, 2, extracted_at=moment(FEB)), children(1, extracted_at=moment(JAN)))
    assert [(report.load, f"{report.extracted_at:%Y-%m-%d}") for report in reports] == [(1, JAN), (2, FEB)]
    assert load.said("child", "child_id", at=JAN) == [("999/1",)]
    assert load.register.generation() == 2


def test_a_file_that_does_not_say_when_was_extracted_when_saved(load: Loader) -> None:
    saved = datetime(2019, 5, 4, 10, 30).timestamp()
    os.utime(load.file, (saved, saved))
    [report] = load(None, children(1))
    assert report.extracted_at == datetime(2019, 5, 4, 10, 30)


def test_of_several_files_the_latest_saved_counts(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    for path, day in zip(paths, (4, 3), strict=True):
        path.write_text("", encoding="utf-8")
        os.utime(path, (datetime(2019, 5, day).timestamp(),) * 2)
    assert loading.saved_at(paths) == datetime(2019, 5, 4)


def test_a_date_by_hand_beats_what_the_file_says(load: Loader) -> None:
    [report] = load(FEB, children(1, extracted_at=moment(JAN)))
    assert report.extracted_at == moment(FEB)


def saved(load: Loader, day: str) -> None:
    os.utime(load.file, (moment(day).timestamp(),) * 2)


def test_the_same_file_twice_changes_nothing(load: Loader) -> None:
    saved(load, JAN)
    load(None, children(1))
    before = everything(load.register.current())
    for day in (JAN, FEB):  # also where it was copied since
        saved(load, day)
        [report] = load(None, children(1))
        assert (report.load, report.counts) == (None, ())
    assert everything(load.register.current()) == before
    assert load.register.generation() == 1


def test_a_new_file_beside_a_known_one_is_loaded_alone(load: Loader) -> None:
    saved(load, JAN)
    load(None, children(1))
    saved(load, FEB)
    plans = delivery(rows_of("cp_plan", [{"plan_id": "1", "child_id": "1", "started": "2019-01-01"}]))
    [report] = load(None, children(1), plans)
    assert (report.load, report.files) == (2, ("cp_plan.csv",))


def test_the_same_file_with_a_later_date_by_hand_is_a_new_extract(load: Loader) -> None:
    load(JAN, children(1))
    [report] = load(FEB, children(1))
    assert report.load == 2
    [again] = load(JAN, children(1))
    assert again.load is None


def test_a_file_that_was_replaced_does_not_come_back_unasked(load: Loader) -> None:
    """Taking back a mistake makes the bytes of an older file: to pass it over would keep the mistake."""
    saved(load, JAN)
    load(None, children(1))
    saved(load, FEB)
    load(None, children(1, 2))
    saved(load, JAN)
    assert (
        load(None, children(1))[0].load is None
    )  # the old file itself, as in a folder that holds all of them
    saved(load, MAR)
    with pytest.raises(Refused, match=r"R205.*child.csv.*2020-01-06"):
        load(None, children(1))
    assert load.counts(MAR, children(1)) == (0, 0, 1)


def test_of_two_returns_in_one_command_the_later_year_speaks(load: Loader) -> None:
    """Whatever the order of the paths: the return of the later year is the council's last word on a case."""
    years = [
        delivery(
            rows_of(
                "care_leaver",
                [{"status_id": "1", "child_id": "1", "as_at": "2018-06-01", "activity": activity}],
                scope=Scope(first=date(year, 4, 1), last=date(year + 1, 3, 31)),
            ),
            source="ssda903",
            file=file,
        )
        for year, activity, file in ((2018, "G4", "b.csv"), (2017, "F1", "z.csv"))
    ]
    for day, order in ((JAN, years), (FEB, years[::-1])):
        load(day, *order)
        assert load.said("care_leaver", "activity") == [("G4",)]


def test_of_files_of_one_scope_the_last_by_name_speaks(load: Loader) -> None:
    files = [children(1, sex="M", file="b.csv"), children(1, sex="F", file="a.csv")]
    [report] = load(JAN, *files)
    assert load.said("child", "sex") == [("M",)]
    assert (report.counts[0].read, report.counts[0].new) == (2, 1)


def test_the_books_say_what_was_done(load: Loader) -> None:
    rows = [{"child_id": "1"}, {"child_id": None}, {"child_id": "2", "sex": "F"}]
    [report] = load(JAN, delivery(rows_of("child", rows), file="kids.csv", sha256="abc"))
    assert report.files == ("kids.csv",)
    assert [(c.source, c.table, c.read, c.new, c.changed, c.closed, c.unusable) for c in report.counts] == [
        ("csv", "child", 3, 2, 0, 0, 1)
    ]
    assert codes_of(report.findings) == ["D201"]
    with load.register.reading() as con:
        assert con.execute("select * from books.file").fetchall() == [(1, "csv", "kids.csv", "abc")]
        assert con.execute("select * from books.counts").fetchall() == [(1, "csv", "child", 3, 2, 0, 0, 1)]
        assert con.execute("select load, authority, extracted_at, loaded_at from books.load").fetchall() == [
            (1, "999", moment(JAN), datetime(2026, 1, 1))
        ]


def test_findings_stand_until_their_table_comes_again(load: Loader) -> None:
    def found() -> list[tuple[str, str]]:
        with load.register.reading() as con:
            return [(row["table"], row["code"]) for row in findings.latest(con, "999")]

    bad_plan = {"plan_id": "1", "child_id": "1", "started": "soon"}
    load(JAN, delivery(rows_of("child", [{"child_id": None}]), rows_of("cp_plan", [bad_plan])))
    stands = [("child", "D201"), ("cp_plan", "D201"), ("cp_plan", "D204")]
    assert sorted(found()) == stands
    load(FEB, delivery(rows_of("cp_visit", [])))
    assert sorted(found()) == stands  # a later file about something else mends nothing
    load(f"{FEB}T12:00", children(1, source="cin"))
    assert sorted(found()) == stands  # nor does another source
    load(MAR, children(1))
    assert sorted(found()) == stands[1:]


def test_a_finding_about_a_file_stands_until_the_source_comes_again(load: Loader) -> None:
    about = Finding("D223", "note", "child.csv", "A column is not read.")
    load(JAN, children(1, findings=[about]))
    with load.register.reading() as con:
        assert [row["code"] for row in findings.latest(con)] == ["D223"]
    load(FEB, children(1, 2))
    with load.register.reading() as con:
        assert findings.latest(con) == []


def test_findings_that_stop_a_row_come_first(load: Loader) -> None:
    rows = [{"child_id": "1", "sex": "Q"}, {"child_id": None}, {"child_id": "2"}, {"child_id": "2"}]
    load(JAN, delivery(rows_of("child", rows)))
    with load.register.reading() as con:
        assert [row["level"] for row in findings.latest(con, "999")] == ["unusable", "attention", "note"]
        assert findings.latest(con, "801") == []


def test_another_councils_file_is_refused(load: Loader) -> None:
    with pytest.raises(Refused, match=r"R203.*801.*this store is for 999"):
        load(JAN, children(1, authority="801"))
    with pytest.raises(Refused, match=r"R203.*801.*this store is for 999"):
        load(JAN, children(1), authority="801")
    assert load.register.generation() == 0


def test_a_store_of_several_councils_is_told_whose_a_file_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load = Loader(monkeypatch, tmp_path / "region")
    load(JAN, children(1), authority="801")
    assert load.said("child", "child_id") == [("801/1",)]
    with pytest.raises(Refused, match=r"R203.*801.*you said 802"):
        load(JAN, children(1, authority="801"), authority="802")


@pytest.mark.parametrize("number", ["80", "8011", "8x1", "80'", "８０１"])
def test_a_councils_number_has_three_digits(load: Loader, number: str) -> None:
    with pytest.raises(UsageFault, match="U106"):
        load(JAN, children(1), authority=number)


def test_a_part_taken_for_the_whole_is_pointed_out(load: Loader) -> None:
    load(JAN, children(*range(100)))
    [report] = load(FEB, children(*range(30)))
    assert [(finding.code, finding.rows) for finding in report.findings] == [("D208", 70)]


@pytest.mark.parametrize(("before", "after"), [(38, 19), (200, 101)])
def test_few_or_the_smaller_part_may_go_unremarked(load: Loader, before: int, after: int) -> None:
    load(JAN, children(*range(before)))
    [report] = load(FEB, children(*range(after)))
    assert report.findings == ()
