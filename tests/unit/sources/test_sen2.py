from datetime import date, datetime

import pytest

from scrutable import sources
from scrutable.sources.delivery import Scope

PERSON = """<Person><Surname>Smith</Surname><Forename>Jo</Forename><PersonBirthDate>2010-05-06</PersonBirthDate>
<Sex>F</Sex><Ethnicity>WBRI</Ethnicity><PostCode>AB1 2CD</PostCode>{}</Person>"""
REQUEST = """<Requests><ReceivedDate>2019-02-01</ReceivedDate><RequestSource>1</RequestSource><RYA>0</RYA>
<RequestOutcomeDate>2019-03-10</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome><RequestMediation>0</RequestMediation>
<RequestTribunal>0</RequestTribunal><Exported>0</Exported>
<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2019-05-01</AssessmentOutcomeDate><Week20>1</Week20>
  <NamedPlan><StartDate>2019-06-21</StartDate><PlanWPB>1</PlanWPB><CeaseDate/><CeaseReason/>
    <PlanDetail><URN>100</URN><PlacementRank>1</PlacementRank></PlanDetail>
    <PlanDetail><SENSetting>EHE</SENSetting><PlacementRank>2</PlacementRank></PlanDetail></NamedPlan></Assessment>
<ActivePlans><ReviewMeeting>2019-11-01</ReviewMeeting><ReviewOutcome>M</ReviewOutcome><LastReview>2019-11-20</LastReview>
  <PlacementDetail><URN>100</URN><SENsetting/><PlacementRank>1</PlacementRank><EntryDate>2019-09-01</EntryDate></PlacementDetail>
  <PlacementDetail><URN>101</URN><PlacementRank>2</PlacementRank><EntryDate>2019-09-01</EntryDate></PlacementDetail>
  <SENneed><SENtype>ASD</SENtype></SENneed><SENneed><SENtype>SLCN</SENtype></SENneed></ActivePlans></Requests>"""


@pytest.fixture
def read(write):
    def done(persons, header=""):
        path = write("s.xml", f"<Message>{header}<Persons>{persons}</Persons></Message>")
        (delivery,) = sources.read([path])
        return delivery

    return done


def first(rows):
    return {column: texts[0] for column, texts in rows.columns.items()}


def test_one_person_with_everything(read, table, coded):
    delivery = read(PERSON.format("<UPN>A123456789012</UPN>" + REQUEST))
    child = "A123456789012"
    assert first(table(delivery, "child")) == {
        "child_id": child, "upn": child, "birth_date": "2010-05-06", "sex": "F", "ethnicity": "WBRI",
    }  # fmt: skip
    assert first(table(delivery, "ehc_request")) == {
        "request_id": f"{child}/2019-02-01", "child_id": child, "received": "2019-02-01", "source_group": "1",
        "decided": "2019-03-10", "decision": "Y", "mediation": "0", "tribunal": "0",
    }  # fmt: skip
    assert first(table(delivery, "ehc_assessment")) == {
        "assessment_id": f"{child}/2019-02-01", "request_id": f"{child}/2019-02-01", "child_id": child, "outcome": "Y",
        "outcome_date": "2019-05-01", "exception": "1",
    }  # fmt: skip
    plan = first(table(delivery, "ehc_plan"))
    assert (plan["issued"], plan["requested"], plan["exception"], plan["ceased"]) == (
        "2019-06-21",
        "2019-02-01",
        "1",
        None,
    )
    places = table(delivery, "ehc_placement")
    assert places.columns["urn"] == ["100", None, "100", "101"]
    assert places.columns["setting"] == [None, "EHE", None, None]
    assert places.columns["rank"] == ["1", "2", "1", "2"]
    assert len(set(places.columns["placement_id"])) == 4
    review = first(table(delivery, "annual_review"))
    assert (review["held"], review["notified"], review["plan_id"]) == (
        "2019-11-01",
        "2019-11-20",
        plan["plan_id"],
    )
    assert [f.rows for f in coded(delivery.findings, "D225")] == [2]


def test_names_and_postcodes_are_not_kept(read):
    held = repr(read(PERSON.format("<UPN>A123456789012</UPN>" + REQUEST)))
    assert not any(word in held for word in ("Smith", "Jo<", "'Jo'", "AB1 2CD"))


def test_header_gives_the_council_and_the_calendar_year(read, table):
    delivery = read(
        PERSON.format("<UPN>A1</UPN>" + REQUEST),
        "<Header><CollectionDetails><Collection>SEN2</Collection><ReferenceDate>2020-01-16</ReferenceDate></CollectionDetails>"
        "<Source><LEA>999</LEA><DateTime>2020-01-20T09:00:00</DateTime></Source></Header>",
    )
    assert (delivery.authority, delivery.extracted_at) == ("999", datetime(2020, 1, 20, 9))
    scopes = {rows.table: rows.scope for rows in delivery.tables}
    window = Scope(first=date(2019, 1, 1), last=date(2020, 1, 16))
    assert scopes == {
        "child": None, "annual_review": None, "ehc_request": window, "ehc_assessment": window, "ehc_plan": window,
        "ehc_placement": window,
    }  # fmt: skip


def test_without_a_header_the_scope_is_the_cautious_one(read, table):
    assert table(read(PERSON.format("<UPN>A1</UPN>" + REQUEST)), "ehc_request").scope == Scope()


def test_without_a_upn_the_learner_number_else_the_place_in_the_file_and_said(read, table, coded):
    delivery = read(
        PERSON.format("<UniqueLearnerNumber>123</UniqueLearnerNumber>") + PERSON.format("<UPN> </UPN>")
    )
    assert table(delivery, "child").columns["child_id"] == ["123", "person-2"]
    assert [f.level for f in coded(delivery.findings, "D232")] == ["attention"]


def test_other_spellings_cases_and_empty_containers(read, table):
    delivery = read(
        "<PERSON><upn>A1</upn><REQUESTS><receiveddate>2019-02-01</receiveddate><Assessment/><ActivePlans/>"
        "</REQUESTS><Requests/></PERSON><Person/>"
    )
    assert table(delivery, "ehc_request").columns["request_id"] == ["A1/2019-02-01"]
    assert "ehc_assessment" not in {rows.table for rows in delivery.tables}


def test_records_inside_a_container_that_we_do_not_know(read, table):
    delivery = read(PERSON.format(f"<UPN>A1</UPN><RequestList>{REQUEST}</RequestList>"))
    assert len(table(delivery, "ehc_request").rows) == 1


def test_two_requests_on_a_day_are_two_and_the_same_twice_is_one(read, table):
    other = "<Requests><ReceivedDate>2019-02-01</ReceivedDate><RequestOutcome>W</RequestOutcome></Requests>"
    delivery = read(PERSON.format("<UPN>A1</UPN>" + REQUEST + other + other))
    ids = table(delivery, "ehc_request").columns["request_id"]
    assert ids == ["A1/2019-02-01", "A1/2019-02-01/2", "A1/2019-02-01/2"]


def test_a_person_who_stands_twice_is_one_child(read, table, coded):
    delivery = read(PERSON.format("<UPN>A1</UPN>") * 2)
    assert table(delivery, "child").columns["child_id"] == ["A1"]
    assert [f.rows for f in coded(delivery.findings, "D226")] == [1]
