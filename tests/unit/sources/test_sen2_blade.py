import pytest

from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources.sen2_blade import part_of
from scrutable.sources.sen2_records import PARENT

FILES = {
    "sen2": "sen2tableid,nativeid,sen2orderseqcolumn,sourceid,lea,referencedate,datetime\n"
    "1,1,1,1,999,2020-Jan-16 00:00:00,\n",
    "person": "persontableid,NativeId,personorderseqcolumn,sourceid,sen2tableid,surname,forename,personbirthdate,"
    "gendercurrent,ethnicity,postcode,upn,uniquelearnernumber,upnunknown\n"
    "10,A,1,1,1,Smith,Jo,2010-May-06 00:00:00,2,WBRI,AB1 2CD,A123456789012,,\n"
    "11,B,2,1,1,Brown,Al,2011-May-06 00:00:00,1,WBRI,AB1 2CD,,,UN1\n",
    "requests": "requeststableid,NativeId,requestsorderseqcolumn,sourceid,persontableid,receiveddate,rya,"
    "requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported\n"
    "20,A,1,1,10,2019-Feb-01 00:00:00,0,2019-Mar-10 00:00:00,Y,0,0,0\n"
    "21,X,1,1,77,2019-Feb-01 00:00:00,0,,A,0,0,0\n",
    "assessment": "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,week20\n"
    "30,20,Y,2019-May-01,0\n",
    "namedplan": "namedplantableid,assessmenttableid,startdate,planres,planwbp,ceasedate,ceasereason\n"
    "40,30,2019-Jun-21,,1,,\n",
    "plandetail": "plandetailtableid,namedplantableid,urn,sensetting,placementrank\n50,40,100,,1\n51,40,,EHE,2\n",
    "activeplans": "activeplanstableid,requeststableid,reviewmeeting,reviewoutcome,lastreview\n60,20,,M,2019-Nov-20\n",
    "placementdetail": "placementdetailtableid,activeplanstableid,urn,entrydate,placementrank\n"
    "70,60,100,2019-Sep-01,1\n",
    "senneed": "senneedtableid,activeplanstableid,sentype,sentyperank\n80,60,ASD,1\n81,60,SLCN,2\n",
}


@pytest.fixture
def read(write):
    def done(files):
        (delivery,) = sources.read([write(f"Blade-Export_{name}.csv", text) for name, text in files.items()])
        return delivery

    return done


@pytest.mark.parametrize("part", PARENT)
def test_each_part_is_known_by_its_own_id_and_its_parents(part):
    assert part_of(FILES[part].split("\n")[0].upper().split(",")) == part


def test_other_headers_are_no_part():
    assert part_of(["CHILD", "DECOM"]) is None
    assert part_of(["requeststableid", "receiveddate"]) is None


def test_the_parts_are_joined_by_their_ids(read, table, coded):
    delivery = read(FILES)
    child = "A123456789012"
    assert (delivery.source, delivery.authority) == ("sen2", "999")
    assert table(delivery, "child").columns["child_id"] == [child, "native-B"]
    assert table(delivery, "child").place == "Blade-Export_person.csv"
    assert table(delivery, "ehc_request").columns["request_id"] == [f"{child}/2019-02-01"]
    assert table(delivery, "ehc_plan").columns["requested"] == ["2019-Feb-01 00:00:00"]
    assert table(delivery, "ehc_plan").columns["exception"] == ["0"]
    places = [rows for rows in delivery.tables if rows.table == "ehc_placement"]
    assert {rows.place: len(rows.rows) for rows in places} == {
        "Blade-Export_plandetail.csv": 2,
        "Blade-Export_placementdetail.csv": 1,
    }
    assert table(delivery, "annual_review").columns["review_id"] == [f"{child}/2019-02-01/2019-11-20"]
    assert [f.rows for f in coded(delivery.findings, "D225")] == [2]
    assert [f.row for f in coded(delivery.findings, "D232")] == [3]
    held = repr(delivery)
    assert not any(word in held for word in ("Smith", "Brown", "AB1 2CD"))


def test_a_row_whose_parent_is_nowhere_is_unusable(read, coded):
    lost = coded(read(FILES).findings, "D233")
    assert [(f.level, f.file, f.row, f.rows) for f in lost] == [
        ("unusable", "Blade-Export_requests.csv", 3, 1)
    ]


def test_blade_and_xml_agree_on_ids(read, table):
    """The same return in either form must not look like another one."""
    delivery = read(FILES)
    assert table(delivery, "ehc_plan").columns["plan_id"] == ["A123456789012/2019-02-01"]


def test_persons_alone_are_enough_and_nothing_without_them_is(read):
    assert [rows.table for rows in read({"person": FILES["person"]}).tables] == ["child"]
    with pytest.raises(DataFault, match="D117"):
        read({"requests": FILES["requests"]})


def test_a_part_twice_is_refused(write):
    with pytest.raises(DataFault, match="D116"):
        sources.read([write("a.csv", FILES["person"]), write("b.csv", FILES["person"])])


def test_ids_that_repeat_or_are_blank_lose_no_row(read, table):
    person = FILES["person"].replace("11,B", "10,B").replace("10,A,", ",A,", 1)
    assert len(table(read({"person": person}), "child").rows) == 2
