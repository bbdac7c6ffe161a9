"""Asking: one figure, the neighbours, a comparison. Every number is worked by hand from the invented files."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from scrutable.comparators import saying
from scrutable.comparators.ask import Absent, Answer, Published, compare, comparisons, neighbours, published
from scrutable.comparators.loading import load
from tests.unit.comparators import making
from tests.unit.comparators.making import ENGLAND, LONDON, SOUTH_EAST, authority, lait, referrals

TEN = ["301", "302", "303", "304", "305", "306", "307", "308", "309", "310"]


def value(one: Answer) -> Decimal | str:
    return one.value if isinstance(one, Published) else one.reason


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Re-referrals: the ten neighbours of 872 have 10, 20 ... 100 of 1,000, but the last two are hidden."""
    rows = [f"2025|{ENGLAND}|632830,142900,22.6", f"2025|{SOUTH_EAST}|100000,28400,28.4"]
    rows += [f"2024|{ENGLAND}|600000,134400,22.4", f"2025|{authority('872')}|1000,35,3.5"]
    for number, own in enumerate(TEN, 1):
        told = f"1000,{10 * number},{number}" if number < 9 else ("1000,c,c" if number == 9 else "u,u,u")
        rows.append(f"2025|{authority(own, 'E13000002')}|{told}")
    rows.append(f"2025|{authority('314 / 318', 'E13000002', 'Kingston / Richmond')}|1000,500,50")
    load(
        tmp_path,
        [referrals(tmp_path, rows), making.neighbours(tmp_path, {"872": TEN, "868": TEN[:1]})],
        loaded_at=datetime(2026, 3, 2),
    )
    return tmp_path


def test_a_published_figure_with_its_counts(store: Path) -> None:
    found = published(store, "ReReferral", "872", "2025")
    assert isinstance(found, Published)
    assert (found.value, found.numerator, found.denominator, found.row) == (Decimal("3.5"), 35, 1000, 5)
    assert (found.area.name, found.period.words, found.series.basis) == (
        "Authority 872", "year to 31 March", "by referral, not by child"
    )  # fmt: skip
    assert (saying.answer(found), saying.counts(found)) == ("3.5%", "35 of 1,000")


def test_which_period(store: Path) -> None:
    def period(asked: str | date | None) -> str | None:
        found = published(store, "ReReferral", "970", asked)
        return found.period.label if found.period else None

    assert period(None) == "2025"
    assert period(date(2025, 3, 31)) == "2025"
    assert period(date(2025, 3, 30)) == "2024"  # the year to 31 March 2025 had not ended
    assert period(" 2024 ") == "2024"
    assert period(date(2023, 1, 1)) is None
    found = published(store, "ReReferral", "970", "1999")
    assert value(found) == "ReReferral is published for 2024 to 2025, not for 1999"


@pytest.mark.parametrize(
    ("area", "says"),
    [
        ("309", "suppressed by DfE, to protect children's confidentiality"),
        ("310", "of low reliability, so DfE does not give it"),
        ("999", "nothing is published for it in 2025"),
    ],
)
def test_what_is_missing_says_why(store: Path, area: str, says: str) -> None:
    found = published(store, "ReReferral", area, "2025")
    assert value(found) == says
    assert saying.answer(found).startswith("none: ")
    assert saying.counts(found) == ""


def test_nothing_loaded_is_said_and_is_no_error(tmp_path: Path) -> None:
    assert (
        value(published(tmp_path, "ReReferral", "872"))
        == "no published figures have been loaded into this store"
    )
    assert neighbours(tmp_path, "872").reason == "no published figures have been loaded into this store"
    found = compare(tmp_path, "ReReferral", "872")
    assert isinstance(found.ours, Absent)
    assert (found.median, found.rank, found.period) == (None, None, None)
    assert saying.of_neighbours(found) == ("none: no published figures have been loaded into this store", "")


def test_a_code_of_which_nothing_is_loaded(store: Path) -> None:
    assert value(published(store, "LAC", "872")) == "no file that holds LAC has been loaded"


def test_a_joint_return_answers_for_each(store: Path) -> None:
    found = published(store, "ReReferral", "318", "2025")
    assert isinstance(found, Published)
    assert (found.value, found.area.code, found.area.name) == (50, "314/318", "Kingston / Richmond")


def test_neighbours_with_their_model(store: Path) -> None:
    found = neighbours(store, "872")
    assert (found.version, [one.code for one in found.areas]) == ("2025", TEN)
    assert found.closeness == ("Close",) * 10
    assert neighbours(store, "872", "2021").reason == (
        "no list of neighbours of the 2021 model that is loaded holds this authority"
    )
    load(store, [making.neighbours(store, {"872": TEN[::-1]}, "sn_2021.csv")], loaded_at=datetime(2026, 3, 3))
    assert neighbours(store, "872").areas[0].code == "301"  # the later model, not the later load
    assert neighbours(store, "872", "2021").areas[0].code == "310"


def test_a_comparison_by_hand(store: Path) -> None:
    found = compare(store, "ReReferral", "872", better="lower")
    assert [value(one) for one in (found.england, found.region, found.ours)] == [
        Decimal("22.6"), Decimal("28.4"), Decimal("3.5")
    ]  # fmt: skip
    # 1 to 8 per cent: the median is (4 + 5) / 2 and the mean 36 / 8, both 4.5.
    assert (found.median, found.mean) == (Decimal("4.5"), Decimal("4.5"))
    assert [one.area.code for one in found.missing] == ["309", "310"]
    assert saying.of_neighbours(found) == (
        "4.5%",
        "mean 4.5%, unweighted; 8 of 10 have a figure;"
        " 1 missing (suppressed by DfE, to protect children's confidentiality);"
        " 1 missing (of low reliability, so DfE does not give it)",
    )


def test_places_that_chance_allows_by_hand(store: Path) -> None:
    # Wilson's intervals in 1,000: 35 has 25.3 to 48.3, 20 has 13.0 to 30.7, 50 has 38.2 to 65.3, 60 has 46.9 to 76.4.
    # 35 less 20 is 15 -+ sqrt(9.7x9.7 + 10.7x10.7) = 14.4 at its lower end: it differs, as from 10, and not from 30.
    # 50 less 35 is 15 less sqrt(11.8x11.8 + 13.3x13.3) = 17.8: no difference. 60 less 35 is 25 less 18.7: there is one.
    # Lowest first: 10 and 20 are before; 60, 70, 80 and the joint 500 after; of ten.
    found = compare(store, "ReReferral", "872", better="lower")
    assert found.rank is not None
    assert (found.rank.best, found.rank.worst, found.rank.of, found.rank.first) == (3, 6, 10, "lowest")
    assert found.rank.how == "95% interval, from the published counts"
    turned = compare(store, "ReReferral", "872", better="higher").rank
    assert turned is not None
    assert (turned.best, turned.worst, turned.first) == (5, 8, "highest")


def test_no_place_without_a_figure_of_ours(store: Path) -> None:
    assert compare(store, "ReReferral", "309").rank is None
    assert compare(store, "ReReferral", "970").rank is None  # England is none of the authorities


def test_fewer_than_two_neighbours_have_no_middle(store: Path) -> None:
    found = compare(store, "ReReferral", "868")
    assert (found.median, found.mean) == (None, None)
    assert saying.of_neighbours(found)[0] == "none: fewer than two of them have a figure"
    assert value(compare(store, "ReReferral", "999").region) == (
        "no file that is loaded says in which region the authority lies"
    )


def test_a_borough_has_its_part_of_london_and_else_london(tmp_path: Path) -> None:
    rows = [f"2025|{authority('301', 'E13000002')}|100,20,20", f"2025|{LONDON}|1000,250,25"]
    load(tmp_path, [referrals(tmp_path, rows)], loaded_at=datetime(2026, 3, 2))
    found = compare(tmp_path, "ReReferral", "301")
    assert (value(found.region), found.region.area.name) == (Decimal(25), "London")
    outer = rows[1].replace("E12000007", "E13000002").replace("1000,250,25", "500,100,20")
    again = referrals(tmp_path, [rows[0].replace("E13000002", "E12000007"), outer], "b.csv")
    load(tmp_path, [again], loaded_at=datetime(2026, 3, 3))
    found = compare(tmp_path, "ReReferral", "301")
    assert (value(found.region), found.region.area.name) == (Decimal(20), "Outer London")


def test_values_without_counts_share_their_places(tmp_path: Path) -> None:
    rows = [
        f"LAC|2025|{area}|{number}" for area, number in (("872", 41), ("301", 50), ("302", 41), ("303", 30))
    ]
    rows += ["LAC|2025|970|67", "LAC|2025|304|-"]
    load(tmp_path, [lait(tmp_path, rows)], loaded_at=datetime(2026, 3, 2))
    rank = compare(tmp_path, "LAC", "872").rank
    assert rank is not None
    assert (
        saying.rank(rank) == "2nd to 3rd of 4, the highest being 1st (by printed value, without an interval)"
    )
    missing = published(tmp_path, "LAC", "304")
    assert (
        value(missing) == "not given: LAIT writes one mark for suppressed, not available and not applicable"
    )


def test_a_joint_return_is_not_ranked_twice(tmp_path: Path) -> None:
    columns = "inpost_fte,agency_fte,agency_rate_fte,vacancy_fte,turnover_rate_fte,caseload_fte"
    told = "90,10,10,1,1,1"
    path = making.ees(
        tmp_path, "w.csv", columns,
        [f"2025|Reporting year|{authority(area)}|{told}" for area in ("314 / 318", "872")],
    )  # fmt: skip
    copy = lait(tmp_path, [f"Work_Force_Agecy_Rate|2025|{area}|10" for area in ("314", "318", "872")])
    load(tmp_path, [path, copy], loaded_at=datetime(2026, 3, 2))
    rank = compare(tmp_path, "Work_Force_Agecy_Rate", "872").rank
    assert rank is not None
    assert (rank.of, rank.how) == (2, "95% interval, from the published counts")  # the joint return, and 872
    found = published(tmp_path, "Work_Force_Agecy_Rate", "318")
    assert isinstance(found, Published)
    assert (found.area.code, found.numerator, found.denominator) == ("314/318", 10, 100)
    joint = compare(tmp_path, "Work_Force_Agecy_Rate", "318").rank
    assert joint is not None
    assert (joint.best, joint.worst, joint.of) == (1, 2, 2)


def test_a_value_that_cannot_be_is_not_given_and_a_doubtful_one_is_with_its_doubt(tmp_path: Path) -> None:
    alike = [f"Stability_School|2018|{number}|12" for number in range(301, 325)]
    load(
        tmp_path,
        [lait(tmp_path, alike), referrals(tmp_path, [f"2025|{authority('872')}|1000,200,21"])],
        loaded_at=datetime(2026, 3, 2),
    )
    bad = published(tmp_path, "Stability_School", "301", "2018")
    assert str(value(bad)).startswith(
        "LAIT has a value that is not used: All 24 authorities have the same value, 12"
    )
    doubtful = published(tmp_path, "ReReferral", "872")
    assert isinstance(doubtful, Published)
    assert doubtful.doubts == ("21 is printed; 200 of 1000 give 20.0.",)


def test_a_code_that_only_the_dictionary_knows(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text(
        "Chart_title,Measure_short,Polarity,y_axis_name,Description,Last Update,dps,Year_Type\n"
        "Pupils with a hat,Hats,High,% of pupils,,45809,1,Calendar Year\n"
    )
    load(tmp_path, [path, lait(tmp_path, ["Hats|2024|872|12.34"])], loaded_at=datetime(2026, 3, 2))
    found = published(tmp_path, "Hats", "872", date(2025, 1, 1))
    assert isinstance(found, Published)
    assert (found.series.title, found.period.words, saying.answer(found)) == (
        "Pupils with a hat", "calendar year", "12.3%"
    )  # fmt: skip
    assert found.release.words == "Local Authority Interactive Tool (bds.csv), updated there on 1 June 2025"


def test_amounts_round_halves_up_and_keep_their_places() -> None:
    rate = saying.Series("X", "", unit="per 10,000", places=0)
    assert saying.amount(rate, Decimal("66.5")) == "67 per 10,000"
    assert saying.amount(rate, Decimal("66.5"), least=1) == "66.5 per 10,000"
    assert saying.amount(saying.Series("X", ""), Decimal("1234.50")) == "1,234.5"


def test_many_series_at_once_and_a_region_by_name(store: Path) -> None:
    asked = [("ReReferral", "lower"), ("LAC", "neither")]
    first, second = comparisons(store, asked, "872")  # type: ignore[arg-type]
    assert first == compare(store, "ReReferral", "872", better="lower")
    assert value(second.england) == "no file that holds LAC has been loaded"
    assert isinstance(compare(store, "ReReferral", "999").region, Absent)
    assert value(compare(store, "ReReferral", "999", region="South East").region) == Decimal("28.4")


def test_a_place_by_value_and_the_places_that_chance_allows(store: Path) -> None:
    found = compare(store, "ReReferral", "872", better="lower").rank
    assert found is not None
    # Of 1, 2, 3, 3.5, 4 ... 8 and 50 it is the fourth; 35 of 1,000 cannot be told from 20 (2%) or 50 (5%) of 1,000:
    # by Newcombe the differences have -0.1 to 3.1 and -0.3 to 3.3 points.
    assert (found.by_value, found.best, found.worst, found.of, found.by_counts, found.without) == (
        4,
        3,
        6,
        10,
        True,
        0,
    )
