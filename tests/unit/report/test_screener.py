"""Each rule of the open data standard: a pair of files that keeps to it, and the one change that breaks it."""

import pytest

from scrutable.report import screener

DATA = [
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,topic,plan_type,sex,plans_count,plans_percent",
    "201920,Financial year,Local authority,E92000001,England,E12000008,South East,999,E06999999,A council,All,Total,"
    "Total,12,z",
    "201920,Financial year,Local authority,E92000001,England,E12000008,South East,999,E06999999,A council,All,New,"
    "Male,7,58.3",
    "201920,Financial year,Local authority,E92000001,England,E12000008,South East,999,E06999999,A council,All,New,"
    "Female,5,-1",
]
META = [
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column",
    "plan_type,Filter,Kind of plan,,,,Whether it is new,topic",
    "sex,Filter,Sex,,,,,",
    "plans_count,Indicator,Plans,Plans,,0,,",
    "plans_percent,Indicator,Share of plans,Plans,%,1,,",
]


def content(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def test_a_pair_that_keeps_to_the_standard_breaks_no_rule():
    assert screener.screen(content(DATA), content(META)) == []


@pytest.mark.parametrize(
    ("rule", "was", "now"),
    [
        ("names", "plans_count", "Plans-count"),
        ("names", "plans_count", "plans_" + "c" * 45),
        ("names_once", ",sex,plans_count", ",plan_type,plans_count"),
        ("required", "la_name", "council"),
        ("meta_columns", "indicator_dp", "dp"),
        ("cells", "Total,12,z", "Total,12"),
        ("some_rows", None, None),
        ("rows_once", "Male,7", "Female,7"),
        ("digits", "201920,", "201921,"),
        ("digits", "201920,", "2019-20,"),
        ("identifiers", "Financial year", "Fiscal year"),
        ("digits_fit", "201920,", "2019,"),
        ("level", "Local authority", "Council"),
        ("country", "E92000001", "E92000002"),
        ("region", "E12000008", "z"),
        ("authority", ",999,", ",99,"),
        ("authority", "E06999999", "06999999"),
        ("authority_known", ",999,", ",z,"),
        ("described", "plan_type,Filter", "plan_kind,Filter"),
        ("present", "plan_type,Filter", "plan_kind,Filter"),
        ("kinds", "plans_count,Indicator", "plans_count,Number"),
        ("described_once", "plans_percent,Indicator", "plans_count,Indicator"),
        ("labels", "Kind of plan", ""),
        ("labels", "Kind of plan", "K" * 81),
        ("labels", "Kind of plan", "Sex"),
        ("units", ",%,", ",percent,"),
        ("places", "%,1", "%,one"),
        ("hints", "Plans,,0,,", "Plans,,0,A hint,"),
        ("groupings", "Sex,,,,,", "Sex,Plans,,,,"),
        ("groups_there", "Whether it is new,topic", "Whether it is new,theme"),
        ("groups_apart", "Sex,,,,,", "Sex,,,,,topic"),
        ("filters_filled", ",All,New,Male", ",All,,Male"),
        ("filters_trimmed", ",All,New,Male", ",All,New ,Male"),
        ("filters_short", ",All,New,Male", f",All,{'N' * 121},Male"),
        ("filters_several", ",New,", ",Total,"),
        ("totals", "Total,Total,12", "Sum,Total,12"),
        ("harmonised", ",Male,", ",Boys,"),
        ("numbers_filled", ",7,58.3", ",,58.3"),
        ("numbers", ",7,58.3", ",7,58.3%"),
        ("numbers", ",7,58.3", ",7,:"),
        ("numbers", ",7,58.3", ',"1,007",58.3'),
        ("live", ",All,New,Male", ",All,=New,Male"),
    ],
)  # fmt: skip
def test_the_change_that_breaks_a_rule_is_found(rule, was, now):
    data, meta = "\n".join(DATA), "\n".join(META)
    if was is None:
        data = DATA[0]
    else:
        assert was in data or was in meta
        data, meta = data.replace(was, now), meta.replace(was, now)
        if rule in ("described", "present", "names_once", "described_once", "kinds"):
            data = "\n".join(DATA) if rule != "names_once" else data
            meta = "\n".join(META) if rule == "names_once" else meta
    found = screener.screen(data.encode(), meta.encode())
    assert rule in {one.rule for one in found}, found
    assert all(one.words and one.asks for one in found)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("one_kind", DATA[1].replace("201920,Financial year", "201920,Financial year Q1")),
        ("one_kind", DATA[1].replace("201920,Financial year", "201920,Academic year")),
        ("place_once", DATA[1].replace("A council", "Another").replace("Total,Total", "New,Total")),
        ("groups_fewer", DATA[1].replace("All,Total", "Some,Total")),
    ],
)
def test_a_row_that_breaks_a_rule_is_found(rule, line):
    more = [DATA[1].replace(",All,", f",{kind},") for kind in ("B", "C")] if rule == "groups_fewer" else []
    assert rule in {one.rule for one in screener.screen(content([*DATA, line, *more]), content(META))}


def test_a_column_that_is_empty_is_found():
    data = [line.replace(",All,", ",,") for line in DATA]
    assert "empty_columns" in {one.rule for one in screener.screen(content(data), content(META))}


def test_a_file_that_is_not_text_is_said():
    for data in (b"", b"\xef\xbb\xbf" + content(DATA), "é".encode("latin-1")):
        assert [one.rule for one in screener.screen(data, content(META))] == ["text"]


def test_a_filter_of_too_many_items_is_found():
    head, first = DATA[0], DATA[1]
    many = [first.replace("All,Total", f"All,Kind {number}") for number in range(25_001)]
    assert "filters_many" in {one.rule for one in screener.screen(content([head, *many]), content(META))}


def test_every_rule_is_tried_here():
    tried = {
        mark.args[1][at][0]
        for test in (test_the_change_that_breaks_a_rule_is_found, test_a_row_that_breaks_a_rule_is_found)
        for mark in test.pytestmark
        for at in range(len(mark.args[1]))
    }
    assert {rule.__name__ for rule in screener.RULES} == tried | {"empty_columns", "filters_many"}
