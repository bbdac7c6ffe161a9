"""What differs between the extracts of the case systems: names, types, what is there; and what never leaves a file."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scrutable import sources
from scrutable.errors import DataFault
from scrutable.register.schema import tables as register_tables
from scrutable.sources import ssd
from scrutable.sources.ssd_mapping import ALSO_CALLED, AUXILIARY, MAPPING, PHYSICAL, PREFIXES, wanted
from tests.unit.sources.ssd_making import EXTRACTED, Loaded, Tables, day, write

VISIT = {
    "cppv_cp_visit_id": ["v1", "v2"], "cppv_person_id": ["1", "2"], "cppv_cp_plan_id": ["p", "p"],
    "cppv_cp_visit_date": [day("2019-04-01"), day("2019-04-02")], "cppv_cp_visit_seen": ["Y", "N"],
    "cppv_cp_visit_seen_alone": ["N", None],
}  # fmt: skip
SEEN = [("v1", "1", "2019-04-01", True), ("v2", "2", "2019-04-02", False)]
COLUMNS = ("visit_id", "child_id", "made", "seen")


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Loaded]:
    """Load an extract into a new store."""
    return lambda tables, form="parquet": Loaded(tmp_path / "store").load(
        write(tmp_path / "extract", tables, form)
    )


def test_every_column_of_the_mapping_is_in_the_specification(samples: Path) -> None:
    with (samples / "ssd" / "ssd_spec_flattened.csv").open(encoding="utf-8") as file:
        specified = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    read = {(table, column) for table, columns in wanted().items() for column in columns}
    assert {column for _, column in read - specified} == set(PHYSICAL)
    assert {table for table, _ in specified} == set(PREFIXES.values()) | {"ssd_version_log"}
    # Each table's columns have its prefix, by which a file is known.
    assert {(table, column[:4]) for table, column in specified if table != "ssd_version_log"} == {
        (table, prefix) for prefix, table in PREFIXES.items()
    }
    assert not {name for names in ALSO_CALLED.values() for name in names} & {
        column for _, column in specified
    }


def test_the_mapping_names_columns_of_the_register() -> None:
    for mapped in MAPPING:
        table = register_tables()[mapped.table]
        assert set(mapped.columns) <= set(table.columns), mapped.table
        assert set(table.needed) <= set(mapped.columns), mapped.table


def test_no_name_address_or_free_text_is_wanted() -> None:
    never = (
        "forename", "surname", "professional_name", "team_name", "parent_name", "address",
        "postcode", "offence", "advisor", "desc", "_comment", "nationality",
        "outcome_comments", "registration", "common_child", "single_unique",
    )  # fmt: skip
    read = {column for columns in wanted().values() for column in columns}
    assert {column for column in read if any(word in column for word in never)} == {"dept_team_name"}


def test_canaries_in_every_other_column_reach_nothing(tmp_path: Path, samples: Path) -> None:
    """A file of every table with every column of the specification: what is not wanted holds a canary."""
    with (samples / "ssd" / "ssd_spec_flattened.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    extract: dict[str, dict[str, list[Any]]] = {}
    for row in rows:
        if row["table"] == "ssd_version_log":
            continue
        asked = row["column"] in wanted().get(row["table"], {})
        extract.setdefault(row["table"], {})[row["column"]] = ["1" if asked else "CANARY"]
    extract["ssd_person"] |= {"pers_forename": ["CANARY"], "pers_surname": ["CANARY"]}
    for form in ("csv", "parquet"):
        said: list[str] = []
        deliveries = sources.read(write(tmp_path / form, extract, form), said.append)
        held = [
            text
            for delivery in deliveries
            for rows in delivery.tables
            for column in rows.columns.values()
            for text in (column.to_pylist() if isinstance(column, pa.Array) else column)
        ]
        assert len(deliveries) == 1 and held
        assert "CANARY" not in repr((held, said, [delivery.findings for delivery in deliveries]))


def test_parquet_columns_that_are_not_wanted_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = pq.ParquetFile.read

    def watched(self: pq.ParquetFile, columns: list[str], **more: Any) -> pa.Table:
        asked.extend(columns)
        return real(self, columns=columns, **more)

    monkeypatch.setattr(pq.ParquetFile, "read", watched)
    sources.read(
        write(tmp_path, {"ssd_person": {"pers_person_id": ["1"], "pers_forename": ["CANARY"]}}, "parquet")
    )
    assert asked == ["pers_person_id"]


TYPES: dict[str, dict[str, pa.Array]] = {
    "ids as numbers": {"cppv_person_id": pa.array([1, 2], pa.int32()), "cppv_cp_plan_id": pa.array([7.0, None])},
    "ids as decimals": {"cppv_person_id": pa.array([1, 2]).cast(pa.decimal128(19, 0))},
    "days": {"cppv_cp_visit_date": pa.array([date(2019, 4, 1), date(2019, 4, 2)])},
    "days to the nanosecond": {"cppv_cp_visit_date": pa.array(VISIT["cppv_cp_visit_date"], pa.timestamp("ns"))},
    "days with a zone, in summer": {
        "cppv_cp_visit_date": pa.array([datetime(2019, 3, 31, 23), datetime(2019, 4, 1, 23)], pa.timestamp("us", "UTC"))
    },
    "days as text": {"cppv_cp_visit_date": pa.array(["2019-04-01 00:00:00.000", "02/04/2019"])},
    "bits": {"cppv_cp_visit_seen": pa.array([True, False])},
    "numbers for flags": {"cppv_cp_visit_seen": pa.array([1, 0], pa.uint8())},
    "nchar padding": {"cppv_cp_visit_seen": pa.array(["Y   ", "N   "]), "cppv_cp_visit_id": pa.array(["v1  ", " v2"])},
    "large text": {"cppv_cp_visit_id": pa.array(["v1", "v2"], pa.large_string())},
    "packed text": {"cppv_person_id": pa.array(["1", "2"]).dictionary_encode()},
    "nothing in a column": {"cppv_cp_plan_id": pa.nulls(2)},
}  # fmt: skip


@pytest.mark.parametrize("drift", TYPES)
def test_types_differ(load: Callable[..., Loaded], drift: str) -> None:
    loaded = load({"ssd_cp_visits": VISIT | TYPES[drift]})
    assert loaded.rows("cp_visit", *COLUMNS) == SEEN
    assert set(loaded.codes()) == {"D251"}


def test_a_null_among_whole_numbers_leaves_a_point_behind_in_a_csv(load: Callable[..., Loaded]) -> None:
    loaded = load({"ssd_cp_visits": VISIT | {"cppv_person_id": ["1.0", "2.0"]}}, "csv")
    assert loaded.rows("cp_visit", *COLUMNS) == SEEN


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_value_that_cannot_be_read_is_found_by_file_row_and_column(
    load: Callable[..., Loaded], form: str
) -> None:
    wrong = {"cppv_cp_visit_date": ["31/02/2019", "2019-04-02"], "cppv_cp_visit_seen": ["perhaps", "N"]}
    loaded = load({"ssd_cp_visits": VISIT | wrong}, form)
    assert loaded.rows("cp_visit", *COLUMNS) == [("v2", "2", "2019-04-02", False)]
    first = 1 if form == "parquet" else 2
    found = {(f.code, f.row, f.column, f.value) for f in loaded.report.findings if f.code in ("D204", "D205")}
    assert found == {
        ("D204", first, "cppv_cp_visit_date", "31/02/2019"),
        ("D205", first, "cppv_cp_visit_seen", ""),  # a text is not repeated: it may name someone
    }


def test_a_day_in_no_year_that_is_read_is_reported_also_where_it_has_a_type(
    load: Callable[..., Loaded],
) -> None:
    loaded = load({"ssd_cp_visits": VISIT | {"cppv_cp_visit_date": [datetime(19, 4, 1), day("2019-04-02")]}})
    assert [f.code for f in loaded.report.findings if f.table] == ["D204", "D201"]


def test_renamed_columns_are_read(load: Callable[..., Loaded]) -> None:
    tables: Tables = {
        "ssd_cla_episodes": {
            "CLAE_CLA_EPISODE_ID": ["e"], "clae_person_id": ["1"], "clae_cla_episode_start_date": [day("2019-01-01")],
            "clae_cla_episode_ceased": [day("2019-06-01")],
        },
        "ssd_sdq_scores": {
            "csdq_sdq_id": ["1"], "csdq_person_id": ["1"], "csdq_sdq_completed_date": [day("2019-09-01")],
            "csdq_sdq_reason": [None], "SDQ_SCORE": [14],
        },
    }  # fmt: skip
    loaded = load(tables)
    assert loaded.rows("care_episode", "episode_id", "ended") == [("e", "2019-06-01")]
    assert loaded.rows("care_health", "check_id", "score") == [("SDQ/1", 14.0)]


def test_missing_and_extra_columns_are_said_and_stop_nothing(load: Callable[..., Loaded]) -> None:
    held = {name: column for name, column in VISIT.items() if name != "cppv_cp_visit_seen_alone"}
    loaded = load({"ssd_cp_visits": held | {"cppv_cp_visit_bedroom": ["Y", "N"], "load_date": ["x", "y"]}})
    assert loaded.rows("cp_visit", *COLUMNS) == SEEN
    assert loaded.said("D252") == [
        "ssd_cp_visits has no column cppv_cp_visit_seen_alone; it is read as blank."
    ]
    assert loaded.said("D253") == [
        "2 columns of ssd_cp_visits not needed and not read: load_date and others."
    ]


def test_a_table_without_what_a_row_needs_is_left_and_closes_nothing(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path / "store").load(write(tmp_path / "a", {"ssd_cp_visits": VISIT}, "parquet"))
    without = {name: column for name, column in VISIT.items() if name != "cppv_cp_visit_date"}
    loaded.load(write(tmp_path / "b", {"ssd_cp_visits": without}, "parquet"), datetime(2020, 2, 1))
    assert loaded.said("D259") == ["ssd_cp_visits cannot fill cp_visit: there is nothing for made."]
    assert loaded.rows("cp_visit", *COLUMNS) == SEEN


def test_an_empty_table_closes_nothing(tmp_path: Path) -> None:
    loaded = Loaded(tmp_path / "store").load(write(tmp_path / "a", {"ssd_cp_visits": VISIT}, "parquet"))
    empty = {name: pa.array([], pa.string()) for name in VISIT}
    loaded.load(write(tmp_path / "b", {"ssd_cp_visits": empty}, "parquet"), datetime(2020, 2, 1))
    assert loaded.said("D257") == ["ssd_cp_visits is empty, so it says nothing about cp_visit."]
    assert loaded.rows("cp_visit", *COLUMNS) == SEEN


def test_identifiers_join_whatever_their_type(load: Callable[..., Loaded]) -> None:
    tables: Tables = {
        "ssd_cla_reviews": {
            "clar_cla_review_id": ["w"], "clar_cla_id": pa.array([71.0]), "clar_cla_review_date": [day("2019-06-28")],
        },
        "ssd_cla_episodes": {
            "clae_cla_episode_id": [1], "clae_person_id": [5], "clae_cla_id": [" 71"],
            "clae_cla_episode_start_date": [day("2019-01-01")],
        },
    }  # fmt: skip
    assert load(tables).rows("care_review", "review_id", "child_id") == [("w", "5")]


def test_repeated_parents_are_counted_once(load: Callable[..., Loaded]) -> None:
    person = {
        "pers_person_id": ["1", "1", "2", "2"],
        "pers_sex": ["F", "F", "M", "U"],
        "pers_forename": list("abcd"),
    }
    loaded = load({"ssd_person": person})
    assert loaded.rows("child", "child_id", "sex") == [("1", "F"), ("2", "U")]
    assert loaded.said("D202") == ["A row repeats another row exactly."]
    assert loaded.said("D203") == ["2 rows have the same id and differ; the last one is used."]


@pytest.mark.parametrize(
    ("headers", "table"),
    [
        (["pers_person_id", "pers_dob", "extra"], "ssd_person"),
        (["PERS_PERSON_ID", "PERS_DOB"], "ssd_person"),
        (["addr_table_id", "addr_person_id"], "ssd_address"),
        (["pers_person_id", "a", "b", "c"], None),
        (["pers_person_id"], None),
        (["child_id", "birth_date"], None),
        ([], None),
    ],
)
def test_a_table_is_known_by_its_columns(headers: list[str], table: str | None) -> None:
    assert ssd.table_of(headers) == table


def test_a_parquet_file_of_something_else_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"child_id": ["1"]}), tmp_path / "children.parquet")
    with pytest.raises(DataFault, match=r"D141 children.parquet is a Parquet file, and no table"):
        sources.read([tmp_path / "children.parquet"])


@pytest.mark.parametrize("cut", [10, 200])
def test_a_damaged_parquet_file_is_refused(tmp_path: Path, cut: int) -> None:
    [path] = write(tmp_path, {"ssd_cp_visits": VISIT}, "parquet")
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(
        DataFault, match=r"D143 dbo.ssd_cp_visits.parquet is a Parquet file that cannot be read"
    ):
        sources.read([path])


def test_damage_in_the_middle_of_a_parquet_file_is_refused(tmp_path: Path) -> None:
    [path] = write(tmp_path, {"ssd_cp_visits": VISIT}, "parquet")
    raw = bytearray(path.read_bytes())
    raw[4:60] = b"\xff" * 56
    path.write_bytes(bytes(raw))
    with pytest.raises(DataFault, match=r"D143"):
        sources.read([path])


def test_a_parquet_file_may_not_say_it_has_any_number_of_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrutable.sources.ssd_files.MOST_ROWS", 1)
    with pytest.raises(DataFault, match=r"D144 dbo.ssd_cp_visits.parquet has 2 rows and 12 cells"):
        sources.read(write(tmp_path, {"ssd_cp_visits": VISIT}, "parquet"))


def test_one_table_twice_is_refused(tmp_path: Path) -> None:
    files = write(tmp_path, {"ssd_cp_visits": VISIT}, "parquet") + write(
        tmp_path, {"ssd_cp_visits": VISIT}, "csv"
    )
    with pytest.raises(DataFault, match=r"D142 .* are both ssd_cp_visits"):
        sources.read(sorted(set(files)))


def test_the_same_extract_again_changes_nothing(tmp_path: Path) -> None:
    files = write(tmp_path / "a", {"ssd_cp_visits": VISIT}, "parquet")
    loaded = Loaded(tmp_path / "store").load(files)
    [again] = loaded.register.load(files, loaded_at=EXTRACTED)
    assert again.load is None


def test_tables_beside_the_specification_are_passed_over(tmp_path: Path) -> None:
    extract: Tables = {
        "ssd_cp_visits": VISIT,
        "ssd_family": {"fami_family_id": ["1"], "fami_person_id": ["1"]},
    }
    log: Tables = {
        "ssd_version_log": {"version_number": ["1.3"], "description": ["CANARY"], "is_current": [True]}
    }
    for form in ("csv", "parquet"):
        files = write(tmp_path / form, extract | log, form)
        loaded = Loaded(tmp_path / f"store-{form}").load(files)
        assert loaded.rows("cp_visit", *COLUMNS) == SEEN
        assert len(loaded.said("D258")) == 2
        assert "CANARY" not in repr(loaded.report)
    assert "ssd_version_log" in AUXILIARY
