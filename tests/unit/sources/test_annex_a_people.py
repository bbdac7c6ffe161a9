from scrutable.sources.annex_a_people import People
from scrutable.sources.grid import Grid


def grid(place, disability):
    headers = [
        "Child Unique ID",
        "Gender",
        "Does the Child have a Disability",
        "Date of Contact",
        "Contact Source",
    ]
    return Grid("f", headers, [["7"], ["a) Male"], [disability], ["2020-01-01"], ["x"]], [2], place)


def taken(*answers):
    grids = [grid(f"List {n}", answer) for n, answer in enumerate(answers)]
    people = People("f", grids)
    for one in grids:
        columns = {"child_id": one.columns[0], "sex": one.columns[1], "disability": one.columns[2]}
        people.take(one, columns, {"child_id": "Child Unique ID", "sex": "Gender"})
    return people


def test_one_row_a_child_and_one_of_disability():
    people = taken("b) No", "No")
    child, disability = people.tables()
    assert child.columns == {"child_id": ["7"], "sex": ["a) Male"]}
    assert (disability.columns["code"], disability.aliases["code"]) == (["b) No"], {"b) no": "NONE"})
    assert people.findings() == []


def test_where_lists_disagree_yes_is_taken_and_said():
    for answers in (("No", "Yes"), ("Yes", "No")):
        people = taken(*answers)
        assert people.tables()[-1].columns["code"] == ["Yes"]
        assert [(f.code, f.table) for f in people.findings()] == [("D239", "child_disability")]


def test_a_blank_says_nothing():
    assert [rows.table for rows in taken("", "#N/A").tables()] == ["child"]
