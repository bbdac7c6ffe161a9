from datetime import date, datetime

import pytest
from lxml import etree

import scrutable
from scrutable import sources
from scrutable.sources.delivery import Scope

HEADER = """<Header><CollectionDetails><Collection>CSWW</Collection><Year>2019</Year>
<ReferenceDate>2019-09-30</ReferenceDate></CollectionDetails>
<Source><LEA>999</LEA><DateTime>2019-11-20T09:00:00</DateTime></Source>{}</Header>"""
TOTALS = """<LALevelVacancies><NumberOfVacancies>4.50</NumberOfVacancies><NoAgencyFTE>1.00</NoAgencyFTE>
<NoAgencyHeadcount>{}</NoAgencyHeadcount></LALevelVacancies>"""


def worker(number, agency=0, **said):
    said = {"FTE": "1.000000", "RoleStartDate": "2015-06-01", "OrgRole": "5"} | said
    inside = "".join(f"<{tag}>{text}</{tag}>" for tag, text in said.items() if text is not None)
    return (
        f"<CSWWWorker><AgencyWorker>{agency}</AgencyWorker><SWENo>SW{number:010d}</SWENo>"
        f"<PersonBirthDate>1980-02-03</PersonBirthDate><QualInst>Somewhere</QualInst>{inside}</CSWWWorker>"
    )


@pytest.fixture
def read(write):
    def done(*workers, header=None, totals=""):
        header = HEADER.format("") if header is None else header
        path = write("csww.xml", f"<Message>{header}{totals}{''.join(workers)}</Message>")
        (delivery,) = sources.read([path])
        return delivery

    return done


def first(rows):
    return {column: texts[0] for column, texts in rows.columns.items()}


def test_one_employee_with_everything(read, table):
    delivery = read(
        worker(1, FTE="0.6", OrgRole="4", StartOrigin="2", RoleEndDate="2019-03-29", ReasonLeave="1",
               LeaverDestination="3", CFKSSstatus="2", Cases30="12", WorkingDaysLost="3.5"),
    )  # fmt: skip
    rows = table(delivery, "worker")
    assert first(rows) == {
        "worker_id": "SW0000000001/2019-03-29", "kind": "0", "role": "Senior practitioner", "newly_qualified": "no",
        "fte": "0.6", "started": "2015-06-01", "ended": "2019-03-29",
        "start_origin": "Social worker in another council in England", "leave_reason": "Resignation",
    }  # fmt: skip
    assert rows.aliases["kind"]["0"] == "employee"
    assert (delivery.source, delivery.authority, delivery.extracted_at) == (
        "workforce", "999", datetime(2019, 11, 20, 9)
    )  # fmt: skip
    assert rows.scope == Scope(first=date(2019, 9, 30), last=date(2019, 9, 30))


def test_who_they_are_is_left_in_the_file(read):
    held = repr(read(worker(1)))
    assert not any(word in held for word in ("1980-02-03", "Somewhere"))


def test_newly_qualified_is_one_status_of_several_and_none_is_not_known(read, table):
    two = worker(1, CFKSSstatus="2").replace("</CSWWWorker>", "<CFKSSstatus>1</CFKSSstatus></CSWWWorker>")
    rows = table(read(two, worker(2, CFKSSstatus="3"), worker(3)), "worker")
    assert rows.columns["newly_qualified"] == ["yes", "no", None]


def test_an_employee_in_two_posts_is_one_worker_of_both_hours_and_the_senior_role(read, table, coded):
    delivery = read(
        worker(1, FTE="0.5", OrgRole="5", RoleStartDate="2018-01-01"),
        worker(1, FTE="0.25", OrgRole="3", RoleStartDate="2016-01-01"),
    )
    rows = table(delivery, "worker")
    assert rows.columns["worker_id"] == ["SW0000000001"]
    assert (rows.columns["fte"], rows.columns["role"], rows.columns["started"]) == (
        ["0.750000"], ["First line manager"], ["2016-01-01"]
    )  # fmt: skip
    assert [f.rows for f in coded(delivery.findings, "D249")] == [1]


def test_half_of_an_unknown_whole_is_not_known(read, table):
    assert table(read(worker(1, FTE="0.5"), worker(1, FTE=None)), "worker").columns["fte"] == [None]


def test_two_agency_workers_with_one_number_are_two(read, table):
    ids = table(read(worker(1, agency=1), worker(1, agency=1)), "worker").columns["worker_id"]
    assert ids == ["SW0000000001", "SW0000000001/2"]


def test_who_left_and_came_back_in_the_year_stands_twice(read, table):
    delivery = read(worker(1, RoleEndDate="2018-12-31"), worker(1, RoleStartDate="2019-05-01"))
    ids = table(delivery, "worker").columns["worker_id"]
    assert ids == ["SW0000000001/2018-12-31", "SW0000000001"]


def test_who_is_in_post_without_a_first_day_is_there_on_the_day_of_the_census(read, table, coded):
    delivery = read(worker(1, RoleStartDate=None), worker(2, RoleStartDate=None, RoleEndDate="2019-01-01"))
    assert table(delivery, "worker").columns["started"] == ["2019-09-30", None]
    (said,) = coded(delivery.findings, "D241")
    assert said.rows == 1 and "from 30 September 2019" in said.says


def test_without_a_reference_date_nothing_is_supposed(read, table, coded):
    rows = table(read(worker(1, RoleStartDate=None), header=""), "worker")
    assert (rows.columns["started"], rows.scope) == ([None], Scope(today=True))


def test_what_cannot_be_of_a_census_of_that_day_is_said(read, table, coded):
    """The day itself is in order: to leave on it is to have left, and to begin on it is to be there."""
    left = [worker(2, RoleEndDate="2019-10-01", RoleStartDate=None), worker(3, RoleEndDate="2019-09-30")]
    begun = [worker(4, RoleStartDate="2019-09-30"), worker(5, RoleStartDate="2019-10-01")]
    delivery = read(worker(1, ReasonLeave="5"), *left, *begun)
    said = [finding.says for finding in coded(delivery.findings, "D241")]
    assert [words.partition(".")[0] for words in said] == [
        "In post without a RoleStartDate: 1", "With a reason or destination of leaving and without a RoleEndDate: 1",
        "Begun after the day of the census: 1", "Left after the day of the census: 1",
    ]  # fmt: skip
    columns = table(delivery, "worker").columns
    assert columns["worker_id"][1:3] == ["SW0000000002", "SW0000000003/2019-09-30"]
    assert columns["started"][1] == "2019-09-30"


def test_a_code_that_is_none_is_blank_and_is_not_shown(read, table, coded):
    delivery = read(worker(1, OrgRole="Jo Smith", StartOrigin="11"))
    assert table(delivery, "worker").columns["role"] == [None]
    assert [finding.column for finding in coded(delivery.findings, "D244")] == ["OrgRole", "StartOrigin"]
    assert "Smith" not in repr(delivery)


def test_totals_are_no_posts_and_are_held_against_the_records(read, coded):
    delivery = read(worker(1), worker(2, agency=1), totals=TOTALS.format(1))
    assert {rows.table for rows in delivery.tables} == {"worker"}
    assert [f.level for f in coded(delivery.findings, "D242")] == ["note"]
    delivery = read(
        worker(2, agency=1), worker(3, agency=1, RoleEndDate="2019-09-30"), totals=TOTALS.format(2)
    )
    (_, said) = coded(delivery.findings, "D242")
    assert (said.level, said.says) == (
        "attention", "The total says 2 agency workers, the records hold 1; figures rest on these."
    )  # fmt: skip


def test_a_joint_return_is_no_one_councils(read, coded):
    delivery = read(worker(1), header=HEADER.format("<Source><LEA>998</LEA></Source>"))
    assert delivery.authority is None
    (said,) = coded(delivery.findings, "D248")
    assert "999 and 998" in said.says


def test_order_case_and_stray_text_do_not_matter(write, table):
    path = write(
        "x", "<message>stray<CSWWWORKER><fte> 0.5 </fte>text<sweno>SW1</sweno><FTE>0.9</FTE><orgrole/></CSWWWORKER>"
        "<CSWWWorker/></message>",
    )  # fmt: skip
    (delivery,) = sources.read([path])
    rows = table(delivery, "worker")
    assert (rows.columns["worker_id"], rows.columns["fte"]) == (["SW1", None], ["0.5", None])


@pytest.fixture
def figures(tmp_path, write):
    """Return the figures of some indicators from the census alone, sent on 20 November."""
    path = write("csww.xml", "<Message>" + HEADER.format("") + TOTALS.format(2) + "".join([
        worker(1), worker(2, FTE="0.5", RoleStartDate="2019-09-30"), worker(3, FTE="0.8", RoleStartDate="2019-10-01"),
        worker(4, RoleEndDate="2019-09-30"), worker(5, RoleEndDate="2019-10-01"), worker(6, agency=1),
        worker(7, agency=1, FTE="0.5", RoleStartDate=None),
    ]) + "</Message>")  # fmt: skip
    store = scrutable.init(tmp_path / "store", number="999")
    store.load([path])
    view = store.known_on()

    def asked(indicator, period):
        (figure,) = view.figures([indicator], [period])
        return figure

    return asked


def test_the_day_of_the_census_has_its_figures(figures):
    """In post on 30 September: workers 1, 2 and 5 of our own (2.5 FTE), 6 and 7 of agencies (1.5 FTE)."""
    assert figures("social_workers", "2019-09").value == 5
    assert figures("agency_social_workers", "2019-09").value == 2
    rate = figures("agency_rate", "2019-20Q2")
    assert (rate.numerator, rate.denominator) == (1.5, 4.0)


@pytest.mark.parametrize(
    ("indicator", "period", "why"),
    [
        ("agency_rate", "2019-08", "the records of worker begin on 30 September 2019"),
        ("social_workers", "2019-10", "the records of worker end on 30 September 2019"),
        ("turnover_rate", "2019-09", "the records of worker begin on 30 September 2019"),
        ("vacancy_rate", "2019-09", "no records of post had been loaded"),
        ("vacancies", "2019-09", "no records of post had been loaded"),
        ("average_caseload", "2019-09", "no records of allocation had been loaded"),
        ("newly_qualified_share", "2019-09", "no records of allocation had been loaded"),
        ("job_offers", "2019-09", "no records of recruitment had been loaded"),
    ],
)
def test_what_the_census_cannot_say_is_refused(figures, indicator, period, why):
    figure = figures(indicator, period)
    assert (figure.value, figure.absent) == (None, why)


def test_the_next_census_closes_who_is_gone_and_keeps_who_left_before(tmp_path, write):
    store = scrutable.init(tmp_path / "store", number="999")
    one = worker(1) + worker(2, agency=1) + worker(3, RoleEndDate="2019-03-01")
    two = worker(1, RoleEndDate="2020-02-01") + worker(4)
    header = HEADER.format("")
    store.load([write("a.xml", f"<Message>{header}{one}</Message>")])
    later = header.replace("2019-09-30", "2020-09-30").replace("2019-11-20", "2020-11-20")
    store.load([write("b.xml", f"<Message>{later}{two}</Message>")])
    with store.register.reading() as con:
        ids = con.execute("select worker_id from worker where known_to is null order by 1").fetchall()
    assert [own for (own,) in ids] == [
        "999/SW0000000001/2020-02-01", "999/SW0000000003/2019-03-01", "999/SW0000000004"
    ]  # fmt: skip


def test_the_published_sample_on_its_day(samples, tmp_path):
    """Counted again in plain Python: in post are those who had begun by 30 September and had not left by it."""
    path = samples / "workforce" / "social_work_workforce_2022.xml"
    hours = {"0": [], "1": []}
    for one in etree.parse(path).iter("CSWWWorker"):
        began, ended = (one.findtext(tag) or "" for tag in ("RoleStartDate", "RoleEndDate"))
        if began <= "2022-09-30" and (not ended or ended > "2022-09-30"):
            hours[one.findtext("AgencyWorker")].append(float(one.findtext("FTE")))
    store = scrutable.init(tmp_path / "store", number="301")
    store.load([path])
    people, agency, rate = store.known_on().figures(
        ["social_workers", "agency_social_workers", "agency_rate"], ["2022-09"]
    )
    assert (people.value, agency.value) == (21, 13) == (len(hours["0"]) + len(hours["1"]), len(hours["1"]))
    assert rate.numerator == pytest.approx(sum(hours["1"]))
    assert rate.denominator == pytest.approx(sum(hours["0"]) + sum(hours["1"]))


@pytest.mark.parametrize("name", ["Quillon", "Quillon Hazlett"])
@pytest.mark.parametrize("left", [None, "2019-03-29"])
def test_a_name_for_a_number_names_no_worker(read, table, name, left):
    """With the day of leaving beside it the id would hold a digit, and pass for a number."""
    written = worker(1, RoleEndDate=left).replace("SW0000000001", name)
    delivery = read(written)
    assert table(delivery, "worker").columns["worker_id"] == [None]
    assert "Quillon" not in repr(delivery.findings)


def test_totals_and_councils_that_are_words_are_not_repeated(read):
    totals = TOTALS.format(5).replace("4.50", "ask Quillon")
    header = HEADER.format("<LEA>Quillon</LEA>")
    said = " ".join(finding.says for finding in read(worker(1), header=header, totals=totals).findings)
    assert "Quillon" not in said
    assert "The return is of 999 and another together" in said
    assert "The totals (1.00 agency FTE, 5 agency workers) are not kept" in said
