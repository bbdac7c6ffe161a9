"""Whatever the bytes, a reader gives a delivery or an error of ours: never a traceback, never a hang."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrutable import sources
from scrutable.errors import ScrutableError
from scrutable.register.schema import tables
from tests.unit.sources.test_daily_feed import EVERYTHING
from tests.unit.sources.test_sen2 import PERSON, REQUEST
from tests.unit.sources.test_sen2_blade import FILES

LINES = {
    "cin": "<Message><Header><Source><LEA>999</LEA></Source></Header><Children><Child>"
    "<ChildIdentifiers><LAchildID>1</LAchildID>"
    "</ChildIdentifiers><CINdetails><CINreferralDate>2020-01-01</CINreferralDate><Assessments><AssessmentActualStartDate>"
    "2020-01-01</AssessmentActualStartDate></Assessments></CINdetails></Child></Children></Message>",
    "sen2": f"<Message><Persons>{PERSON.format(REQUEST)}</Persons></Message>",
    "ssda903": "CHILD,DECOM,RNE,LS,DEC\n1,01/02/2018,S,C2,\n2,02/03/2018,S,C2,03/03/2018\n",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,29/02/2000,YES,F1,E2\n",
    "blade": FILES["person"],
    "annex": 'Child Unique ID,Gender,Date of Contact,Contact Source\n1,"b) Female",01/02/2019,"q) 6: Police"\n',
    "csv": "worker_id,kind,started\n1,agency,2019-01-01\n",
    "csww": "<Message><Header><ReferenceDate>2019-09-30</ReferenceDate></Header><LALevelVacancies><NoAgencyHeadcount>2"
    "</NoAgencyHeadcount></LALevelVacancies><CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW1</SWENo><FTE>0.5</FTE>"
    "<OrgRole>5</OrgRole><RoleEndDate>2019-09-01</RoleEndDate></CSWWWorker></Message>",
    "903": "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><DOB>2001-01-01</DOB><AREVIEW><REVIEW>2018-05-01</REVIEW>"
    "</AREVIEW></HEADER><EPISODE><DECOM>2018-04-01</DECOM><LS>C2</LS></EPISODE></CHILD></EXPSSDA903>",
    "feed": json.dumps([EVERYTHING, {"la_child_id": "2", "purge": True}]),
    "send": "Unique ID,UPN,ULN,Date initial EHC plan issued,Date EHC plan last reviewed\n1,A1,,03/02/2018,\n",
    "ons": "time_period,geographic_level,old_la_code,age_group,population_estimate\n"
    "2024,Local authority,999,Children aged 0 to 17 years,40123\n",
}
quietly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        deliveries = sources.read([path])
    except ScrutableError as error:
        assert error.do or error.says
        return
    for delivery in deliveries:
        for rows in delivery.tables:
            allowed = {*tables()[rows.table].columns, "recorded"}
            assert set(rows.columns) <= allowed
            assert {len(texts) for texts in rows.columns.values()} <= {len(rows.rows)}


@quietly
@given(st.binary(max_size=2_000))
@example(b"PK\x05\x06" + b"\0" * 18)
@example(b"<")
@example(b"\xff\xfe")
@example(b'"')
@example(b"\xef\xbb\xbf")
def test_random_bytes(tmp_path, content):
    survives(tmp_path / "f", content)


@quietly
@given(st.text(alphabet="<>!?-[]/&;=\"',\t\n\r aCHILD.0123\ufeff\x85", max_size=300))
def test_random_text_of_the_marks_that_matter(tmp_path, text):
    survives(tmp_path / "f", text.encode())


@pytest.mark.parametrize("kind", LINES)
@quietly
@given(data=st.data())
def test_mutated_files(tmp_path, kind, data):
    whole = bytearray(LINES[kind].encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(whole) - 1, 0)))
        action = data.draw(st.sampled_from(["turn", "cut", "repeat", "insert"]))
        if action == "turn" and whole:
            whole[at] = data.draw(st.integers(0, 255))
        elif action == "cut":
            del whole[at : at + data.draw(st.integers(1, 60))]
        elif action == "repeat":
            whole[at:at] = whole[at : at + data.draw(st.integers(1, 60))]
        else:
            whole[at:at] = data.draw(st.binary(max_size=4))
    survives(tmp_path / "f", bytes(whole))


@quietly
@given(data=st.data())
def test_mutated_workbooks(workbook, tmp_path, data):
    path = tmp_path / "book.xlsx"
    if not path.exists():
        workbook({"L": [["Child Unique ID", "Date of Contact", "Contact Source"], ["1", "2019-01-01", "x"]]})
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        if data.draw(st.booleans()):
            whole[at] = data.draw(st.integers(0, 255))
        else:
            del whole[at : at + data.draw(st.integers(1, 200))]
    survives(tmp_path / "f", bytes(whole))
