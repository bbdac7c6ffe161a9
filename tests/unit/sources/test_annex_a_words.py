import pytest

from scrutable.sources.annex_a_words import aliases, code_of


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("sex", "b) Female", "F"),
        ("sex", "a) Male", "M"),
        ("sex", "c) Not stated/recorded", "U"),
        ("sex", "1", "M"),
        ("sex", "d) Neither", "U"),
        ("sex", "m", "M"),
        ("sex", "F", "F"),
        ("ethnicity", "a) WBRI", "WBRI"),
        ("ethnicity", "WBRI - White British", "WBRI"),
        ("ethnicity", "White British", "WBRI"),
        ("ethnicity", "f) Mixed - White and Black Caribbean", "MWBC"),
        ("ethnicity", "White and Asian", "MWAS"),
        ("ethnicity", "Any other Black / African / Caribbean background", "BOTH"),
        ("ethnicity", "Gypsy / Roma", "WROM"),
        ("ethnicity", "Traveller of Irish heritage", "WIRT"),
        ("ethnicity", "Asian or Asian British - Indian", "AIND"),
        ("ethnicity", "Any other ethnic group", "OOTH"),
        ("ethnicity", "Information not yet obtained", "NOBT"),
        ("ethnicity", "Refused", "REFU"),
        ("ethnicity", "both parents are white", "WOTH"),
        ("ethnicity", "zzz", None),
        ("primary_need", "N1 - Abuse or Neglect", "N1"),
        ("primary_need", "n1", "N1"),
        ("primary_need", "Family dysfunction", "N5"),
        ("primary_need", "PSRMEM - Support with memory and cognition", None),
        ("primary_need", "Parental illness or disability", "N3"),
        ("primary_need", "Child's disability", "N2"),
        ("category_of_abuse", "Physical abuse", "PHY"),
        ("category_of_abuse", "NEG", "NEG"),
        ("category_of_abuse", "Neglect, Sexual abuse", "MUL"),
        ("category_of_abuse", "Multiple", "MUL"),
        ("legal_status", "E1: Placement order", "E1"),
        ("legal_status", "C2: FCO", "C2"),
        ("legal_status", "Interim care order", "C1"),
        ("legal_status", "Section 20 single period of accommodation", "V2"),
        ("placement_type", "f) U6: Foster placement - not FFA", "U6"),
        ("placement_type", "n) H5: residential", "H5"),
        ("placement_type", "Foster placement with relative, not long term", "U3"),
        ("provider", "e) PR4 - Private provision", "PR4"),
        ("provider", "Voluntary/third sector", "PR5"),
        ("episode_end_reason", "k) E47: special guardianship", "E47"),
        ("episode_end_reason", "E4A Returned home", "E4A"),
        ("disability", "a) Yes", "DDA"),
        ("disability", "b) No", "NONE"),
        ("disability", "maybe", None),
        ("yes_no", "a) Yes", "yes"),
        ("yes_no", "N", "no"),
        ("yes_no", "c) Not applicable", None),
        ("outside", "Out", "yes"),
        ("outside", "b) In", "no"),
        ("outside", "", None),
        ("case_status", "c) Child in need plan", "cin plan"),
        ("case_status", "a) Looked after child", "looked after"),
        ("case_status", "b) Child Protection plan", "protection"),
        ("case_status", "d) Open assessment", "assessment"),
        ("case_status", "e) Closed episode", "closed"),
    ],
)
def test_wordings(kind, text, code):
    assert code_of(kind, text) == code


def test_aliases_are_in_lower_case_with_single_spaces_and_leave_codes_alone():
    assert aliases("ethnicity", ["a)  WBRI", "WBRI", None, "", "zzz"]) == {"a) wbri": "WBRI"}
