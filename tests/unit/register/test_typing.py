"""Text becomes values the same way for every format; what cannot be read is null and said, never guessed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from scrutable.register import typing
from scrutable.register.schema import Table, codes, tables
from scrutable.sources import text
from scrutable.sources.delivery import Finding, TableRows
from tests.unit.register.making import codes_of, rows_of


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def typed(
    con: duckdb.DuckDBPyConnection, rows: TableRows, *names: str
) -> tuple[list[Any], list[Finding], typing.Incoming]:
    """Return the columns named of the typed rows (one value a row where one is named), and what was found."""
    table: Table = tables()[rows.table]
    incoming = typing.type_rows(con, table, rows, authority="999", file="f.csv", name="typed_rows")
    got = con.execute(f"select {', '.join(names)} from typed_rows order by nth").fetchall()
    return [row[0] if len(names) == 1 else row for row in got], incoming.findings, incoming


def value(con: duckdb.DuckDBPyConnection, table: str, column: str, text: str | None) -> tuple[Any, list[str]]:
    """Return what one cell of an otherwise usable row becomes, and the codes of what was found."""
    needed = {
        name: {"id": "7", "date": "2019-01-01", "moment": "2019-01-01", "code": "agency"}[
            tables()[table].columns[name].type
        ]
        for name in tables()[table].needed
    }
    values, findings, _ = typed(con, rows_of(table, [{**needed, column: text}]), column)
    return values[0], codes_of(findings)


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-29", "2020-02-29 13:45:00", "2020-02-29T13:45:00", "2020-02-29 13:45", "2020-02-29T00:00:00Z",
        "2020-02-29 00:00:00.000", "29/02/2020", "29/02/2020 13:45", "29/02/2020 13:45:59", "29-02-2020", "29.02.2020",
        "29 Feb 2020", "29 February 2020", "29-Feb-2020", "29-FEB-2020", "2020-Feb-29", "2020-Feb-29 00:00:00",
        "2020/02/29", "20200229", "43890", "43890.0", "43890.75", "  29/02/2020\t", "\xa02020-02-29\xa0", "29/2/2020",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert value(con, "child", "birth_date", text) == (date(2020, 2, 29), [])


def test_day_comes_before_month(con: duckdb.DuckDBPyConnection) -> None:
    assert value(con, "child", "birth_date", "03/04/2019") == (date(2019, 4, 3), [])
    assert value(con, "child", "birth_date", "02/28/2019") == (None, ["D204"])


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025", "2025-02-30", "29/02/2019", "2019-13-01", "yesterday", "01/04/19", "19-04-01", "0019-04-01",
        "1899-12-31", "2101-01-01", "99999", "19999", "infinity", "12", "2019", "00/00/0000", "2019-00-00",
    ],
)  # fmt: skip
def test_what_is_no_date_of_this_world_is_null_and_said(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert value(con, "child", "birth_date", text) == (None, ["D204"])


@pytest.mark.parametrize("text", ["1900-01-01", "2100-12-31"])
def test_the_first_and_last_date_are_dates(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert value(con, "child", "birth_date", text) == (date.fromisoformat(text), [])


def test_an_offset_does_not_move_the_day(con: duckdb.DuckDBPyConnection) -> None:
    """Local time is what was written: an hour before midnight in summer is not the day before."""
    assert value(con, "child", "birth_date", "2019-07-06T00:30:00+01:00") == (date(2019, 7, 6), [])
    assert value(con, "child", "birth_date", "2019-07-06+01:00") == (date(2019, 7, 6), [])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-10-01 23:59", datetime(2019, 10, 1, 23, 59)),
        ("01/10/2019 08:05:09", datetime(2019, 10, 1, 8, 5, 9)),
        ("2019-10-01", datetime(2019, 10, 1)),
        ("43739.5", datetime(2019, 10, 1, 12)),
        ("43739.354166666664", datetime(2019, 10, 1, 8, 30)),
    ],
)
def test_a_moment_keeps_its_time(con: duckdb.DuckDBPyConnection, text: str, moment: datetime) -> None:
    assert value(con, "missing_episode", "returned", text) == (moment, [])


@pytest.mark.parametrize(
    "text",
    [None, "", "   ", "\t", "\xa0", "#N/A", "#n/a", "N/A", "NA", "NULL", "null", "None recorded", "NaN", "-"],
)
def test_a_blank_is_null_and_no_fault(con: duckdb.DuckDBPyConnection, text: str | None) -> None:
    for table, column in (
        ("child", "birth_date"),
        ("child", "sex"),
        ("ehc_plan", "exception"),
        ("ehc_plan", "team"),
    ):
        assert value(con, table, column, text) == (None, [])


def test_no_code_is_a_blank_word() -> None:
    assert [
        (name, code) for name, words in codes().items() for code in words if code.lower() in text.BLANKS
    ] == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        *((text, True) for text in ("Y", "y", "Yes", "TRUE", "true", "T", "1", "1.0", " yes ")),
        *((text, False) for text in ("N", "n", "No", "FALSE", "false", "F", "0", "0.0")),
    ],
)
def test_a_flag_is_yes_or_no(con: duckdb.DuckDBPyConnection, text: str, flag: bool) -> None:
    assert value(con, "ehc_plan", "exception", text) == (flag, [])


@pytest.mark.parametrize("text", ["maybe", "2", "-1", "yes?", "01"])
def test_a_flag_that_is_neither_is_null_and_said(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert value(con, "ehc_plan", "exception", text) == (None, ["D205"])


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("3.0", 3), ("03", 3), ("0", 0), ("-2", -2), ("1e1", 10)]
)
def test_a_whole_number(con: duckdb.DuckDBPyConnection, text: str, number: int) -> None:
    found, codes_found = value(con, "cp_plan", "previous_plans", text)
    assert (found, type(found), codes_found) == (number, int, [])


@pytest.mark.parametrize("text", ["3.5", "three", "1e400", "inf", "3,5"])
def test_what_is_no_whole_number_is_null_and_said(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert value(con, "cp_plan", "previous_plans", text) == (None, ["D206"])


@pytest.mark.parametrize("column", ["distance_miles"])
@pytest.mark.parametrize(("text", "number"), [("12.5", 12.5), ("0", 0.0), ("999.9", None)])
def test_a_distance(con: duckdb.DuckDBPyConnection, column: str, text: str, number: float | None) -> None:
    assert value(con, "care_episode", column, text) == (number, [])


@pytest.mark.parametrize(("table", "column"), [("care_episode", "distance_miles"), ("worker", "fte")])
@pytest.mark.parametrize("text", ["far", "inf", "-inf", "12 miles"])
def test_what_is_no_number_is_null_and_said(
    con: duckdb.DuckDBPyConnection, table: str, column: str, text: str
) -> None:
    assert value(con, table, column, text) == (None, ["D206"])


def test_a_finding_says_where(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(
        "child",
        [{"child_id": "1", "birth_date": "2019-01-01"}, {"child_id": "2", "birth_date": "31/02/2025"}],
        place="List 1",
        headers={"birth_date": "Date of Birth"},
    )
    _, [found], incoming = typed(con, rows, "child_id")
    assert (found.code, found.level, found.file, found.place) == ("D204", "attention", "f.csv", "List 1")
    assert (found.row, found.column, found.value, found.table) == (3, "Date of Birth", "31/02/2025", "child")
    assert "31/02/2025" in found.says and found.do
    assert (incoming.read, incoming.unusable) == (2, 0)


def test_an_unknown_code_is_kept_and_said_once(con: duckdb.DuckDBPyConnection) -> None:
    rows = [{"child_id": str(n), "ethnicity": code} for n, code in enumerate(["WBRI", "M9", "M9", None])]
    values, [found], _ = typed(con, rows_of("child", rows), "ethnicity")
    assert values == ["WBRI", "M9", "M9", None]
    assert (found.code, found.value, found.rows, found.row) == ("D207", "M9", 2, 3)


def test_a_word_among_codes_may_be_a_name_and_is_neither_kept_nor_shown(
    con: duckdb.DuckDBPyConnection,
) -> None:
    words = ["WBRI", "Quetzal", "Ann", "Quetzal", None]
    rows = [{"child_id": str(n), "ethnicity": word} for n, word in enumerate(words)]
    values, [found], _ = typed(con, rows_of("child", rows), "ethnicity")
    assert values == ["WBRI", None, None, None, None]
    assert (found.code, found.level, found.value, found.rows, found.row) == ("D260", "attention", "", 3, 3)
    assert "Quetzal" not in str(found) and "Ann" not in str(found)


def test_a_name_in_a_column_of_dates_is_said_and_not_shown(con: duckdb.DuckDBPyConnection) -> None:
    rows = [{"child_id": "1", "birth_date": "Ann Quetzal"}]
    values, [found], _ = typed(con, rows_of("child", rows), "birth_date")
    assert (values, found.code, found.value) == ([None], "D204", "")
    assert found.says == "What is written there (not shown, since it may name someone) is not a date."


@pytest.mark.parametrize(
    ("source", "team", "kept"),
    [("csv", "North team", True), ("csv", "x" * 60, True), ("csv", "x" * 61, False), ("annex_a", "a@b.org", False),
     ("ssda903", "North", False), ("ssda903", "T1", True)],
)  # fmt: skip
def test_names_of_teams_are_kept_and_free_text_is_not(
    con: duckdb.DuckDBPyConnection, source: str, team: str, kept: bool
) -> None:
    rows = rows_of("cp_plan", [{"plan_id": "1", "child_id": "1", "started": "2020-01-01", "team": team}])
    incoming = typing.type_rows(
        con, tables()["cp_plan"], rows, authority="999", file="f.csv", name="r", source=source
    )
    assert con.execute("select team from r").fetchall() == [(team if kept else None,)]
    assert [one.code for one in incoming.findings] == ([] if kept else ["D260"])


def test_aliases_are_matched_without_case_or_spacing(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        {"child_id": str(n), "sex": text}
        for n, text in enumerate(["Female", " fe\tmale  x ", "MALE", "1", "F"])
    ]
    aliases = {"sex": {"female": "F", "fe male x": "F", "male": "M", "1": "M", "it's": "U"}}
    assert typed(con, rows_of("child", rows, aliases=aliases), "sex")[0] == ["F", "F", "M", "M", "F"]


def test_an_alias_may_make_a_flag_or_a_blank_stay_blank(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        {"plan_id": "1", "child_id": "1", "exception": "Week 20"},
        {"plan_id": "2", "child_id": "1", "exception": ""},
    ]
    found, findings, _ = typed(
        con, rows_of("ehc_plan", rows, aliases={"exception": {"week 20": "y"}}), "exception"
    )
    assert (found, findings) == ([True, None], [])


def test_ids_are_made_unique_across_councils(con: duckdb.DuckDBPyConnection) -> None:
    row = {"plan_id": "7/2019-01-01", "child_id": "O'Shea", "request_id": None, "team": "7"}
    values, _, _ = typed(con, rows_of("ehc_plan", [row]), "plan_id", "child_id", "request_id", "team")
    assert values == [("999/7/2019-01-01", "999/O'Shea", None, "7")]


def test_a_row_without_what_it_needs_is_left_out_and_said(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        {"referral_id": "1", "child_id": "1", "received": "2019-01-01"},
        {"referral_id": None, "child_id": "1", "received": "2019-01-01"},
        {"referral_id": "3", "child_id": "#N/A", "received": None},
        {"referral_id": "4", "child_id": "1", "received": "31/02/2019"},
    ]
    values, findings, incoming = typed(
        con, rows_of("referral", rows, headers={"received": "Referred"}), "referral_id"
    )
    assert values == ["999/1"]
    assert (incoming.read, incoming.unusable) == (4, 3)
    unusable = [(found.code, found.row) for found in findings if found.level == "unusable"]
    assert unusable == [("D201", 3), ("D201", 4), ("D201", 5)]
    assert "child_id, Referred" in findings[2].says
    assert findings[0].code == "D204"  # row 5 had a date: it says so, beside being unusable


def test_a_needed_column_that_is_not_there_makes_every_row_unusable(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of("referral", [{"referral_id": "1", "child_id": "1"}, {"referral_id": "2", "child_id": "2"}])
    values, findings, incoming = typed(con, rows, "referral_id")
    assert (values, codes_of(findings), incoming.unusable) == ([], ["D201", "D201"], 2)


def test_a_column_the_register_does_not_have_is_a_slip_of_the_reader(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="favourite_colour"):
        typed(con, rows_of("child", [{"child_id": "1", "favourite_colour": "red"}]), "child_id")


def test_the_same_row_twice_is_one_row_and_a_note(con: duckdb.DuckDBPyConnection) -> None:
    row = {"child_id": "1", "birth_date": "2010-01-01", "sex": None}
    again = {"child_id": " 1 ", "birth_date": "01/01/2010", "sex": ""}
    values, [found], incoming = typed(con, rows_of("child", [row, again, row]), "child_id")
    assert values == ["999/1"]
    assert (found.code, found.level, found.rows) == ("D202", "note", 2)
    assert incoming.unusable == 0


def test_of_rows_with_one_id_that_differ_the_last_is_used_and_it_is_said(
    con: duckdb.DuckDBPyConnection,
) -> None:
    rows = [{"child_id": "1", "sex": sex} for sex in ("M", "F", None, "F", "U")]
    rows.insert(2, {"child_id": "2", "sex": "M"})
    values, [found], _ = typed(con, rows_of("child", rows), "child_id", "sex")
    assert sorted(values) == [("999/1", "U"), ("999/2", "M")]
    assert (found.code, found.level, found.row, found.rows) == ("D203", "attention", 7, 4)


def test_only_the_last_usable_row_of_an_id_counts(con: duckdb.DuckDBPyConnection) -> None:
    """An unusable repeat does not hide the row that can be used."""
    rows = [
        {"referral_id": "1", "child_id": "1", "received": "2019-01-01"},
        {"referral_id": "1", "child_id": "1", "received": "soon"},
    ]
    values, findings, _ = typed(con, rows_of("referral", rows), "received")
    assert values == [date(2019, 1, 1)]
    assert codes_of(findings) == ["D204", "D201"]


def test_no_rows_are_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    values, findings, incoming = typed(con, rows_of("child", []), "child_id")
    assert (values, findings, incoming.read) == ([], [], 0)


def test_the_moment_of_recording_is_read_like_any_moment(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of("child", [{"child_id": "1", "recorded": "06/01/2020 09:30"}, {"child_id": "2"}])
    assert typed(con, rows, "recorded")[0] == [datetime(2020, 1, 6, 9, 30), None]
