from datetime import date

import pytest

from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources import ssda903
from scrutable.sources.delivery import Scope

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
ROW = "{},{},S,C2,N1,U4,PR1,{},{},,AB1 2CD,EF3 4GH,123\n"


@pytest.fixture
def read(write):
    """Read files of a return, given as name -> content; the names say nothing."""

    def done(**files):
        paths = [write(f"{name}.txt", content) for name, content in files.items()]
        (delivery,) = sources.read(paths)
        return delivery

    return done


@pytest.mark.parametrize(("kind", "file"), ssda903.FILES.items())
def test_each_file_is_known_by_its_columns(kind, file):
    assert ssda903.kind_of(file.columns) == kind
    assert ssda903.kind_of([name.title().replace("_", " ") for name in reversed(file.columns)]) == kind
    assert ssda903.kind_of([name for name in file.columns if name != "CHILD"]) is None


def test_episodes(read, table):
    delivery = read(
        a=EPISODES
        + ROW.format("007", "15/02/2016", "14/08/2017", "X1")
        + ROW.format("8", "01/01/2018", "", "")
    )
    rows = table(delivery, "care_episode")
    assert delivery.source == "ssda903"
    assert rows.columns["episode_id"] == ["007/2016-02-15", "8/2018-01-01"]
    assert rows.columns["started"] == ["15/02/2016", "01/01/2018"]
    assert rows.columns["placement_urn"] == ["123", "123"]
    assert rows.headers["started"] == "DECOM"
    assert rows.rows == [2, 3]
    assert rows.scope == Scope(last=date(2018, 3, 31))
    assert "distance_miles" not in rows.columns
    kept = [text for one in delivery.tables for texts in one.columns.values() for text in texts]
    assert "AB1 2CD" not in kept
    assert "EF3 4GH" not in kept


def test_the_same_row_twice_is_one_episode_and_another_on_the_day_is_two(read, table):
    same = ROW.format("7", "15/02/2016", "", "")
    rows = table(
        read(a=EPISODES + same + same + ROW.format("7", "15/02/2016", "16/02/2016", "X1")), "care_episode"
    )
    assert rows.columns["episode_id"] == ["7/2016-02-15", "7/2016-02-15", "7/2016-02-15/2"]


def test_decom_missing_unreadable_and_child_blank(read, table):
    text = (
        EPISODES
        + ROW.format("7", "", "", "")
        + ROW.format("7", "31/02/2016", "", "")
        + ROW.format("", "01/02/2016", "", "")
    )
    rows = table(read(a=text), "care_episode")
    assert rows.columns["episode_id"] == ["7/undated", "7/31/02/2016", None]


def test_files_of_a_folder_are_one_delivery_and_children_come_from_all(read, table, coded):
    delivery = read(
        a=HEADER + "1,2,27/03/2008,WROM,D051910639385,0,\n2,F,28/03/2008,MWAS,,,\n",
        b=EPISODES + ROW.format("1", "15/02/2016", "", "") + ROW.format("9", "15/02/2016", "", ""),
        c="CHILD,SEX,DOB,DUC\n2,2,28/03/2008,\n",
        d="CHILD,DOB,MISSING,MIS_START,MIS_END\n8,01/01/2005,M,01/02/2016,\n",
    )
    children = [rows for rows in delivery.tables if rows.table == "child"]
    held = {}
    for rows in children:
        blanks = [None] * len(rows.rows)
        named = (rows.columns.get(name, blanks) for name in ("birth_date", "unaccompanied_asylum_seeking"))
        for child, born, alone in zip(rows.columns["child_id"], *named, strict=True):
            held[child] = (rows.place, born, alone)
    assert held == {
        "1": ("a.txt", "27/03/2008", None), "2": ("a.txt", "28/03/2008", "yes"),
        "9": ("b.txt", None, None), "8": ("d.txt", "01/01/2005", None),
    }  # fmt: skip
    assert all(rows.scope is None for rows in children)
    assert delivery.files == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert children[0].aliases["sex"]["2"] == "F"


def test_duplicate_children_are_kept_once_and_counted(read, table, coded):
    delivery = read(a=HEADER + "1,2,27/03/2008,WROM,,,\n" * 3 + "2,1,01/01/2009,WBRI,,,\n")
    assert table(delivery, "child").columns["child_id"] == ["1", "2"]
    assert [f.rows for f in coded(delivery.findings, "D226")] == [2]


def test_care_leavers_are_as_at_the_birthday_in_the_year(read, table):
    delivery = read(
        a=EPISODES + ROW.format("1", "15/02/2018", "", ""),
        b="CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,30/03/2001,YES,F1,E2\n2,01/04/2000,DIED,P3,01\n3,01/05/2000,NO,0,0\n4,02/05/2000,NO,0,B1\n",
    )
    rows = table(delivery, "care_leaver")
    assert rows.columns["as_at"] == ["2018-03-30", "2017-04-01", "2017-05-01", "2017-05-02"]
    assert rows.columns["status_id"][0] == "1/2018-03-30"
    assert rows.columns["accommodation"] == ["E", "01", "0", "B"]
    assert rows.columns["suitable"] == ["no", None, None, "yes"]
    assert rows.scope == Scope(first=date(2017, 4, 1), last=date(2018, 3, 31))


def test_care_leavers_alone_have_no_day(read, table, coded):
    delivery = read(b="CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,30/03/2001,YES,F1,E2\n")
    rows = table(delivery, "care_leaver")
    assert rows.columns["as_at"] == [None]
    assert rows.scope is None
    assert [(f.level, f.rows) for f in coded(delivery.findings, "D230")] == [("attention", 1)]


def test_health_has_a_row_for_each_answer(read, table):
    columns = ",".join(ssda903.FILES["oc2"].columns)
    delivery = read(
        a=EPISODES + ROW.format("1", "15/02/2018", "", ""),
        b=f"{columns}\n1,27/03/2008,39,,1,0,,0,x,1,0,0\n2,27/03/2008,,SDQ1,,,,,,,,\n",
    )
    rows = table(delivery, "care_health")
    held = list(zip(*(rows.columns[name] for name in ("check_id", "kind", "score", "status")), strict=True))
    assert held[0] == ("1/2018/SDQ", "SDQ", "39", "")
    assert [status for _, _, _, status in held[1:6]] == ["yes", "no", "no", "x", "yes"]
    assert held[6] == ("2/2018/SDQ", "SDQ", "", "SDQ1")
    assert rows.rows == [2] * 6 + [3]
    assert rows.scope is None


def test_reviews_missing_and_social_workers(read, table):
    delivery = read(
        a="CHILD,DOB,REVIEW,REVIEW_CODE\n1,,30/08/2017,PN6\n",
        b="CHILD,DOB,MISSING,MIS_START,MIS_END\n1,,A,13/11/2017,25/11/2017\n",
        c="\ufeffCHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\r\nC10,05/12/1993,SW999,01/01/2018,03/01/2018,SWLAZY\r\n",
    )
    assert table(delivery, "care_review").columns["review_id"] == ["1/2017-08-30"]
    missing = table(delivery, "missing_episode")
    assert (missing.columns["kind"], missing.columns["episode_id"]) == (["A"], ["1/2017-11-13"])
    worker = table(delivery, "allocation")
    assert (worker.columns["worker_id"], worker.columns["end_reason"]) == (["SW999"], ["SWLAZY"])


def test_files_without_a_table_are_said_with_their_rows(read, coded):
    delivery = read(
        a="CHILD,DOB,DOLO_START,DOLO_END\nC,05/12/1993,01/01/2025,02/01/2025",
        b="CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n1,,P1,,zz/05/2020\n2,,Z1,,\n",
    )
    assert sorted((f.level, f.rows) for f in coded(delivery.findings, "D225")) == [("note", 1), ("note", 2)]


def test_missing_and_extra_columns_are_said_and_do_not_stop(read, table, coded):
    delivery = read(a="child,Decom,LS,Extra\n1,01/02/2016,C2,x\n")
    assert table(delivery, "care_episode").columns["placement_type"] == [None]
    assert [f.column for f in coded(delivery.findings, "D223")] == ["Extra"]
    lacking = {f.column for f in coded(delivery.findings, "D224")}
    assert {"DEC", "PLACE"} <= lacking
    assert "PL_POST" not in lacking


def test_columns_that_are_all_blank(read, table):
    assert table(read(a=EPISODES + "1,01/02/2016,,,,,,,,,,,\n"), "care_episode").columns["legal_status"] == [
        ""
    ]


def test_two_of_the_same_file_are_refused(write):
    with pytest.raises(DataFault, match="D116"):
        sources.read([write("a.csv", EPISODES), write("b.csv", EPISODES)])


def test_returns_in_two_folders_are_two_deliveries(write):
    assert len(sources.read([write("2018/a.csv", EPISODES), write("2019/a.csv", EPISODES)])) == 2


def test_the_published_sample(samples, table):
    (delivery,) = sources.read(sorted((samples / "ssda903").glob("*.csv")))
    episodes = table(delivery, "care_episode")
    assert len(episodes.rows) == 5_050
    assert len(set(episodes.columns["child_id"])) == 2_123
    assert len(set(episodes.columns["episode_id"])) == 5_050
    assert [(rows.place, len(rows.rows)) for rows in delivery.tables if rows.table == "child"] == [
        ("header.csv", 2_675),
        ("sw_episodes.csv", 1),
    ]
    assert len(table(delivery, "care_review").rows) == 12_582
    assert len(table(delivery, "missing_episode").rows) == 43
    leavers = table(delivery, "care_leaver")
    assert (len(leavers.rows), leavers.scope) == (53, Scope(first=date(2017, 4, 1), last=date(2018, 3, 31)))
    header = next(rows for rows in delivery.tables if rows.place == "header.csv")
    assert header.columns["unaccompanied_asylum_seeking"].count("yes") == 132
    assert [f for f in delivery.findings if f.level != "note"] == []
