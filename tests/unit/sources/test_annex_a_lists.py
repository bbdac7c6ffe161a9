import pytest

from scrutable.sources.annex_a_lists import LISTS, list_of, unknown_to

PREFIX = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]


@pytest.mark.parametrize(
    ("number", "headers"),
    [
        (1, ["Date of Contact", "Contact Source"]),
        (1, ["contact date", "SOURCE OF CONTACT"]),
        (2, ["Assessment start date", "Assessment completion date", "Organisation completing assessment"]),
        (3, ["Date of Referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months"]),
        (3, ["Referral date ", "referral source"]),
        (4, ["Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
             "Continuous Assessment Date of Authorisation"]),
        (5, ["Strategy discussion initiating Section 47 Enquiry Start Date"]),
        (6, ["CIN Start Date", "CIN Closure Date", "Case Status"]),
        (7, ["Child Protection Plan Start Date", "Initial Category of Abuse"]),
        (8, ["Date Started to be Looked After", "Child’s Legal Status"]),
        (9, ["Eligibility Category", "Type of Accommodation", "Suitability of Accommodation"]),
        (10, ["Date of Decision that Child Should be Placed for Adoption", "Date of Placement Order"]),
    ],
)  # fmt: skip
def test_a_list_is_known_by_its_columns_in_any_order(number, headers):
    found = list_of([*reversed(headers), *PREFIX])
    assert found is not None
    assert found[0].number == number


def test_adopters_have_no_child():
    found = list_of(["Individual adopter identifier", "Family identifier", "Date Stage 1 started"])
    assert found is not None
    assert found[0].number == 11


@pytest.mark.parametrize(
    "headers", [[], PREFIX, ["Date of Contact", "Contact Source"], ["CHILD", "DECOM", "LS"]]
)
def test_other_tables_are_no_list(headers):
    assert list_of(headers) is None


def test_close_matches_come_before_loose_ones():
    found = list_of([*PREFIX, "referral", "Date of Referral", "Referral Source"])
    assert found is not None
    assert found[1]["received"] == 6
    assert unknown_to(found[0], [*PREFIX, "referral", "Date of Referral", "Referral Source"], found[1]) == [
        "referral"
    ]


def test_workers_names_and_ages_are_known_and_passed():
    headers = [*PREFIX, "Date of Contact", "Contact Source", "Allocated Worker", "Child Name", "Colour"]
    found = list_of(headers)
    assert found is not None
    assert unknown_to(found[0], headers, found[1]) == ["Colour"]


def test_each_list_is_numbered_once():
    assert [one.number for one in LISTS] == list(range(1, 12))
