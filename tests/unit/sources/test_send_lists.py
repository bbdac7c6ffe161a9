import pytest

import scrutable
from scrutable import sources
from scrutable.sources.delivery import Scope

WHO = ["Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity"]
LIST_1 = [*WHO, "Date initial EHC plan issued", "Date updated EHC plan issued", "Date EHC plan last reviewed",
          "SEN primary need", "Main education establishment – URN", "Elective home education", "Absence",
          "Does the child or young person have a disability?"]  # fmt: skip
LIST_2 = [*WHO, "SEN primary need", "Pupil Premium", "Does the child or young person have a disability?"]


def plan(own, upn, issued="2018-02-03", reviewed="2019-11-12", disabled="Yes", uln=None):
    who = [own, upn, uln, "2008-05-06", 2, "WBRI"]
    return [*who, issued, "2019-01-01", reviewed, "ASD", "Hilltop School", "No", 80, disabled]


def support(own, upn, disabled="No"):
    return [own, upn, None, "2008-05-06", 1, "WIRT", "SLCN", "yes", disabled]


@pytest.fixture
def read(workbook):
    def done(one=(), two=()):
        sheets = {"List_1": [LIST_1, *one]} | ({"List_2": [LIST_2, *two]} if two else {})
        (delivery,) = sources.read([workbook(sheets, "send.xlsx")])
        return delivery

    return done


def only(rows):
    assert len(rows.rows) == 1
    return {column: texts[0] for column, texts in rows.columns.items()}


def test_a_plan_with_its_child_and_its_last_review(read, table):
    delivery = read([plan("Q1", "A123456789012")])
    upn = "A123456789012"
    assert only(table(delivery, "child")) == {
        "child_id": upn, "upn": upn, "birth_date": "2008-05-06", "sex": "2", "ethnicity": "WBRI"
    }  # fmt: skip
    assert only(table(delivery, "child_disability"))["child_id"] == upn
    assert only(table(delivery, "ehc_plan")) == {
        "plan_id": f"{upn}/2018-02-03", "child_id": upn, "issued": "2018-02-03"
    }  # fmt: skip
    assert only(table(delivery, "annual_review")) == {
        "review_id": f"{upn}/2019-11-12", "plan_id": f"{upn}/2018-02-03", "child_id": upn, "held": "2019-11-12"
    }  # fmt: skip
    assert table(delivery, "ehc_plan").scope == Scope(today=True)
    assert table(delivery, "annual_review").scope == Scope(latest=True)
    assert [finding.code for finding in delivery.findings] == []
    assert "Hilltop" not in repr(delivery)


def test_of_sen_support_only_the_child_is_read(read, table, coded):
    delivery = read([plan("Q1", "A1")], [support("Q1", "A1"), support("Q2", "A2")])
    assert table(delivery, "ehc_plan").columns["child_id"] == ["A1"]
    children = [own for rows in delivery.tables if rows.table == "child" for own in rows.columns["child_id"]]
    assert children == ["A1", "A2"]
    assert [f.rows for f in coded(delivery.findings, "D225")] == [2]
    disabled = [rows.columns for rows in delivery.tables if rows.table == "child_disability"]
    assert [columns["child_id"] for columns in disabled] == [["A1"], ["A2"]]


def test_without_a_pupil_number_the_learner_number_else_it_is_no_ones(read, table, coded):
    delivery = read([plan("Q1", " ", uln="123"), plan("Q2", None)])
    assert table(delivery, "ehc_plan").columns["child_id"] == ["123"]
    (said,) = coded(delivery.findings, "D243")
    assert (said.level, said.row) == ("unusable", 3)


def test_a_plan_never_reviewed_has_no_review(read, table):
    assert table(read([plan("Q1", "A1", reviewed=None)]), "annual_review").rows == []


def test_a_second_list_1_is_passed_over_and_said(workbook, coded):
    book = workbook({"a": [LIST_1, plan("Q1", "A1")], "b": [LIST_1, plan("Q2", "A2")]})
    (delivery,) = sources.read([book])
    assert [f.place for f in coded(delivery.findings, "D240")] == ["sheet 2"]
    assert "A2" not in repr(delivery)


def test_a_csv_a_list_and_columns_that_are_not_there(write, coded):
    paths = [write("x/one.csv", "Unique ID,UPN,Date initial EHC plan issued,Shoe size\n1,A1,03/02/2018,5\n"),
             write("x/two.csv", "Unique ID,UPN,SEN primary need\n2,A2,ASD\n")]  # fmt: skip
    (delivery,) = sources.read(paths)
    assert delivery.source == "send_lists"
    assert [f.column for f in coded(delivery.findings, "D223")] == ["column 4"]
    assert {f.file for f in coded(delivery.findings, "D224")} == {"one.csv", "two.csv"}


def test_the_plans_of_the_day_and_of_no_other(tmp_path, workbook):
    """Three plans in January, one of them gone by February: each day has its number, and no day before has."""
    store = scrutable.init(tmp_path / "store", number="999")
    listed = [plan("Q1", "A1"), plan("Q2", "A2"), plan("Q3", "A3", issued="2020-01-06")]
    store.load([workbook({"List_1": [LIST_1, *listed]}, "jan.xlsx")], extracted_at="2020-01-06")
    store.load([workbook({"List_1": [LIST_1, *listed[1:]]}, "feb.xlsx")], extracted_at="2020-02-06")
    january, february = store.known_on("2020-01-06"), store.known_on("2020-02-06")
    assert january.figures(["ehc_plans_open"], ["2020-01"])[0].value == 3
    assert february.figures(["ehc_plans_open"], ["2020-02"])[0].value == 2
    (before,) = january.figures(["ehc_plans_open"], ["2019-12"])
    assert before.absent == "the records of ehc_plan begin on 6 January 2020"
    (in_time,) = january.figures(["ehc_plans_within_20_weeks"], ["2020-01"])
    assert in_time.value is None and in_time.absent


def test_a_child_of_the_lists_is_the_case_systems_by_pupil_number(tmp_path, workbook, write):
    store = scrutable.init(tmp_path / "store", number="999")
    child = write("child.csv", "child.child_id,upn,birth_date,sex,ethnicity\n77,A1,2008-05-06,F,WBRI\n")
    store.load(
        [child, workbook({"List_1": [LIST_1, plan("77", "A2"), plan("78", "A1")]})], extracted_at="2020-01-06"
    )
    plans = store.known_on().engine.rows("select child_id from ehc_plan order by 1")
    assert list(plans) == [("999/77",), ("999/A2",)]
