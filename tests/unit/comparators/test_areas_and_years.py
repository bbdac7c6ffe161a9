"""Areas by code, and what a published period means."""

from datetime import date

import pytest

from scrutable.comparators.areas import NAMES, REGIONS, area_code, authority_code, level_of, region_named
from scrutable.comparators.when import KINDS, Year, end_year, order
from scrutable.engine.period import parse


@pytest.mark.parametrize(
    ("level", "authority", "region", "code"),
    [
        ("National", "", "", "970"),
        ("Regional", "", "E12000003", "982"),
        ("Regional", "", "E13000002", "988"),
        ("Regional", "", "E99999999", ""),
        ("Local authority", "872", "E12000008", "872"),
        ("Local authority", "872.0", "", "872"),
        ("Local authority", "314 / 318", "E13000002", "314/318"),
        ("Local authority", "", "E12000008", ""),
        ("Local authority", "E06000041", "", ""),
    ],
)
def test_areas_are_known_by_code(level: str, authority: str, region: str, code: str) -> None:
    assert area_code(level, authority, region) == code


def test_levels() -> None:
    assert [level_of(code) for code in ("970", "982", "986", "872", "201", "943", "314/318", "1000")] == [
        "national", "regional", "regional", "authority", "authority", "authority", "joint", "regional",
    ]  # fmt: skip
    assert set(REGIONS.values()) == set(NAMES) - {"970"}
    assert authority_code("abc") == ""


def test_regions_by_any_of_their_names() -> None:
    for name in ("Yorkshire and The Humber", "Yorkshire and the Humber", "YORKSHIRE & THE HUMBER"):
        assert region_named(name) == ("982" if "&" not in name else "")
    assert region_named("London (Inner)") == region_named("Inner London") == "987"
    assert region_named("England") == region_named("NA") == ""


@pytest.mark.parametrize(
    ("label", "kind", "ends", "own"),
    [
        ("2024", "calendar", date(2024, 12, 31), "2024"),
        ("2025", "financial", date(2025, 3, 31), "2024-25"),
        ("2012", "financial", date(2012, 3, 31), "FY2011-12"),  # 2011-12 would be a month
        ("2025", "march", date(2025, 3, 31), "2025-03"),
        ("2025", "september", date(2025, 9, 30), "2025-09"),
        ("2025", "year_to_september", date(2025, 9, 30), "12m-to-2025-09-30"),
        ("2024", "winter", date(2024, 2, 29), None),
        ("2025", "winter", date(2025, 2, 28), None),
        ("2025", "unknown", None, None),
        ("0", "calendar", None, None),
    ],
)
def test_one_label_many_years(label: str, kind: str, ends: date | None, own: str | None) -> None:
    year = Year(label, kind)
    assert (year.ends, year.own) == (ends, own)
    assert year.words == KINDS[kind][0]
    if own is not None:  # our period ends on the same day
        assert parse(own).end == ends


def test_labels_in_order_of_time() -> None:
    labels = ["2016/17", "2024 (Rev)", "2015-17", "2023", "0"]
    assert sorted(labels, key=order) == ["0", "2015-17", "2016/17", "2023", "2024 (Rev)"]
    assert end_year("2016-17 (OT)") == 2017
    assert end_year("nonsense") is None
