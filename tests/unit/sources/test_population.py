import pytest

import scrutable
from scrutable import sources
from scrutable.errors import DataFault
from scrutable.sources.delivery import Scope

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,age_group,population_estimate\n"
)
AGES = "Children aged 0 to 17 years"


def row(year, number, children, level="Local authority", ages=AGES):
    return f"{year},Reporting year,{level},E92000001,England,,,{number},E0,Westmarch,{ages},{children}\n"


@pytest.fixture
def read(write):
    def done(*rows):
        (delivery,) = sources.read([write("ons_2024.csv", HEADER + "".join(rows))])
        return delivery

    return done


def test_each_authority_and_year_is_a_row_of_all_children(read, table):
    delivery = read(row(2024, "", 12000000, "National"), row(2024, 999, 40123), row(2023, 998, 7))
    rows = table(delivery, "population")
    assert rows.columns == {
        "area": ["999", "998"], "year": ["2024", "2023"], "age_from": ["0", "0"], "age_to": ["17", "17"],
        "sex": ["U", "U"], "children": ["40123", "7"], "source_release": ["ons_2024", "ons_2024"],
    }  # fmt: skip
    assert (rows.rows, rows.scope, delivery.source) == ([3, 4], Scope(whole=True), "population")
    assert delivery.findings == []


def test_a_symbol_is_no_number_and_no_nought(read, table, coded):
    delivery = read(row(2024, 999, "x"), row(2023, 999, 7), row(2022, 999, "c"), row(2021, 999, ""))
    assert table(delivery, "population").columns["year"] == ["2023"]
    assert [(f.level, f.rows, f.row) for f in coded(delivery.findings, "D247")] == [("note", 3, 2)]


def test_a_row_without_a_number_or_ages_is_said(read, table, coded):
    delivery = read(row(2024, "z", 5), row(2024, 999, 5, ages="All"), row(2024, 999, 6, ages="Aged 10 to 17"))
    assert table(delivery, "population").columns["age_from"] == ["10"]
    assert [(f.level, f.rows) for f in coded(delivery.findings, "D247")] == [("attention", 2)]


def test_other_published_data_goes_with_the_comparators(write):
    with pytest.raises(DataFault, match="D154") as refused:
        sources.read([write("c1.csv", HEADER.replace("population_estimate", "referral_count"))])
    assert "scrutable comparators load c1.csv" in str(refused.value)


def test_a_councils_rate_rests_on_the_file_as_it_was_downloaded(tmp_path, write):
    """One child in need on the last day of the quarter, of the 20,000 of mid-2019 and of our own council."""
    store = scrutable.init(tmp_path / "store", number="999")
    ons = write("ons.csv", HEADER + row(2019, 999, 20000) + row(2019, 998, 10) + row(2020, 999, 1))
    referrals = write("referral.csv", "referral_id,child_id,received,closed\n1,1,2019-10-01,2019-10-02\n"
                      "2,2,2019-12-31,\n3,3,2019-10-05,2019-11-05\n")  # fmt: skip
    store.load([ons, referrals], extracted_at="2020-01-06")
    (figure,) = store.known_on().figures(["children_in_need_rate"], ["2019-20Q3"])
    assert (figure.numerator, figure.denominator) == (1, 20000)


def test_the_councils_own_table_speaks_before_it(tmp_path, write):
    store = scrutable.init(tmp_path / "store", number="999")
    own = write("population.csv", "area,year,age_from,age_to,sex,children\n999,2019,0,17,U,30000\n")
    store.load([write("ons.csv", HEADER + row(2019, 999, 20000)), own], extracted_at="2020-01-06")
    assert list(store.known_on().engine.rows("select children from population")) == [(30000,)]


def test_the_published_file(samples, table, coded):
    (path,) = (samples.parent / "comparators" / "ees").glob("ons_mid-year*.csv")
    (delivery,) = sources.read([path])
    rows = table(delivery, "population")
    assert len(rows.rows) == 1955
    assert len(set(zip(rows.columns["area"], rows.columns["year"], strict=True))) == 1955
    assert [(f.level, f.rows) for f in coded(delivery.findings, "D247")] == [("note", 21)]
