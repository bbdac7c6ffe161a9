from scrutable.sources.naming import Names


def test_a_row_that_says_the_same_is_the_same_and_another_is_numbered():
    names = Names()
    given = [names.own("c/2019-01-01", says) for says in (("a",), ("b",), ("a",), ("c",), ("b",))]
    assert given == [f"c/2019-01-01{end}" for end in ("", "/2", "", "/3", "/2")]


def test_without_a_child_there_is_no_id():
    assert Names().own(None, "x") is None
