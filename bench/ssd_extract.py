"""A nightly extract of the Standard Safeguarding Dataset of a given size, as Parquet: for the benchmark only.

The columns are those of the specification, those that are never read with them: names, addresses, comments. So the
yardstick, which reads all that is there, reads what a tool without a mapping would have to.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST, DAYS = np.datetime64("2014-01-06"), 2191  # six years
Columns = Mapping[str, Any]


class _Maker:
    """Draws columns. A kind of value is a method."""

    def __init__(self, size: int, persons: int, seed: int) -> None:
        self.draw, self.size, self.persons = np.random.default_rng(seed), size, persons

    def ids(self, letters: str) -> pa.Array:
        return pa.array([f"{letters}{number:07}" for number in range(self.size)])

    def some(self, letters: str, many: int) -> pa.Array:
        known = pa.array([f"{letters}{number:07}" for number in range(many)])
        return known.take(pa.array(self.draw.integers(many, size=self.size)))

    def person(self) -> pa.Array:
        return self.some("", self.persons)

    def day(self, blank: float = 0) -> pa.Array:
        days = FIRST + self.draw.integers(DAYS, size=self.size).astype("timedelta64[D]")
        return pa.array(days.astype("datetime64[us]"), mask=self.draw.random(self.size) < blank)

    def of(self, *words: str) -> pa.Array:
        return pa.array(words).take(pa.array(self.draw.integers(len(words), size=self.size)))

    def addresses(self) -> pa.Array:
        keys = ("ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN", "UPRN", "EASTING", "NORTHING")
        numbers = self.draw.integers(10**6, size=(self.size, len(keys))).tolist()
        return pa.array([json.dumps(dict(zip(keys, map(str, each), strict=True))) for each in numbers])

    def words(self, many: int) -> pa.Array:
        return self.of(*(f"word{one} " * 6 for one in range(many)))


def _visits(letters: str, name: str, *more: str) -> Callable[[_Maker], Columns]:
    def columns(m: _Maker) -> Columns:
        first = {f"{letters}_{name}_visit_id": m.ids(letters), f"{letters}_person_id": m.person()}
        flags = (f"{letters}_{name}_visit_{flag}" for flag in ("seen", "seen_alone", *more))
        day = {f"{letters}_{name}_visit_date": m.day()}
        return first | day | {flag: m.of("Y", "N") for flag in flags}

    return columns


def _person(m: _Maker) -> Columns:
    return {
        "pers_person_id": m.ids(""), "pers_forename": m.words(500), "pers_surname": m.words(2000),
        "pers_sex": m.of("M", "F"), "pers_ethnicity": m.of("WBRI", "MWBA", "APKN"), "pers_dob": m.day(),
        "pers_common_child_id": m.ids("NHS"), "pers_upn": m.ids("A12345"), "pers_expected_dob": m.day(0.99),
        "pers_death_date": m.day(0.999), "pers_is_mother": m.of("N"), "pers_nationality": m.of("GB"),
    }  # fmt: skip


def _address(m: _Maker) -> Columns:
    return {
        "addr_table_id": m.ids("AD"), "addr_address_json": m.addresses(), "addr_person_id": m.person(),
        "addr_address_start_date": m.day(), "addr_address_postcode": m.some("AB1", 3000),
    }  # fmt: skip


def _referral(m: _Maker) -> Columns:
    return {
        "cine_referral_id": m.ids("R"), "cine_person_id": m.person(), "cine_referral_date": m.day(),
        "cine_cin_primary_need_code": m.of("N1", "N5"), "cine_referral_source_code": m.of("1A", "6"),
        "cine_referral_source_desc": m.words(20), "cine_referral_nfa": m.of("Y", "N"),
        "cine_referral_outcome_json": m.of('{"NFA_FLAG": "Y", "COMMENTS": ""}', '{"NFA_FLAG": "N"}'),
        "cine_close_reason": m.of("RC8", "RC9"), "cine_close_date": m.day(0.2), "cine_referral_team": m.some("T", 40),
        "cine_referral_worker_id": m.some("W", 900),
    }  # fmt: skip


def _assessment(m: _Maker) -> Columns:
    return {
        "cina_assessment_id": m.ids("A"), "cina_person_id": m.person(), "cina_referral_id": m.some("R", 15000),
        "cina_assessment_start_date": m.day(), "cina_assessment_child_seen": m.of("Y", "N"),
        "cina_assessment_auth_date": m.day(0.1), "cina_assessment_outcome_nfa": m.of("Y", "N"),
        "cina_assessment_outcome_json": m.of('{"NFA_FLAG": "Y", "COMMENTS": ""}', '{"NFA_FLAG": "N"}'),
        "cina_assessment_team": m.some("T", 40), "cina_assessment_worker_id": m.some("W", 900),
    }  # fmt: skip


def _involvement(m: _Maker) -> Columns:
    return {
        "invo_involvements_id": m.ids("I"), "invo_professional_id": m.some("W", 900), "invo_person_id": m.person(),
        "invo_professional_role_id": m.of("ALLOCATED CASE WORKER"), "invo_involvement_start_date": m.day(),
        "invo_involvement_end_date": m.day(0.2), "invo_worker_change_reason": m.of("ORGRST", "LEFTRL"),
    }  # fmt: skip


TABLES: dict[str, tuple[float, Callable[[_Maker], Columns]]] = {  # how many for each visit, and its columns
    "ssd_person": (0.05, _person), "ssd_address": (0.15, _address), "ssd_cin_episodes": (0.0375, _referral),
    "ssd_cin_assessments": (0.0375, _assessment), "ssd_involvements": (0.1, _involvement),
    "ssd_cp_visits": (0.3, _visits("cppv", "cp", "bedroom")),
    "ssd_cin_visits": (0.5, _visits("cinv", "cin", "bedroom")),
    "ssd_cla_visits": (0.2, _visits("clav", "cla")),
}  # fmt: skip


def write(folder: Path, visits: int, seed: int = 1) -> list[Path]:
    """Write the extract, a file a table; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    persons = round(visits * TABLES["ssd_person"][0])
    files = []
    for number, (table, (share, columns)) in enumerate(TABLES.items()):
        path = folder / f"{table}.parquet"
        pq.write_table(pa.table(dict(columns(_Maker(round(visits * share), persons, seed + number)))), path)
        files.append(path)
    return files
