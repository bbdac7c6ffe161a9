"""Links of Typst's PDF to its own sections, read back with pikepdf, which shares no line with what wrote them."""

import io

import pikepdf
import pytest
import typst

from scrutable.errors import DataFault
from scrutable.report.pdffile import amended
from scrutable.report.pdflinks import pointed

SOURCE = """
#set document(title: "Visits")
#link("to:visits-in_time", [Visits in time]) and #link("https://example.org/to:x", [elsewhere])
#pagebreak()
= Visits (in time) – all <visits-in_time>
#link("to:visits-in_time", [this])
"""


def set_as_pdf(source: str) -> bytes:
    return bytes(typst.Compiler(source.encode()).compile(format="pdf", pdf_standards=["ua-1", "a-2a"]))


@pytest.fixture(scope="module")
def links() -> list[tuple[str, str, int]]:
    """Return what each link says, the address it leads to, and the page."""
    made = amended(set_as_pdf(SOURCE), pointed({"visits-in_time": "Visits (in time) – all"}))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        names = pdf.Root.Names.Dests.Names
        by_name = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        pages = [page.objgen for page in pdf.pages]
        found = []
        for page in pdf.pages:
            for one in page.get("/Annots", []):
                where = by_name[str(one.Dest)] if "/Dest" in one else None
                place = -1 if where is None else pages.index(where[0].objgen)
                found.append((str(one.Contents), str(one.A.URI) if "/A" in one else "", place))
        return found


def test_a_link_to_a_section_leads_to_its_page_and_says_its_title(links):
    assert [link for link in links if not link[1]] == [("Visits (in time) – all", "", 1)] * 2


def test_a_link_to_elsewhere_stays_as_it_is(links):
    assert [link[1:] for link in links if link[1]] == [("https://example.org/to:x", -1)]


def test_a_link_to_a_section_that_is_not_there_is_refused():
    with pytest.raises(DataFault) as raised:
        amended(set_as_pdf(SOURCE.replace(" <visits-in_time>", " <other>")), pointed({"visits-in_time": "x"}))
    assert raised.value.code == "D186"
