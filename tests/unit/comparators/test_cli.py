"""`scrutable comparators` as a person meets it: readable, exact in JSON and CSV, and never a traceback."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.running import Run
from tests.unit.comparators import making
from tests.unit.comparators.making import ENGLAND, SOUTH_EAST, authority

PLANS = """plan_id,child_id,requested,issued,exception,team
P0,C0,2018-06-01,2018-12-01,N,North
P1,C1,2019-05-14,2019-10-01,N,North
P2,C2,2019-05-13,2019-10-01,N,North
P3,C3,2019-05-14,2019-12-31,Y,North
"""
TIMELINESS = (
    "breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,"
    "plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex"
)
WHOLE = "All EHC plans issued,All EHC plans issued"
TEN = [str(number) for number in range(301, 311)]


@pytest.fixture
def store(tmp_path: Path, run: Run) -> Path:
    """A store of Wokingham with three plans, and the published figures of 2019 loaded."""
    folder = tmp_path / "store"
    plans = tmp_path / "plans.csv"
    plans.write_text(PLANS, encoding="utf-8")
    assert run("init", folder, "--number", "872", "--name", "Wokingham").code == 0
    assert run("load", plans, "--store", folder, "--extracted-at", "2020-01-06", "--quiet").code in (0, 1)
    published = tmp_path / "published"
    published.mkdir()
    rows = [
        f"2019|Calendar year|{ENGLAND}|{WHOLE},53327,49519,31313,29895,58.7,60.4",
        f"2019|Calendar year|{SOUTH_EAST}|{WHOLE},9000,8792,4100,4164,45.6,47.4",
        f"2019|Calendar year|{authority('872', name='Wokingham')}|{WHOLE},161,133,14,8,8.7,6",
        f"2019|Calendar year|{authority('301', name='Barking')}|{WHOLE},100,100,50,50,50,51",
        f"2019|Calendar year|{authority('302', name='Barnet')}|{WHOLE},100,100,60,60,60,60",
        f"2019|Calendar year|{authority('303', name='Barnsley')}|{WHOLE},x,x,x,x,x,x",
    ]
    making.ees(published, "send.csv.gz", TIMELINESS, rows, bom=True, zipped=True)
    making.neighbours(published, {"872": TEN})
    done = run("comparators", "load", published, "--released", "2020-05-07", "--store", folder)
    assert done.code == 0, done.err
    assert "[1/2] reading send.csv.gz" in done.err
    assert f"Next: scrutable comparators show ID --store {folder}" in done.out
    return folder


def test_show_reads_as_an_analyst_would_have_it(store: Path, run: Run) -> None:
    done = run("comparators", "show", "ehc_plans_within_20_weeks", "--store", store)
    assert done.code == 0
    text = " ".join(done.out.split())
    for part in (
        "EHC plans issued within 20 weeks, excluding exceptions",
        "Published as SEN_EHC_Excpt_20wks: New EHC plans issued within 20 weeks. Basis: excluding exceptions.",
        "Period: 2019 (calendar year).",
        "Source: Explore Education Statistics (send.csv.gz), released 7 May 2020.",
        "England 60.4% 29,895 of 49,519",
        "Region: South East 47.4% 4,164 of 8,792",
        # 51 and 60 of the ten: 55.5. 301's percentage does not follow from its counts, and is said to.
        "Median of statistical neighbours (2025 model) 55.5% mean 55.5%, unweighted; 2 of 10 have a figure;",
        "Authority 872, as published 6.0% 8 of 133",
        "Our own records 1 of 2 plans (50%) 2019, as known on 2020-01-06",
        "Neighbour 1: Barking 51.0% 50 of 100 close",
        "[x] not available: DfE has no figure",
        "Place among authorities: 3rd of 3, the highest being 1st (95% interval, from the published counts).",
        "Mind: In 2020 the time limits were relaxed",
    ):
        assert part in text, f"{part}\n{done.out}"


def test_show_for_programs(store: Path, run: Run) -> None:
    asked = ("comparators", "show", "ehc_plans_within_20_weeks", "--store", store, "--format")
    rows = json.loads(run(*asked, "json").out)
    assert [row["who"] for row in rows[:5]] == [
        "England", "Region", "Median of statistical neighbours (2025 model)", "Authority, as published",
        "Our own records",
    ]  # fmt: skip
    assert (rows[0]["figure"], rows[0]["numerator"], rows[0]["row"]) == ("60.4%", "29895", 2)
    assert (rows[7]["symbol"], rows[7]["figure"]) == ("x", "")
    assert "50 of 100 give 50.0" in rows[5]["note"]
    table = list(csv.DictReader(io.StringIO(run(*asked, "csv").out)))
    assert [row["who"] for row in table] == [row["who"] for row in rows]


def test_show_by_code_area_and_period(store: Path, run: Run) -> None:
    done = run(
        "comparators", "show", "SEN_EHC_All_20wks", "--area", "302", "--period", "2019", "--store", store
    )
    text = " ".join(done.out.split())
    assert "Barnet, as published 60.0% 60 of 100" in text
    assert "Our own records" not in text
    done = run("comparators", "show", "SEN_EHC_All_20wks", "--period", "2024", "--store", store)
    assert "SEN_EHC_All_20wks is published for 2019 to 2019, not for 2024" in " ".join(done.out.split())


def test_show_says_why_there_is_nothing_to_compare_with(store: Path, run: Run) -> None:
    done = run("comparators", "show", "early_help_open", "--store", store)
    assert done.code == 1
    assert "no published figure compares with it. No return to government holds early help" in done.out
    done = run("comparators", "show", "agency_rate", "--store", store)
    assert "no file that holds Work_Force_Agecy_Rate has been loaded" in " ".join(done.out.split())


def test_our_own_figure_says_why_it_is_missing(store: Path, run: Run) -> None:
    asked = ("comparators", "show", "ehc_plans_within_20_weeks", "--store", store)
    rows = json.loads(run(*asked, "--known-on", "2018-01-01", "--format", "json").out)
    ours = rows[4]
    assert (ours["who"], ours["figure"]) == ("Our own records", "")
    assert ours["note"]


def test_list_its_findings_and_the_indicators(store: Path, run: Run) -> None:
    text = " ".join(run("comparators", "list", "--store", store).out.split())
    assert "send.csv.gz EES ehc_timeliness" in text
    assert "sn_2025.csv EES neighbours 2025 10 2020-05-07" in text
    rows = json.loads(run("comparators", "list", "--findings", "--store", store, "--format", "json").out)
    assert [(row["code"], row["file"], row["row"], row["says"]) for row in rows] == [
        ("D423", "send.csv.gz", 5, "51 is printed; 50 of 100 give 50.0.")
    ]
    assert "51 is printed" in run("comparators", "list", "--findings", "--store", store).out
    served = {
        row["indicator"]: row
        for row in json.loads(
            run("comparators", "list", "--indicators", "--store", store, "--format", "json").out
        )
    }
    assert (served["ehc_plans_within_20_weeks"]["first"], served["ehc_plans_within_20_weeks"]["last"]) == (
        "2019",
        "2019",
    )
    assert served["contacts"]["why"].startswith("No return to government holds contacts")
    assert "No return to government" in run("comparators", "list", "--indicators", "--store", store).out


def test_loading_again_says_so(store: Path, run: Run) -> None:
    done = run("comparators", "load", store.parent / "published", "--store", store, "--quiet")
    assert (done.code, done.out.count("loaded before"), done.err) == (0, 2, "")


def test_errors_are_sentences_with_numbers(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "store"
    assert run("init", folder).code == 0
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "cut.parquet").write_bytes(b"PAR1" + b"\0" * 99)
    (tmp_path / "cut.csv.gz").write_bytes(b"\x1f\x8b" + b"\0" * 99)
    load = ("comparators", "load", "--store", folder)
    for arguments, code, number in (
        ((*load, tmp_path / "noise.bin"), 4, "D105"),
        ((*load, tmp_path / "empty.csv"), 4, "D103"),
        ((*load, tmp_path / "other.csv"), 4, "D401"),
        ((*load, tmp_path / "cut.parquet"), 4, "D402"),
        ((*load, tmp_path / "cut.csv.gz"), 4, "D402"),
        ((*load, tmp_path / "not-there.csv"), 4, "D101"),
        ((*load, tmp_path / "other.csv", "--released", "soon"), 2, "U108"),
        (("comparators", "list", "--store", folder), 2, "U403"),
        (("comparators", "show", "agency_rate", "--store", folder), 2, "U404"),
        (("comparators", "show", "agency_rate", "--area", "872", "--store", folder), 2, "U403"),
        (("comparators", "list", "--store", tmp_path / "nowhere"), 2, "U107"),
    ):
        done = run(*arguments)
        assert done.code == code, (arguments, done.err)
        assert f"Error: {number}" in done.err, (arguments, done.err)
    assert run("comparators").code == 2
    assert run("comparators", "--help").code == 0


def test_a_store_without_records_of_its_own_says_so(store: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "other"
    assert run("init", other, "--number", "872").code == 0
    assert run("comparators", "load", store.parent / "published", "--store", other, "--quiet").code == 0
    done = run("comparators", "show", "ehc_plans_within_20_weeks", "--store", other)
    assert "Our own records none Nothing has been loaded into this store yet." in " ".join(done.out.split())
