"""DfE's own files, where this machine has them: what they say is what the reference says, and how far they agree.

The numbers are exact. A test that fails after the copies were renewed has found what DfE has changed.
"""

from collections import Counter
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from scrutable.comparators import holdings
from scrutable.comparators.ask import Absent, Published, compare, neighbours, published
from scrutable.comparators.loading import Loaded, file_of, load
from scrutable.comparators.recount import recount
from scrutable.indicators.definition import catalogue

pytestmark = pytest.mark.slow

# What the printed counts give for each printed percentage: the same; the same but for the rounding of the counts (or a
# tie rounded down); another number. Found once by a query of its own in DuckDB, with the same result.
RECOUNTED = {
    "referrals/rereferral_percent": (2098, 6, 0),
    "referrals/no_further_action_percent": (2024, 5, 0),
    "referrals/not_in_need_percent": (2088, 8, 0),
    "referrals/rereferral_child_percent": (2102, 6, 0),
    "looked_after/rate_per_10000": (2443, 4, 0),
    "workforce/turnover_rate_fte": (1337, 112, 4),
    "workforce/turnover_rate_headcount": (1453, 0, 2),
    "workforce/agency_rate_fte": (1389, 55, 5),
    "workforce/agency_rate_headcount": (1458, 0, 2),
    "workforce/agency_cover_rate_fte": (1263, 128, 9),
    "workforce/vacancy_rate_fte": (1419, 42, 0),
    "workforce/vacancy_agency_cover_rate_fte": (1260, 141, 9),
    "workforce/caseload_fte": (1427, 31, 0),
    "repeat_plans/CPP_subsequent_percent": (2014, 64, 2),
    "plans_by_duration/3_months_or_less_percent": (2016, 59, 0),
    "plans_by_duration/more_than_3_months_6_months_percent": (1961, 84, 0),
    "plans_by_duration/more_than_6_months_less_than_1_year_percent": (1989, 75, 0),
    "plans_by_duration/1_year_less_than_2_years_percent": (1417, 73, 0),
    "plans_by_duration/2_years_or_more_percent": (1311, 86, 0),
    "care_leavers_accommodation/care_leaver_percent": (5037, 46, 0),
    "care_leavers_activity/care_leaver_percent": (13319, 161, 0),
    "placement_stability/children_percent": (4845, 12, 0),
    "ehc_assessments/assess_issued_pc": (11900, 0, 0),
    "ehc_assessments/assess_not_issued_pc": (11900, 0, 0),
    "ehc_assessments/assess_not_made_pc": (11740, 0, 0),
    "ehc_assessments/assess_withdrawn_pc": (11900, 0, 0),
    "ehc_assessments/outcome_decision_within_time_pc": (5902, 0, 0),
    "ehc_assessments/outcome_decision_over_time_pc": (5902, 0, 0),
    "ehc_requests/request_assess_pc": (12096, 1, 0),
    "ehc_requests/request_not_assess_pc": (12095, 2, 0),
    "ehc_requests/request_outstanding_pc": (12097, 0, 0),
    "ehc_requests/request_withdrawn_pc": (12097, 0, 0),
    "ehc_requests/request_outcome_six_weeks_pc": (11799, 1, 294),
    "ehc_requests/request_outcome_over_6_weeks_pc": (11925, 1, 168),
    "ehc_timeliness/pc_plans_issued_within_20_weeks": (12130, 1, 0),
    "ehc_timeliness/PC_plans_issued_20_weeks_ex": (11997, 1, 0),
    "ehc_timeliness/pc_plans_issued_gt20weeks_ltYear": (11491, 0, 0),
    "ehc_timeliness/PC_plans_issued_gt20weeks_ltYear_ex": (11358, 0, 0),
    "ehc_timeliness/pc_plans_issued_gt_1_year": (11490, 1, 0),
    "ehc_timeliness/PC_plans_issued_gt_1_year_ex": (11358, 0, 0),
}


@pytest.fixture(scope="module")
def held(published_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Loaded]]:
    """A store with all of them."""
    store = tmp_path_factory.mktemp("store")
    paths = sorted([*published_files.glob("ees/*"), *published_files.glob("lait/*")])
    return store, load(store, paths, loaded_at=datetime(2026, 3, 2))


@pytest.fixture(scope="module")
def store(held: tuple[Path, list[Loaded]]) -> Path:
    return held[0]


def half_up(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def number(store: Path, code: str, area: str, period: str) -> str:
    found = published(store, code, area, period)
    return str(found.value) if isinstance(found, Published) else f"none: {found.reason}"


def test_how_many_percentages_their_counts_give(published_files: Path) -> None:
    found: dict[str, tuple[int, int, int]] = {}
    for path in sorted(published_files.glob("ees/*")):
        if not path.name.startswith("sn_model"):
            told = recount(path)
            found |= {
                f"{told.table}/{one.column}": (one.agree, one.within, one.contradict) for one in told.tallies
            }
    assert found == RECOUNTED
    # In all: 258,548 printed percentages have their counts beside them.
    assert tuple(map(sum, zip(*found.values(), strict=True))) == (256847, 1206, 495)


# indicators.md, section 6: printed percentage from printed counts.
@pytest.mark.parametrize(
    ("code", "area", "period", "top", "bottom", "printed"),
    [
        ("ReReferral", "970", "2025", "142900", "632830", "22.6"),
        ("referrals/rereferral_child_percent", "970", "2025", "116950", "557810", "21"),
        ("PrevRegCPR", "970", "2025", "15130", "61840", "24.5"),
        ("SEN_EHC_Excpt_20wks", "872", "2024", "137", "241", "56.8"),
        ("SEN_EHC_Excpt_20wks", "872", "2023", "159", "222", "71.6"),
        ("SEN_EHC_Excpt_20wks", "872", "2019", "8", "133", "6"),
        ("SEN_EHC_All_20wks", "872", "2019", "14", "161", "8.7"),
        ("SEN_EHC_All_20wks", "970", "2019", "31313", "53327", "58.7"),
        ("SEN_EHC_Excpt_20wks", "970", "2019", "29895", "49519", "60.4"),
        ("Work_Force_Agecy_Rate", "970", "2025", "5415.9", "41602.2", "13"),
        ("Work_Force_Vac_Rate", "970", "2025", "5965.4", "42151.7", "14.2"),
        ("Work_Force_TO_Rate", "970", "2025", "4276.3", "36186.3", "11.8"),
        ("Work_Force_AvgNumCase_SW", "970", "2025", "321661", "21105.4", "15.2"),
    ],
)
def test_counts_of_the_reference(
    store: Path, code: str, area: str, period: str, top: str, bottom: str, printed: str
) -> None:
    found = published(store, code, area, period)
    assert isinstance(found, Published)
    assert (found.value, found.numerator, found.denominator) == (
        Decimal(printed),
        Decimal(top),
        Decimal(bottom),
    )


# indicators.md, section 4: England, in order of years; the last is the latest year.
@pytest.mark.parametrize(
    ("code", "last", "series"),
    [
        ("SEN_EHC_Excpt_20wks", 2024, "58.6 64.9 60.1 60.4 58.0 59.9 49.2 50.3 46.4"),
        ("SEN_EHC_All_20wks", 2024, "55.7 61.3 58.0 58.7 55.6 57.9 47.7 49.1 45.9"),
        ("ReReferral", 2025, "22.5 21.9 21.9 22.6 22.6 22.7 21.5 22.4 22.4 22.6"),
        ("Continue_Assess_Comp", 2025, "83.4 82.9 82.7 83.1 83.8 87.6 84.5 82.5 84.5 85.7"),
        ("CP_conf_15days", 2025, "76.7 77.2 76.9 78.7 77.6 83.0 79.2 78.4 79.7 81.4"),
        ("RevCP", 2025, "93.6 92.1 90.5 91.8 91.5 93.2 89.3 88.1 89.8 90.6"),
        ("PrevRegCPR", 2025, "17.9 18.7 20.2 20.8 21.9 22.1 22.7 23.6 24.7 24.5"),
        ("CPPlans2yrsActive", 2025, "2.1 2.1 1.8 2.1 2.1 2.0 2.5 2.2 2.6 2.3"),
        ("LAC", 2025, "60 62 64 66 68 69 70 70 69 67"),
        ("LACStable_2016on", 2025, "10 10 11 11 11 9 10 11 11 10"),
        ("LAC_LongStable%", 2025, "69 68 68 70 71 68 68 69"),
        ("Children_missing", 2025, "9 10 11 11 11 10 11 11 11 11"),
        ("CareLeaverAcc", 2025, "83 84 84 85 85 88 88 88 88 89"),
        ("CareLeaverEET", 2025, "49 50 51 52 53 52 55 56 54 54"),
        ("CareLeaversNEET", 2025, "40 39 39 39 41 38 38 39 40"),
        ("Work_Force_Agecy_Rate", 2025, "16.1 15.8 15.4 15.8 15.4 15.5 17.6 17.9 16.2 13.0"),
        ("Work_Force_Vac_Rate", 2025, "16.7 17.0 16.5 16.4 16.1 16.7 20.0 18.9 17.3 14.2"),
        ("Work_Force_TO_Rate", 2025, "15.1 13.4 15.1 15.0 13.5 15.4 17.2 15.9 13.9 11.8"),
        ("Work_Force_AvgNumCase_SW", 2025, "16.1 17.7 17.4 16.9 16.3 16.3 16.6 16.0 15.4 15.2"),
    ],
)
def test_england_as_the_reference_has_it(store: Path, code: str, last: int, series: str) -> None:
    expected = [Decimal(one) for one in series.split()]
    years = range(last - len(expected) + 1, last + 1)
    assert [Decimal(number(store, code, "970", str(year))) for year in years] == expected


# indicators.md, section 5: the South East, Wokingham, and its ten neighbours' mean and median.
@pytest.mark.parametrize(
    ("code", "period", "region", "ours", "mean", "median"),
    [
        ("SEN_EHC_Excpt_20wks", "2024", "38.2", "56.8", "59.2", "54.6"),
        ("ReReferral", "2025", "28.4", "16.8", "19.4", "19.4"),
        ("Continue_Assess_Comp", "2025", "89.9", "81.7", "89.5", "91.5"),
        ("CP_conf_15days", "2025", "81.1", "89.4", "82.9", "83.3"),
        ("RevCP", "2025", "92.5", "98.4", "95.2", "96.2"),
        ("PrevRegCPR", "2025", "26.3", "20.6", "24.0", "23.9"),
        ("CareLeaverAcc", "2025", "83", "94", "91.5", "91.5"),
        ("CareLeaversNEET", "2025", "36", "43", "38.1", "39.0"),
        ("Work_Force_Agecy_Rate", "2025", "13.4", "14.5", "17.9", "16.9"),
        ("LACStable_2016on", "2025", "12", "5", "10.0", "10.5"),
        ("Children_missing", "2025", "12", "10", "13.9", "12.5"),
    ],
)
def test_a_comparison_as_the_reference_has_it(
    store: Path, code: str, period: str, region: str, ours: str, mean: str, median: str
) -> None:
    found = compare(store, code, "872", period)
    assert isinstance(found.region, Published)
    assert isinstance(found.ours, Published)
    assert (found.region.value, found.ours.value) == (Decimal(region), Decimal(ours))
    assert (half_up(found.mean), half_up(found.median)) == (Decimal(mean), Decimal(median))
    assert found.missing == ()
    assert found.neighbours.version == "2025"


def test_neighbours_of_wokingham(store: Path) -> None:
    near = neighbours(store, "872")
    assert [one.name for one in near.areas][:3] == ["Windsor and Maidenhead", "Surrey", "Buckinghamshire"]
    assert [one.code for one in near.areas][-2:] == ["867", "823"]
    assert all(close in ("Close", "Very close", "Somewhat close") for close in near.closeness)


@pytest.mark.parametrize(
    ("code", "area", "period", "says"),
    [
        ("LACStable_2016on", "872", "2024", "suppressed by DfE"),  # LAIT has -
        ("Work_Force_Agecy_Rate", "394", "2025", "rounds to nought and is not nought"),  # LAIT has 0
        ("Stability_School", "872", "2018", "All 158 authorities have the same value, 12"),
        ("Stability_School", "970", "2019", "All 158 authorities have the same value, 5"),
        ("FirstYJS", "970", "2024", "England's value, 1258, is above every authority's (the highest is 318)"),
        ("ReReferral", "850", "2024", "of low reliability"),  # Hampshire
    ],
)
def test_what_must_not_be_given_as_a_number(
    store: Path, code: str, area: str, period: str, says: str
) -> None:
    found = published(store, code, area, period)
    assert isinstance(found, Absent)
    assert says in found.reason


def test_what_is_known_by_the_founding_minute(store: Path) -> None:
    """In January 2020 the last calendar year that had ended was 2019; at the end of November, 2018."""
    found = published(store, "SEN_EHC_All_20wks", "970", date(2019, 11, 30))
    assert isinstance(found, Published)
    assert (found.period.label, str(found.value), found.series.basis) == (
        "2018",
        "58",
        "including exceptions",
    )


def test_what_is_found_wrong(held: tuple[Path, list[Loaded]]) -> None:
    store, loaded = held
    assert Counter(one["code"] for one in holdings.findings(store)) == {
        "D423": 495, "D424": 826, "D425": 2, "D426": 10, "D427": 5, "D429": 1
    }  # fmt: skip
    by_file = {one.file: one for one in loaded}
    assert (by_file["bds_long_0.parquet"].holds, by_file["lait_data_dictionary.csv"].holds) == (641070, 448)
    assert by_file["sn_may_2025.xlsx"].holds == by_file["sn_model_2025_wide.csv"].holds == 1530
    assert [
        one.file for one in loaded if any(finding.code in ("D421", "D422") for finding in one.findings)
    ] == []


def test_which_indicators_are_served(store: Path) -> None:
    """All 36 codes that definitions name are found, and no definition has one that it does not name."""
    served = holdings.served(store, catalogue())
    definitions = {one.id: one for one in catalogue()}
    assert [one.indicator for one in served if one.code and not one.last] == []
    assert sum(bool(one.last) for one in served if definitions[one.indicator].compare) == 36
    assert [one.indicator for one in served if one.last and not definitions[one.indicator].compare] == []
    assert all(len(one.why) > 20 for one in served if not one.last)


def test_the_file_is_small(held: tuple[Path, list[Loaded]]) -> None:
    assert file_of(held[0]).stat().st_size < 40_000_000  # 1.4 million values in 17 MB


def test_loading_them_again_changes_nothing(published_files: Path, held: tuple[Path, list[Loaded]]) -> None:
    store, _ = held
    before = holdings.releases(store)
    (done,) = load(
        store, [published_files / "ees" / "sn_model_2025_wide.csv"], loaded_at=datetime(2026, 4, 1)
    )
    assert done.release is None
    assert holdings.releases(store) == before
