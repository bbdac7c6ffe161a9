import time

import pytest

from scrutable.errors import DataFault
from scrutable.sources.xml import Folded, elements, names_in_head


def code(path):
    with pytest.raises(DataFault) as refused:
        list(elements(path, "Child"))
    return refused.value.code


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE a>",
        "<?xml version='1.0'?>\n<!-- harmless -->\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
        "<!doctype a>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;&x;'>]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_before_parsing(write, prolog, encoding):
    assert code(write("a.xml", (prolog + "<a><Child/></a>").encode(encoding))) == "D110"


def test_the_word_in_a_comment_is_no_document_type(write):
    assert [
        name for name, _ in elements(write("a.xml", "<!-- <!DOCTYPE a> --><a><Child/></a>"), "Child")
    ] == ["child"]


def test_an_entity_is_damage_and_not_expanded(write):
    assert code(write("a.xml", "<a><Child>&secret;</Child></a>")) == "D111"


def test_damage_has_a_line_and_a_column_and_quotes_nothing(write):
    with pytest.raises(DataFault, match="line 3, column") as refused:
        list(elements(write("a.xml", "<a>\n<Child><Name>Jo Smith</Name></Child>\n<Child></a>"), "Child"))
    assert refused.value.code == "D111"
    assert "Smith" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["<", "<?xml version='1.0'?>", "<!-- open", "<a", "<1>", "<?xml ", "<a><Child/>", "< a/>"]
)
def test_what_is_no_xml_is_damage(write, text):
    assert code(write("a.xml", text)) == "D111"


def test_a_character_set_that_could_hide_a_document_type_is_refused(write):
    assert code(write("a.xml", '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE')) == "D118"


def test_a_million_elements_deep_is_damage(write):
    assert code(write("a.xml", "<a>" * 100_000)) == "D111"


@pytest.mark.parametrize("tag", ["Child", "child", "CHILD", "cHiLd", "n:Child"])
def test_tags_match_whatever_their_case_and_namespace(write, tag):
    path = write("a.xml", f"<a xmlns:n='urn:x'>stray<{tag}><x>1</x></{tag}>text<{tag}/></a>")
    found = [(name, [part.text for part in element]) for name, element in elements(path, "Child")]
    assert found == [("child", ["1"]), ("child", [])]


def test_what_has_been_read_is_thrown_away(write):
    path = write("a.xml", "<a>" + "<Child><x>1</x></Child>" * 20_000 + "</a>")
    held = max(len(element.getparent()) for _, element in elements(path, "Child"))
    assert held < 2_000  # what one piece of the file holds


def test_names_in_head_passes_over_comments(write):
    assert names_in_head(
        write("a.xml", "<?xml version='1.0'?><m:A xmlns:m='u'><!-- <B/> --><C/><C/></m:A>")
    ) == ["A", "C"]


def test_folded_names():
    folded = Folded()
    assert (folded["{urn:a}LAchildID"], folded[len]) == ("lachildid", "")


def test_what_stands_between_two_children_is_let_go(write):
    between = "<Other>" + "<a/>" * 100_000 + "</Other>"  # 400 KB
    path = write("a.xml", "<Message>" + f"<Child>1</Child>{between}" * 6 + "</Message>")
    held = [len(element.getparent()) for _, element in elements(path, "Child")]
    assert max(held) <= 4  # the child, what stands before it, and what the parser has begun after it


def test_a_file_that_goes_on_without_a_child_is_refused(write):
    path = write("a.xml", "<Message><Child/>" + "<a/>" * 600_000 + "<Child/></Message>")
    with pytest.raises(DataFault, match="D170"):
        list(elements(path, "Child"))


def test_a_long_prolog_is_walked_through_in_its_own_time(write):
    began = time.process_time()
    path = write("a.xml", "<?a?>" * 12_000 + "<Message/>")
    assert names_in_head(path) == ["Message"]
    assert time.process_time() - began < 0.5
