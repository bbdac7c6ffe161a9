import json

import pytest

import scrutable
from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources.delivery import Gone, Scope

EVERYTHING = {
    "la_child_id": "Child1234",
    "mis_child_id": "Supplier-Child-1234",
    "child_details": {
        "unique_pupil_number": "ABC0123456789", "former_unique_pupil_number": "DEF0123456789",
        "first_name": "Quillon", "surname": "Hazlett", "date_of_birth": "2022-06-14", "sex": "M", "ethnicity": "WBRI",
        "disabilities": ["HAND", "VIS"], "postcode": "AB12 3DE", "uasc_flag": True, "purge": False,
    },
    "health_and_wellbeing": {"sdq_assessments": [{"date": "2022-06-14", "score": 20}], "purge": False},
    "social_care_episodes": [{
        "social_care_episode_id": "E1", "referral_date": "2022-06-01", "referral_source": "1C",
        "referral_no_further_action_flag": False, "closure_date": "2022-12-01", "closure_reason": "RC7",
        "care_worker_details": [{"worker_id": "SW123", "start_date": "2022-06-02", "end_date": "2022-07-01"}],
        "child_and_family_assessments": [{
            "child_and_family_assessment_id": "A1", "start_date": "2022-06-03", "authorisation_date": "2022-07-01",
            "factors": ["1C", "4A"],
        }],
        "child_in_need_plans": [{"child_in_need_plan_id": "N1", "start_date": "2022-07-02", "end_date": "2022-08-01"}],
        "section_47_assessments": [{
            "section_47_assessment_id": "S1", "start_date": "2022-07-03", "icpc_required_flag": True,
            "icpc_date": "2022-07-20", "end_date": "2022-07-21",
        }],
        "child_protection_plans": [{"child_protection_plan_id": "P1", "start_date": "2022-07-20"}],
        "child_looked_after_placements": [{
            "child_looked_after_placement_id": "L1", "start_date": "2022-08-01", "start_reason": "S",
            "placement_type": "K1", "postcode": "AB12 3DE", "end_date": "2022-09-01", "end_reason": "E3",
            "change_reason": "CHILD",
        }],
        "adoption": {"initial_decision_date": "2022-06-14"},
        "care_leavers": {"contact_date": "2022-06-14", "activity": "F2", "accommodation": "D"},
    }],
}  # fmt: skip


def child(own="7", *episodes, **more):
    return {"la_child_id": own, "social_care_episodes": list(episodes), **more}


def episode(own="E1", received="2019-04-01", **more):
    return {"social_care_episode_id": own, "referral_date": received, **more}


@pytest.fixture
def read(write):
    def done(*payloads):
        paths = [write(f"day/{n}.json", json.dumps(payload)) for n, payload in enumerate(payloads)]
        (delivery,) = sources.read(paths)
        return delivery

    return done


def only(rows):
    assert len(rows.rows) == 1
    return {column: texts[0] for column, texts in rows.columns.items()}


def test_one_child_with_everything(read, table, coded):
    delivery = read([EVERYTHING])
    found = {rows.table: rows for rows in delivery.tables}
    own, under = "Child1234", "Child1234/E1"
    assert only(found["child"]) == {
        "child_id": own, "upn": "ABC0123456789", "birth_date": "2022-06-14", "expected_birth_date": None, "sex": "M",
        "ethnicity": "WBRI", "unaccompanied_asylum_seeking": "true",
    }  # fmt: skip
    assert found["child_disability"].columns == {"child_id": [own, own], "code": ["HAND", "VIS"]}
    assert only(found["referral"]) == {
        "referral_id": under, "child_id": own, "received": "2022-06-01", "source_group": "1C", "closed": "2022-12-01",
        "no_further_action": "false", "closure_reason": "RC7",
    }  # fmt: skip
    assert only(found["assessment"]) == {
        "assessment_id": f"{under}/A1", "referral_id": under, "child_id": own, "started": "2022-06-03",
        "completed": "2022-07-01",
    }  # fmt: skip
    assert found["assessment_factor"].columns == {"assessment_id": [f"{under}/A1"] * 2, "code": ["1C", "4A"]}
    assert only(found["section_47"]) == {
        "section_47_id": f"{under}/S1", "referral_id": under, "child_id": own, "strategy_discussion": "2022-07-03",
        "ended": "2022-07-21", "conference_not_required": "no",
    }  # fmt: skip
    assert only(found["conference"]) == {
        "conference_id": f"{under}/S1", "section_47_id": f"{under}/S1", "child_id": own, "held": "2022-07-20"
    }  # fmt: skip
    assert only(found["cin_plan"])["ended"] == "2022-08-01"
    assert only(found["cp_plan"])["ended"] is None
    assert only(found["care_episode"]) == {
        "episode_id": f"{under}/L1", "child_id": own, "started": "2022-08-01", "start_reason": "S",
        "placement_type": "K1", "ended": "2022-09-01", "end_reason": "E3", "change_reason": "CHILD",
    }  # fmt: skip
    assert only(found["care_health"]) == {
        "check_id": f"{own}/2022-06-14/SDQ", "child_id": own, "kind": "SDQ", "done": "2022-06-14", "score": "20"
    }  # fmt: skip
    assert only(found["care_leaver"])["accommodation"] == "D"
    assert only(found["allocation"])["worker_id"] == "SW123"
    assert found.pop("care_leaver").scope == Scope(latest=True)
    assert {rows.scope for rows in found.values()} == {Scope(adds=True)}
    assert [f.rows for f in coded(delivery.findings, "D225")] == [1]
    assert (delivery.source, delivery.authority) == ("daily_feed", None)


def test_names_and_postcodes_are_not_kept_nor_a_name_for_a_worker(read, table):
    delivery = read([EVERYTHING, child("8", episode(care_worker_details=[{"worker_id": "Marta Vex"}]))])
    assert not any(word in repr(delivery) for word in ("Quillon", "Hazlett", "AB12", "Vex"))
    assert table(delivery, "allocation").columns["worker_id"] == ["SW123", None]


def test_a_child_known_by_id_alone_is_not_blanked(read, table):
    delivery = read([child("7", episode())])
    assert table(delivery, "child").columns["child_id"] == []
    assert table(delivery, "referral").columns["referral_id"] == ["7/E1"]


def test_a_purged_record_is_not_brought_and_is_named_to_be_closed(read, table, coded):
    delivery = read([
        child("7", purge=True), child("8", {"social_care_episode_id": "E2", "purge": True}),
        child("9", episode(child_and_family_assessments=[{"child_and_family_assessment_id": "A1", "purge": True}])),
    ])  # fmt: skip
    assert table(delivery, "referral").columns["referral_id"] == ["9/E1"]
    assert set(table(delivery, "referral").gone) == {Gone("referral_id", "7/"), Gone("referral_id", "8/E2")}
    assert set(table(delivery, "assessment").gone) == {
        Gone("assessment_id", "7/"), Gone("assessment_id", "8/E2/"), Gone("assessment_id", "9/E1/A1")
    }  # fmt: skip
    assert table(delivery, "child").gone == [Gone("child_id", "7")]
    assert [f.rows for f in coded(delivery.findings, "D245")] == [3]


def test_the_last_word_of_several_payloads_counts(read, table, coded):
    first = child("7", episode("E1", child_and_family_assessments=[
        {"child_and_family_assessment_id": "A1", "start_date": "2019-04-02", "factors": ["1A", "2B"]},
    ]), episode("E2"))  # fmt: skip
    second = child("7", episode("E1", child_and_family_assessments=[
        {"child_and_family_assessment_id": "A1", "start_date": "2019-04-03", "factors": ["2B", "3C"]},
    ]), {"social_care_episode_id": "E2", "purge": True})  # fmt: skip
    delivery = read([first], [second], [child("8", episode())])
    rows = {(one.table, one.place): one for one in delivery.tables}
    assert rows["assessment", "1.json"].columns["started"] == ["2019-04-03"]
    assert rows["assessment_factor", "1.json"].columns["code"] == ["2B", "3C"]
    assert ("referral", "0.json") in rows and rows["referral", "0.json"].columns["referral_id"] == []
    assert rows["referral", "2.json"].scope is None  # the first file's part speaks for all
    assert [f.rows for f in coded(delivery.findings, "D249")] == [1]


def test_what_is_sent_again_after_a_purge_is_there(read, table):
    delivery = read([child("7", episode("E1")), child("7", purge=True), child("7", episode("E3"))])
    assert table(delivery, "referral").columns["referral_id"] == ["7/E3"]
    assert Gone("referral_id", "7/") in table(delivery, "referral").gone


def test_a_record_without_an_id_is_a_finding(read, table, coded):
    delivery = read([
        {"child_details": {}}, child("a/b", episode()), child("7", {"referral_date": "2019-04-01"}),
        child("8", episode(child_protection_plans=[{"start_date": "2019-04-01"}])),
    ])  # fmt: skip
    assert [(f.level, f.column) for f in coded(delivery.findings, "D246")] == [
        ("unusable", "la_child_id"), ("unusable", "la_child_id"), ("unusable", "social_care_episode_id"),
        ("unusable", "child_protection_plan_id"),
    ]  # fmt: skip
    assert table(delivery, "referral").columns["referral_id"] == ["8/E1"]


def test_what_is_of_another_shape_is_passed_over(read, table):
    odd = child(
        "7", episode(child_in_need_plans={"child_in_need_plan_id": "N1"}, care_leavers=[1], adoption="x")
    )
    odd |= {"child_details": [], "health_and_wellbeing": 3, "purge": None}
    delivery = read([odd, child("8") | {"social_care_episodes": "none"}])
    assert table(delivery, "cin_plan").columns["plan_id"] == ["7/E1/N1"]
    assert table(delivery, "care_leaver").rows == []


def test_keys_that_the_interface_does_not_have_are_said_once_and_none_that_could_be_a_name(read, coded):
    delivery = read([child("7", note="x"), child("8", note="y"), child("9", **{"Jo Smith": 1})])
    assert [(f.column, f.rows) for f in coded(delivery.findings, "D223")] == [
        ("note", 2),
        ("(another key)", 1),
    ]
    assert "Smith" not in repr(delivery)


@pytest.mark.parametrize(("flag", "says"), [(True, "no"), (False, "yes"), ("maybe", "maybe"), (None, None)])
def test_a_conference_that_was_required_is_the_other_way_round(read, table, flag, says):
    enquiry = {"section_47_assessment_id": "S1", "start_date": "2019-04-01", "icpc_required_flag": flag}
    rows = table(read([child("7", episode(section_47_assessments=[enquiry]))]), "section_47")
    assert rows.columns["conference_not_required"] == [says]


def test_json_of_another_kind_is_refused(write):
    for content, code in (
        ('{"openapi": "3.0.3", "components": {"la_child_id": {}}}', "D153"),
        ('{"$schema": "x"}', "D153"),
        ('[{"name": "x"}]', "D112"),
        ("[]", "D112"),
        ('[{"la_child_id": "7",}]', "D152"),
    ):
        with pytest.raises(DataFault) as refused:
            sources.read([write("x.json", content)])
        assert refused.value.code == code


@pytest.fixture
def store(tmp_path):
    return scrutable.init(tmp_path / "store", number="999")


@pytest.fixture
def send(store, tmp_path):
    """Load one day's payload."""

    def sent(day, *children):
        path = tmp_path / f"{day}.json"
        path.write_text(json.dumps(children), encoding="utf-8")
        (report,) = store.load([path], extracted_at=f"{day}T20:00")
        return {done.table: (done.new, done.changed, done.closed) for done in report.counts}

    return sent


def test_a_day_adds_and_changes_and_closes_only_what_it_purges(store, send):
    first = child("7", episode("E1", child_and_family_assessments=[
        {"child_and_family_assessment_id": "A1", "start_date": "2019-04-02", "factors": ["1A", "2B"]},
    ], section_47_assessments=[
        {"section_47_assessment_id": "S1", "start_date": "2019-04-03", "icpc_date": "2019-04-10"},
    ]), child_details={"disabilities": ["LD"]})  # fmt: skip
    send("2019-05-01", first, child("71", episode("E1")), child("8", episode("E1"), episode("E11")))
    # The next day: nothing is said of 71 and E11, the assessment has other factors, the conference was a mistake.
    done = send(
        "2019-05-02",
        child("7", episode("E1", closure_date="2019-05-02", child_and_family_assessments=[
            {"child_and_family_assessment_id": "A1", "start_date": "2019-04-02", "factors": ["2B"]},
        ], section_47_assessments=[{"section_47_assessment_id": "S1", "start_date": "2019-04-03"}])),
    )  # fmt: skip
    assert done["referral"] == (0, 1, 0)
    assert done["assessment_factor"] == (0, 0, 1)
    assert done["conference"] == (0, 0, 1)
    assert done["child_disability"] == (0, 0, 0)
    # Purging an episode, or a child, takes what stands under it and nothing whose id begins alike.
    assert send("2019-05-03", child("8", {"social_care_episode_id": "E1", "purge": True}))["referral"] == (
        0,
        0,
        1,
    )
    done = send("2019-05-04", child("7", purge=True))
    assert {table: counts for table, counts in done.items() if any(counts)} == {
        "child": (0, 0, 1), "child_disability": (0, 0, 1), "referral": (0, 0, 1), "assessment": (0, 0, 1),
        "assessment_factor": (0, 0, 1), "section_47": (0, 0, 1),
    }  # fmt: skip
    held = [
        row[0]
        for row in store.known_on("2019-05-04").engine.rows("select referral_id from referral order by 1")
    ]
    assert held == ["999/71/E1", "999/8/E11"]
    before = store.known_on("2019-05-03").engine.rows("select count(*) from referral")
    assert list(before) == [(3,)]  # what was known stays known


def test_the_records_begin_where_what_was_added_does(store, send):
    children = [child(str(n), episode("E1", f"2019-{1 + n % 4:02d}-15")) for n in range(8)]
    send("2019-05-01", *children)
    send("2019-05-02", child("9", episode("E1", "2019-05-01")))
    view = store.known_on("2019-05-02")
    december, april = view.figures(["referrals"], ["2018-12", "2019-04"])
    assert (december.value, december.absent) == (None, "the records of referral begin on 1 January 2019")
    assert april.value == 2


@pytest.mark.parametrize("name", ["Quillon", "Quillon Hazlett", "Quillon-Hazlett"])
def test_a_name_for_a_workers_number_is_in_no_id(read, table, name):
    delivery = read(
        [child("7", episode(care_worker_details=[{"worker_id": name, "start_date": "2019-04-02"}]))]
    )
    rows = table(delivery, "allocation")
    assert rows.columns["worker_id"] == [None]
    assert rows.columns["allocation_id"] == ["7/E1/nobody/2019-04-02"]
