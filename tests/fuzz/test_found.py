"""What fuzzing has found: each file once ended in a traceback or worse, and is now read or refused with a number.

Those that belong to one reader alone stand with its own tests, marked "Found by fuzzing".
"""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.fuzz.reading import Reader

NEIGHBOURS = "LA num,LA name," + ",".join(f"SN{n}" for n in range(1, 11))
EES = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent\n"
    "2025,Reporting year,National,E92000001,England,,,,,,Referrals,"
)
WORKFORCE = (
    "<Message><Header><ReferenceDate>2019-09-30</ReferenceDate></Header><LALevelVacancies><NoAgencyHeadcount>{}"
    "</NoAgencyHeadcount></LALevelVacancies><CSWWWorker><SWENo>SW1</SWENo></CSWWWorker></Message>"
)
FACTORS = "cinf_assessment_id,cinf_assessment_factors_id,cinf_nothing\n1,2,3\n"

FOUND = {
    "a neighbour's column is missing": ("published", NEIGHBOURS.replace("SN9,", "") + "\n301,a" + ",302" * 9, "D401"),
    "a number of 309 digits": ("published", EES + "1e308,1e308,22.6\n", "read"),
    "a percentage beyond all numbers": ("published", EES + "10,5,1e309\n", "read"),
    "a rank that is a digit and no number": (
        "published", "la_number,rank,neighbour_number\n301,²,302\n", "read",
    ),
    "a rank of 5,000 digits": ("published", f"la_number,rank,neighbour_number\n301,{'1' * 5_000},302\n", "read"),
    "a page in a character set that is none": ("page", "<html><meta charset='windows-9999'><p>x", "read"),
    "a page with nothing in it": ("page", "<html><!-- x -->", "D603"),
    "a list that begins at 5,000 digits": ("page", f"<html><ol start='{'1' * 5_000}'><li>x", "read"),
    "a total of 5,000 digits": ("returns", WORKFORCE.format("1" * 5_000), "read"),
    "SSD factors without the column that lists them": ("ssd", FACTORS, "read"),
}  # fmt: skip


@pytest.mark.parametrize("what", FOUND)
def test_it_is_read_or_refused(tmp_path, what):
    target, content, outcome = FOUND[what]
    assert Reader(target, tmp_path, thoroughly=1)(content.encode()) == outcome


def parquet(columns, names=None):
    held = io.BytesIO()
    pq.write_table(pa.table(columns, names=names), held)
    return held.getvalue()


TWICE = ["cinp_cin_plan_id", "cinp_person_id", "cinp_person_id"]
ROUND = pa.array(["1", "2"])
IN_TOUCH = {"clea_table_id": ROUND, "clea_person_id": ROUND, "clea_care_leaver_latest_contact": ROUND}


@pytest.mark.parametrize(
    ("target", "content", "outcome"),
    [
        ("ssd_parquet", parquet([ROUND, ROUND, ROUND], TWICE), "read"),
        ("ssd_parquet", parquet(IN_TOUCH | {"clea_care_leaver_in_touch": pa.array([["a"], []])}), "read"),
        ("ssd_parquet", parquet(IN_TOUCH).replace(b"clea_person_id", b"clea_\xe9erson_id"), "D143"),
        ("parquet", parquet({"Short Desc": ROUND}).replace(b"Short Desc", b"Sh\xf8rt Desc"), "D402"),
        ("parquet", parquet({"Short Desc": pa.array(["abcd", "efgh"])}).replace(b"abcd", b"a\xffcd"), "D402"),
    ],
    ids=["one column twice", "a list in place of a text", "a name that is no text", "another", "a text that is none"],
)  # fmt: skip
def test_a_parquet_file_is_read_or_refused(tmp_path, target, content, outcome):
    assert Reader(target, tmp_path, thoroughly=1)(content) == outcome
