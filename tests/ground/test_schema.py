"""tables.toml and codes.toml say the same things, and say them in the same shape."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

TYPES = {"id", "text", "code", "date", "moment", "flag", "whole", "number", "fte"}
SYSTEM = {"authority", "source", "recorded", "load", "known_from", "known_to", "held_from"}
NOT_A_COLUMN_SET = {"ethnicity_group"}  # a map from one set to a coarser one


@pytest.fixture(scope="module")
def tables(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "src/scrutable/register/tables.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def codes(root: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads((root / "src/scrutable/register/codes.toml").read_text("utf-8"))


def test_each_table_is_complete(tables: dict[str, Any]) -> None:
    for name, table in tables.items():
        columns = table["columns"]
        assert set(table) <= {"meaning", "source", "key", "needed", "span", "columns", "made"}, name
        assert table["meaning"] and table["source"], name
        named = {*table["key"], *table.get("needed", []), *table.get("span", [])}
        assert named <= {*columns, "authority"}, name
        assert "authority" not in named or table["made"], name
        assert all(columns[c]["type"] in {"date", "moment"} for c in table.get("span", [])), name
        assert len(table.get("span", [])) <= 2, name


def test_each_column_is_complete(tables: dict[str, Any]) -> None:
    for table, block in tables.items():
        for name, column in block["columns"].items():
            where = f"{table}.{name}"
            assert re.fullmatch(r"[a-z][a-z0-9_]*", name), where
            assert name not in SYSTEM, where
            assert column["type"] in TYPES, where
            assert column["meaning"], where
            assert set(column) <= {"type", "unit", "codes", "meaning"}, where
            assert ("codes" in column) == (column["type"] == "code"), where


def test_a_key_is_an_id_of_the_register(tables: dict[str, Any]) -> None:
    """An id that stands in several tables means the same thing in each: some table has it as its whole key."""
    keys = {table["key"][0] for table in tables.values() if len(table["key"]) == 1}
    pointing = {
        f"{table}.{name}"
        for table, block in tables.items()
        for name, column in block["columns"].items()
        if column["type"] == "id" and name not in keys
    }
    # these point at a child or a worker under a name that says in what part, or at a person who is in no table
    assert pointing == {
        "child_merge.into_child_id",
        "post.held_by",
        "post.covered_by",
        "recruitment.candidate_id",
    }


def test_every_code_set_is_used_and_every_use_has_one(tables: dict[str, Any], codes: dict[str, Any]) -> None:
    used = {c["codes"] for block in tables.values() for c in block["columns"].values() if "codes" in c}
    assert set(codes) - NOT_A_COLUMN_SET == used


def test_codes_have_words(codes: dict[str, dict[str, str]]) -> None:
    for name, words in codes.items():
        assert words, name
        assert [code for code, word in words.items() if not word or word != word.strip()] == [], name
        if name not in NOT_A_COLUMN_SET:
            assert len(set(words.values())) == len(words), f"two codes of {name} read alike"


def test_every_ethnicity_has_a_group(codes: dict[str, dict[str, str]]) -> None:
    assert set(codes["ethnicity_group"]) == set(codes["ethnicity"])
    groups = {"White", "Mixed", "Asian", "Black", "Other", "Not known"}
    assert set(codes["ethnicity_group"].values()) == groups
