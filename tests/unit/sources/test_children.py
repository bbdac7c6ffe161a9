from scrutable.sources.children import SEX_ALIASES, Children, blank


def test_first_value_counts_and_gaps_are_filled():
    children = Children("f", {"sex": SEX_ALIASES})
    children.add("one", 2, " 7 ", {"sex": "1", "birth_date": ""})
    children.add("two", 5, "7", {"sex": "Male", "birth_date": "2010-01-01", "upn": "U"})
    children.add("two", 6, "8", {"sex": "F"})
    first, second = children.tables()
    assert first.columns == {"child_id": ["7"], "sex": ["1"], "birth_date": ["2010-01-01"], "upn": ["U"]}
    assert (first.rows, first.place, first.scope) == ([2], "one", None)
    assert second.columns["child_id"] == ["8"]
    assert children.findings == []


def test_the_same_day_written_otherwise_is_no_difference_but_another_day_is():
    children = Children("f", {})
    children.add("", 2, "7", {"birth_date": "01/02/2010"})
    children.add("", 3, "7", {"birth_date": "2010-02-01"})
    children.add("", 4, "7", {"birth_date": "2011-02-01"})
    assert [(f.code, f.row, f.column, f.value) for f in children.findings] == [("D239", 4, "birth_date", "")]


def test_repeated_parents_are_counted():
    children = Children("f", {})
    for row in (2, 3, 4):
        children.add("", row, "7", {}, parent=True)
    children.tables()
    assert [(f.code, f.rows) for f in children.findings] == [("D226", 2)]


def test_blank_is_what_a_spreadsheet_writes_for_nothing():
    assert all(map(blank, [None, "", "  ", "#N/A", "NULL", "n/a"]))
    assert not blank("0")
