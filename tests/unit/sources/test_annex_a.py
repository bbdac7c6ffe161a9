import pytest

import scrutable
from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources.delivery import EXTRACTION_DAY, Scope

P = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age"]
CHILD = ["0012", "b) Female", "a) WBRI", "2010-05-06", 9.5]
D = "Does the Child have a Disability"
TW = ["Allocated Team", "Allocated Worker"]
LIST_6 = [
    *P,
    D,
    "CIN Start Date",
    "Primary Need Code",
    "Date Child Was Last Seen",
    "CIN Closure Date",
    "Reason for Closure",
    "Case Status",
    *TW,
]


@pytest.fixture
def read(workbook):
    def done(sheets):
        (delivery,) = sources.read([workbook(sheets)])
        return delivery

    return done


def first(rows):
    return {column: texts[0] for column, texts in rows.columns.items()}


def test_contacts_with_a_title_above_the_header(read, table):
    delivery = read(
        {
            "Anything": [
                ["Westmarch"],
                [],
                [*P, "Date of Contact", "Contact Source"],
                [*CHILD, "2019-10-01", "q) 6: Police"],
            ]
        }
    )
    rows = table(delivery, "contact")
    assert first(rows) == {
        "contact_id": "0012/2019-10-01",
        "child_id": "0012",
        "received": "2019-10-01",
        "source_group": "q) 6: Police",
    }
    assert (rows.rows, rows.place, rows.scope) == ([4], "sheet 1", Scope())
    assert rows.headers["received"] == "Date of Contact"
    assert (delivery.source, delivery.authority, delivery.extracted_at) == ("annex_a", None, None)
    child = table(delivery, "child")
    assert child.scope is None
    assert child.aliases["sex"] == {"b) female": "F"}
    assert child.aliases["ethnicity"] == {"a) wbri": "WBRI"}


def test_early_help_without_a_start_is_named_by_its_end(read, table):
    header = [*P, "Assessment start date", "Assessment completion date", "Organisation completing assessment"]
    delivery = read({"L": [header, [*CHILD, None, "2019-10-09", "Top School"]]})
    assert first(table(delivery, "early_help_episode"))["episode_id"] == "0012/2019-10-09"


def test_workers_are_never_loaded_and_teams_are(read, table):
    header = [
        *P,
        "Date of Referral",
        "Referral Source",
        "Referral NFA?",
        "Number of Referrals in Last 12 Months",
        *TW,
    ]
    delivery = read(
        {"L": [header, [*CHILD, "2019-10-01", "s) 8: Other", "b) No", 2, "North", "Jo\xa0Smith"]]}
    )
    rows = table(delivery, "referral")
    assert first(rows)["team"] == "North"
    assert rows.aliases["no_further_action"] == {"b) no": "no"}
    assert "Smith" not in repr(delivery)


def test_assessments(read, table):
    header = [
        *P,
        D,
        "Continuous Assessment Start Date",
        "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children’s social care support?",
        *TW,
    ]
    delivery = read(
        {"L": [header, [*CHILD, "a) Yes", "2019-10-01", "Yes", "2019-11-01", "Yes", "North", "x"]]}
    )
    assert first(table(delivery, "assessment")) == {
        "assessment_id": "0012/2019-10-01",
        "child_id": "0012",
        "started": "2019-10-01",
        "child_seen": "Yes",
        "completed": "2019-11-01",
        "outcome": "Yes",
        "team": "North",
    }
    assert table(delivery, "child_disability").aliases["code"] == {"a) yes": "DDA"}


def test_an_enquiry_without_a_conference_gives_no_conference(read, table):
    header = [
        *P,
        D,
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        *TW,
    ]
    delivery = read(
        {
            "L": [
                header,
                [*CHILD, "No", "2019-10-01", "No", "2019-10-15", "Yes", "T", "x"],
                [*CHILD, "No", "2019-10-02", "Yes", None, None, "T", "x"],
            ]
        }
    )
    assert table(delivery, "section_47").columns["section_47_id"] == ["0012/2019-10-01", "0012/2019-10-02"]
    rows = table(delivery, "conference")
    assert (rows.columns["conference_id"], rows.columns["section_47_id"], rows.rows) == (
        ["0012/2019-10-15"],
        ["0012/2019-10-01"],
        [2],
    )


def test_only_child_in_need_plans_of_list_6_are_plans(read, table, coded):
    def row(child, status):
        return [
            child,
            *CHILD[1:],
            "No",
            "2019-10-01",
            "N1 - Abuse or Neglect",
            "2019-12-01",
            None,
            None,
            status,
            "North",
            "x",
        ]

    delivery = read(
        {"L": [LIST_6, row("1", "c) Child in need plan"), row("2", "a) Looked after child"), row("3", None)]}
    )
    plans = table(delivery, "cin_plan")
    assert (plans.columns["child_id"], plans.scope) == (["1"], Scope())
    visits = table(delivery, "cin_visit")
    assert (visits.columns["visit_id"], visits.columns["plan_id"], visits.scope) == (
        ["1/2019-12-01"],
        ["1/2019-10-01"],
        Scope(latest=True),
    )
    assert table(delivery, "child").columns["child_id"] == ["1", "2", "3"]
    assert [(f.level, f.row, f.rows) for f in coded(delivery.findings, "D234")] == [
        ("note", 3, 1),
        ("attention", 4, 1),
    ]


def test_protection_plans_with_the_last_visit_and_review(read, table):
    header = [
        *P,
        D,
        "Child Protection Plan Start Date",
        "Initial Category of Abuse",
        "Latest Category of Abuse",
        "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?",
        "Date of latest review conference",
        "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans",
        *TW,
    ]
    delivery = read(
        {
            "L": [
                header,
                [
                    *CHILD,
                    "No",
                    "2019-10-01",
                    "Neglect",
                    "Physical abuse",
                    "2019-12-20",
                    "a) Yes",
                    None,
                    None,
                    "No",
                    1,
                    "N",
                    "x",
                ],
            ]
        }
    )
    plan = table(delivery, "cp_plan")
    assert first(plan)["previous_plans"] == "1"
    assert plan.aliases["first_category"] == {"neglect": "NEG"}
    visit = table(delivery, "cp_visit")
    assert (first(visit)["plan_id"], first(visit)["made"], visit.scope) == (
        "0012/2019-10-01",
        "2019-12-20",
        Scope(latest=True),
    )
    assert visit.aliases["seen_alone"] == {"a) yes": "yes"}
    assert table(delivery, "cp_review").rows == []


def test_looked_after_children(read, coded):
    header = [
        *P,
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
        D,
        "Date Started to be Looked After",
        "Child's Category of Need",
        "Child's Legal Status",
        "Date of Latest Statutory Review",
        "Date of Last Social Work Visit",
        "Date of Last Health Assessment",
        "Date of Last Dental Check",
        "Date Ceased to be Looked After",
        "Start Date of Most Recent Placement",
        "Placement Type",
        "Placement Provider",
        "Placement postcode",
        "URN of Placement",
        "Placement Location",
        "LA of Placement",
        *TW,
    ]
    delivery = read(
        {
            "L": [
                header,
                [
                    *CHILD,
                    "a) Yes",
                    "No",
                    "2018-01-02",
                    "N1 - x",
                    "C2: FCO",
                    "2019-11-01",
                    "2019-12-01",
                    "2019-06-01",
                    None,
                    None,
                    "2019-01-01",
                    "f) U6: Foster",
                    "b) PR1 - Own provision",
                    "AB1 2CD",
                    123456,
                    "Out",
                    "Home Town",
                    "North",
                    "x",
                ],
            ]
        }
    )
    held = {rows.table: rows for rows in delivery.tables}
    episode = held["care_episode"]
    assert first(episode)["episode_id"] == "0012/2018-01-02"
    assert first(episode)["placement_started"] == "2019-01-01"
    assert first(episode)["placement_urn"] == "123456"
    assert episode.aliases["outside_authority"] == {"out": "yes"}
    assert episode.aliases["legal_status"] == {"c2: fco": "C2"}
    assert "AB1 2CD" not in repr(delivery)
    assert held["child"].aliases["unaccompanied_asylum_seeking"] == {"a) yes": "yes"}
    checks = [
        kind for rows in delivery.tables if rows.table == "care_health" for kind in rows.columns["kind"]
    ]
    assert checks == ["health assessment"]
    assert held["care_review"].scope == held["care_visit"].scope == Scope(latest=True)
    assert held["care_health"].scope is None
    assert [f.column for f in coded(delivery.findings, "D224")] == ["end_reason"]


def test_a_second_sheet_of_one_list_is_said_and_not_read(read, table, coded):
    sheet = [[*P, "Date of Contact", "Contact Source"], [*CHILD, "2019-10-01", "x"]]
    delivery = read({"List 1": sheet, "List 1 old": sheet})
    assert len(table(delivery, "contact").rows) == 1
    assert [(f.place, f.rows) for f in coded(delivery.findings, "D240")] == [("List 1 old", 1)]


def test_an_unworked_formula_is_a_finding(tmp_path, coded):
    from tests.unit.sources.test_unpack import packed

    names = [*P, "Date of Contact", "Contact Source"]
    cells = "".join(
        f'<c r="{chr(65 + n)}1" t="inlineStr"><is><t>{name}</t></is></c>' for n, name in enumerate(names)
    )
    row = (
        '<c r="A2"><v>7</v></c><c r="E2"><f>D2+5</f></c><c r="F2" t="e"><v>#N/A</v></c><c r="G2"><v>1</v></c>'
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        packed(
            {
                "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{link}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{link}"><sheets>'
                '<sheet name="L" sheetId="1" r:id="rId1"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{link}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
                "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row>'
                f'<row r="2">{row}</row></sheetData></worksheet>',
            }
        )
    )
    (delivery,) = sources.read([path])
    assert [(f.row, f.place) for f in coded(delivery.findings, "D227")] == [(2, "sheet 1")]
    assert [(f.row, f.place) for f in coded(delivery.findings, "D228")] == [(2, "sheet 1")]


def test_one_csv_a_list(write, table):
    contacts = write(
        "contacts.csv",
        ",".join([*P, "Date of Contact", "Contact Source"]) + "\n7,F,WBRI,2010-01-01,9,01/10/2019,6\n",
    )
    referrals = write(
        "referrals.csv",
        ",".join([*P, "Date of Referral", "Referral Source"]) + "\n7,F,WBRI,2010-01-01,9,02/10/2019,6\n",
    )
    (delivery,) = sources.read([contacts, referrals])
    assert delivery.files == ["contacts.csv", "referrals.csv"]
    assert table(delivery, "referral").place == "referrals.csv"
    assert table(delivery, "child").place == "contacts.csv"


def test_a_workbook_without_a_list_is_refused(workbook):
    with pytest.raises(DataFault, match="D112"):
        sources.read([workbook({"A": [["x", "y"], [1, 2]]})])


LIST_9 = [
    *P, "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", D, *TW,
    "Allocated Personal Advisor", "Eligibility Category", "Latest Pathway Plan Review Date", "LA in Touch",
    "Latest Date of Contact", "Type of Accommodation", "Suitability of Accommodation", "Activity Status",
]  # fmt: skip


def leaver(touch, lodging, suitable, activity, who=CHILD):
    return [*who, "b) Yes", "b) No", "Leaving Care", "Ada Vane", "Ben Orr", "b) Former relevant child", None, touch,
            "2019-11-02", lodging, suitable, activity]  # fmt: skip


def test_list_9_says_how_care_leavers_live_on_the_day_of_the_extract(read, table, coded):
    delivery = read(
        {"List 9": [LIST_9, leaver("a) Yes", "U: Independent living", "b) Unsuitable", "F2: Full time")]}
    )
    rows = table(delivery, "care_leaver")
    assert first(rows) == {
        "status_id": f"0012/{EXTRACTION_DAY}", "child_id": "0012", "as_at": EXTRACTION_DAY, "in_touch": "a) Yes",
        "activity": "F2: Full time", "accommodation": "U: Independent living", "suitable": "b) Unsuitable",
        "team": "Leaving Care",
    }  # fmt: skip
    assert (rows.scope, rows.of_the_day) == (Scope(latest=True), True)
    assert rows.aliases == {
        "in_touch": {"a) yes": "YES"}, "activity": {"f2: full time": "F2"},
        "accommodation": {"u: independent living": "U"}, "suitable": {"b) unsuitable": "no"},
    }  # fmt: skip
    assert first(table(delivery, "child"))["unaccompanied_asylum_seeking"] == "b) Yes"
    assert coded(delivery.findings, "D223") == []
    assert not any(name in repr(delivery) for name in ("Vane", "Orr"))


def test_list_9_of_older_files_lacks_columns_which_is_said(read, table, coded):
    older = [
        *P,
        D,
        *TW,
        "LA in Touch",
        "Type of Accommodation",
        "Suitability of Accommodation",
        "Activity Status",
    ]
    delivery = read({"List 9": [older, [*CHILD, "b) No", "T", "W", "n", "Y", "suitable", "G5"]]})
    assert table(delivery, "care_leaver").columns["activity"] == ["G5"]
    assert [f.column for f in coded(delivery.findings, "D224")] == ["uasc"]


def test_care_leavers_as_they_were_on_the_day_of_each_extract(tmp_path, workbook):
    store = scrutable.init(tmp_path / "store", number="999")
    for day, activity in (("2020-01-20", "F2"), ("2020-04-20", "G5")):
        who = ["0012", "F", "WBRI", "2000-03-05", 19]
        book = workbook({"List 9": [LIST_9, leaver("Yes", "U", "Suitable", activity, who)]}, f"{day}.xlsx")
        store.load([book], extracted_at=day)
    january, april = store.known_on("2020-01-20"), store.known_on("2020-04-20")
    for view, period, working in ((january, "2020-01", 1), (april, "2020-04", 0)):
        (figure,) = view.figures(["care_leavers_in_education_or_work"], [period])
        assert (figure.numerator, figure.denominator) == (working, 1)
    (before,) = january.figures(["care_leavers_in_education_or_work"], ["2019-12"])
    assert before.absent == "the records of care_leaver begin on 20 January 2020"


def test_of_list_10_only_the_child_has_a_place_and_list_11_is_of_adopters(read, table, coded):
    adoption = [
        *P, D, "Family identifier", "Date of Placement Order", "Date Placed for Adoption",
        "Date of Decision that Child Should be Placed for Adoption", "Reason Why Child No Longer Placed",
    ]  # fmt: skip
    adopters = ["Individual adopter identifier", "Gender", "Date Stage 1 started", "Reason for leaving"]
    delivery = read({
        "List 10": [adoption, [*CHILD, "b) No", "F77", "2019-01-02", "2019-02-03", "2019-01-01", None]],
        "List 11": [adopters, ["AD55", "a) Male", "2019-01-01", "ill health"]],
    })  # fmt: skip
    assert {rows.table for rows in delivery.tables} == {"child", "child_disability"}
    assert table(delivery, "child").columns["child_id"] == ["0012"]
    assert [(f.place, f.rows) for f in coded(delivery.findings, "D225")] == [("List 10", 1), ("List 11", 1)]
    assert coded(delivery.findings, "D223") == []
    assert not any(word in repr(delivery) for word in ("F77", "AD55", "ill health"))


def test_the_published_sample(samples, coded):
    (delivery,) = sources.read([samples / "annex_a" / "Annex_A_2024_Jan.xlsx"])
    counts = {}
    for rows in delivery.tables:
        counts[rows.table] = counts.get(rows.table, 0) + len(rows.rows)
    assert counts == {
        "child": 48,
        "child_disability": 33,
        "contact": 5,
        "early_help_episode": 5,
        "referral": 6,
        "assessment": 5,
        "section_47": 5,
        "conference": 3,
        "cin_plan": 5,
        "cin_visit": 5,
        "cp_plan": 7,
        "cp_visit": 7,
        "cp_review": 5,
        "care_episode": 5,
        "care_review": 5,
        "care_visit": 5,
        "care_health": 10,
        "care_leaver": 6,
    }
    assert [(f.place, f.rows) for f in coded(delivery.findings, "D225")] == [("List 10", 5), ("List 11", 5)]
    assert [(f.place, f.rows) for f in coded(delivery.findings, "D228")] == [("List 6", 10)]
    # List 10 of the sample gives its children other birthdays and ethnicities than the lists before it.
    attention = [(f.code, f.place) for f in delivery.findings if f.level != "note"]
    assert attention == [("D239", "List 10")] * 11
    assert "Hazlett" not in repr(delivery)
