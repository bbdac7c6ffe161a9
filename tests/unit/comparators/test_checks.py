"""Whether published figures agree with themselves: each case worked by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from scrutable.comparators.checks import Check
from scrutable.comparators.reading import read
from scrutable.comparators.tables import tables
from tests.unit.comparators.making import ENGLAND, SOUTH_EAST, authority, ees, referrals


def verdict(printed: str, top: str, bottom: str, half: str = "0", places: int = 1) -> str:
    numbers = tuple(Decimal(part) for part in bottom.split("+"))
    return Check("x", 0, Decimal(printed), Decimal(top), numbers, places, 100).verdict(Decimal(half))


@pytest.mark.parametrize(
    ("printed", "top", "bottom", "says"),
    [
        ("56.8", "137", "241", "agree"),  # 56.846
        ("56.9", "137", "241", "contradict"),
        ("51.3", "41", "80", "agree"),  # 51.25, a tie
        ("51.2", "41", "80", "within"),  # rounded down
        ("51.1", "41", "80", "contradict"),
        ("0", "0", "12", "agree"),
        ("0", "0", "0", "contradict"),
        ("100", "3", "3", "agree"),
        ("33.3", "1", "1+2", "agree"),
    ],
)
def test_exact_counts(printed: str, top: str, bottom: str, says: str) -> None:
    assert verdict(printed, top, bottom) == says


@pytest.mark.parametrize(
    ("printed", "top", "bottom", "says"),
    [
        # 90 of 3,560 is 2.53; from 85 of 3,565 (2.384) to 95 of 3,555 (2.672), and half a tenth either side.
        ("2.5", "90", "3560", "agree"),
        ("2.4", "90", "3560", "within"),
        ("2.7", "90", "3560", "within"),
        ("2.3", "90", "3560", "contradict"),
        ("2.8", "90", "3560", "contradict"),
    ],
)
def test_counts_rounded_to_ten(printed: str, top: str, bottom: str, says: str) -> None:
    assert verdict(printed, top, bottom, half="5") == says


def test_a_sum_of_rounded_counts_is_less_exact() -> None:
    # 5415.9 of 5415.9 + 36186.3 is 13.018; each of the two is rounded to a tenth.
    assert verdict("13", "5415.9", "5415.9+36186.3", half="0.05") == "agree"
    assert verdict("13.1", "5415.9", "5415.9+36186.3", half="0.05") == "contradict"


def test_a_percentage_against_its_counts_is_found_with_file_and_row(tmp_path: Path) -> None:
    path = referrals(
        tmp_path,
        [
            f"2025|{ENGLAND}|632830,142900,22.6",
            f"2025|{authority('872')}|1778,299,16.8",  # 16.817
            f"2025|{authority('868')}|1000,200,21",  # 20.0
            f"2025|{authority('825')}|1000,c,c",
        ],
    )
    reading = read(path)
    (finding,) = reading.findings
    assert (finding.code, finding.row, finding.column, finding.area) == (
        "D423",
        4,
        "rereferral_percent",
        "868",
    )
    assert finding.says == "21 is printed; 200 of 1000 give 20.0."
    assert not finding.unusable


def test_a_total_against_its_parts(tmp_path: Path) -> None:
    columns = (
        "CPP_At31,3_months_or_less,more_than_3_months_6_months,more_than_6_months_less_than_1_year,"
        "1_year_less_than_2_years,2_years_or_more,2_years_or_more_percent"
    )
    path = ees(
        tmp_path,
        "d5.csv",
        columns,
        [
            f"2025|Reporting year|{authority('872')}|100,40,30,20,9,1,1",
            f"2025|Reporting year|{authority('868')}|100,40,30,20,9,2,2",  # 101
            f"2025|Reporting year|{SOUTH_EAST}|100,40,30,30,20,10,10",  # 130: rounding explains 30 (5 x 6)
            f"2025|Reporting year|{ENGLAND}|100,40,30,40,20,10,10",  # 140: it does not explain 40
            f"2025|Reporting year|{authority('825')}|100,40,30,20,c,c,c",
        ],
    )
    found = [(one.code, one.row, one.says) for one in read(path).findings]
    assert found == [
        ("D424", 3, "The total is 100, and its parts add up to 101."),
        ("D424", 5, "The total is 100, and its parts add up to 140."),
    ]


def test_a_denominator_in_another_row(tmp_path: Path) -> None:
    path = ees(
        tmp_path,
        "accommodation.csv.gz",
        "care_leaver_age,breakdown,care_leaver_count,care_leaver_percent",
        [
            f"2025|Reporting year|{authority(number)}|19 to 21 years,{part},{count},{percent}"
            for number, rows in {
                "872": [("Suitability total", 50, 100), ("Accommodation considered suitable", 47, 94),
                        ("Accommodation considered unsuitable", 2, 4), ("No information", 1, 2)],
                "868": [("Suitability total", 40, 100), ("Accommodation considered suitable", 30, 80),
                        ("Accommodation considered unsuitable", 5, 13), ("No information", 4, 10)],
            }.items()
            for part, count, percent in rows
        ],
        bom=True, zipped=True,
    )  # fmt: skip
    reading = read(path)
    assert reading.table == "care_leavers_accommodation"
    at = reading.values["value"].index("94")
    assert [reading.values[name][at] for name in ("numerator", "denominator", "part")] == [
        "47", "50", "19 to 21 years; Accommodation considered suitable"
    ]  # fmt: skip
    # 30 of 40 is 75, not 80. 5 of 40 is 12.5, which is 13. The parts of 40 are 39.
    assert [(one.code, one.area, one.says) for one in reading.findings] == [
        ("D423", "868", "80 is printed; 30 of 40 give 75."),
        ("D424", "868", "The total is 40, and its parts add up to 39."),
    ]


def test_every_table_is_described_well() -> None:
    assert len(tables()) == 13
    assert len({table.id for table in tables()}) == 13
    for table in tables():
        assert table.share or table.among or table.id in ("children_in_need", "population")
        assert table.half("national") == (0 if table.step[0] == 1 else table.step[0] / 2)
        if table.step == (10, 1):
            assert (table.half("regional"), table.half("authority")) == (5, 0)


def test_nought_of_nought_is_no_share(tmp_path: Path) -> None:
    (finding,) = read(referrals(tmp_path, [f"2014|{authority('420')}|0,0,0.000"])).findings
    assert (finding.code, finding.says) == ("D423", "0.000 is printed for 0 of 0, which is no share.")


def test_a_hidden_part_leaves_a_total_unchecked(tmp_path: Path) -> None:
    rows = [
        f"2025|Reporting year|{authority('872')}|19 to 21 years,{part}"
        for part in ("Suitability total,50,100", "Accommodation considered suitable,c,c",
                     "Accommodation considered unsuitable,c,c", "No information,9,18")
    ]  # fmt: skip
    path = ees(tmp_path, "a.csv", "care_leaver_age,breakdown,care_leaver_count,care_leaver_percent", rows)
    assert read(path).findings == []


def test_placements_have_their_children_in_another_row(tmp_path: Path) -> None:
    rows = [
        f"2025|Reporting year|{authority('872')}|CLA on 31 March,{part}"
        for part in ("Total children,140,100", "With 3 or more placements during the year,7,6")
    ]
    path = ees(tmp_path, "s.csv", "cla_group,placement_stability,children_count,children_percent", rows)
    (finding,) = read(path).findings  # 7 of 140 is 5
    assert (finding.says, finding.row) == ("6 is printed; 7 of 140 give 5.", 3)
