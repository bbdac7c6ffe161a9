from scrutable.sources.headers import nearest, plain, positions, words


def test_case_spaces_and_punctuation_do_not_matter():
    assert plain("Child’s Legal\xa0Status (Y/N))") == "childslegalstatusyn"
    assert words("  Number of ICPCs_in the\tlast 12 months ") == "number of icpcs in the last 12 months"


def test_columns_are_found_in_any_order_and_the_first_of_two_counts():
    assert positions(["sex", "DOB ", "Child", "dob"], ["CHILD", "DOB", "UPN"]) == {"CHILD": 2, "DOB": 1}


def test_nearest_needs_two_shared_names():
    known = [("a", ["x", "y", "z"]), ("b", ["x"])]
    assert nearest(["X", "y"], known) == "a"
    assert nearest(["x"], known) == ""
