"""The checks that come with scrutable are sound, and a faulty one is told with its place and number."""

from pathlib import Path

import pytest

from scrutable.checks.definition import FOLDER, Check, catalogue, check_touches, parse, said, tables_of
from scrutable.errors import DefinitionFault
from scrutable.indicators import definition
from scrutable.indicators.front_matter import VARIANT

INDICATORS = definition.catalogue()
CHECKS = catalogue(INDICATORS)
RIGHT = """/*
title    = "Referrals decided after they were closed"
asks     = "Was every referral decided by the day it was closed?"
why      = "A decision after the end is a wrong date."
touches  = ["referral_decisions_within_1_working_day"]
do       = "Put the wrong date right."
sentence = "{n} {n:referral|referrals} decided after the end"
source   = "Our own rule"
*/
select
    authority, 'referral' as table_name, referral_id as row_id, child_id, closed as first_day, decided as last_day
from referral
where decided > closed
"""
OWN = "decided_after_closed"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "checks"


def put(own: Path, name: str, text: str) -> None:
    own.mkdir(exist_ok=True)
    (own / name).write_text(text, encoding="utf-8")


def test_there_are_checks_of_every_dashboard() -> None:
    touched = {name for one in CHECKS for name in one.touches}
    boards = {one.dashboard for one in INDICATORS if one.id in touched}
    assert len(CHECKS) >= 30 and boards == {one.dashboard for one in INDICATORS} - {"participation"}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.sql")), ids=lambda file: file.stem)
def test_every_built_in_check_stands_the_check_of_a_councils_own(file: Path) -> None:
    parse(file.read_text("utf-8"), file, thorough=True)


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.id)
def test_each_touches_only_indicators_that_read_a_table_which_it_reads(one: Check) -> None:
    assert one.touches and len(set(one.touches)) == len(one.touches)
    assert check_touches(one, INDICATORS, one.path.name) == []


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.id)
def test_what_a_reader_sees_is_whole_sentences(one: Check) -> None:
    assert one.asks.endswith("?") and one.why.endswith(".") and one.do.endswith(".")
    assert (
        not one.title.endswith(".") and said(one, 1).startswith("1 ") and said(one, 1204).startswith("1,204 ")
    )
    assert "{" not in said(one, 1) + said(one, 2)
    assert set(one.optional) <= tables_of(one.select)


def test_ids_of_checks_and_indicators_are_not_mixed_up() -> None:
    assert not {one.id for one in CHECKS} & {one.id for one in INDICATORS}


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("/*\n", "", "F001 {OWN}:1:1"),
        ('"Our own rule"', "rule", "F002 {OWN}:8:12"),
        ("\nwhy ", "\nwy ", 'F003 {OWN}:4:1  The front matter has no key "wy". Did you mean "why"?'),
        ("\ndo ", "\nasks_too ", 'F004 {OWN}:1:1  The front matter has no "do".'),
        ('["referral_decisions_within_1_working_day"]', '"referrals"', "F005 {OWN}:5:1"),
        ("{n:referral|", "{m:referral|", 'F008 {OWN}:7:1  "sentence" has no placeholder'),
        ("decided > closed", "decided > closed::date", "F010 {OWN}:13:"),
        ("referral_id as row_id", "refral_id as row_id", 'F012 {OWN}:11:42'),
        ("from referral", "from referrals", 'F013 {OWN}:12:6  No table "referrals".'),
        ("closed as first_day, ", "", 'F014 {OWN}:11:5  The list of failing rows has no column'),
        ("closed as first_day", "team as first_day", 'F018 {OWN}:11:'),
        ("from referral", "from referral r join period p on true", "F208 {OWN}:12:22  A check looks at all"),
        ('["referral_dec', '["referal_dec', 'F201 {OWN}:1:1  touches names no indicator: "referal'),
        ('["referral_decisions_within_1_working_day"]', '["vacancies"]', "F202 {OWN}:1:1  vacancies"),
        ("{n} {n:referral|referrals}", "referrals", "F203 {OWN}:1:1  The sentence says how many"),
        ("source ", 'needs = ["referral.closd"]\nsource ', 'F012 {OWN}:1:1  needs names no column'),
        ("source ", 'optional = ["referal"]\nsource ', 'F013 {OWN}:1:1  optional names no table'),
        ("source ", 'variant_of = "referrals_while_open"\nsource ', "F205 {OWN}:1:1  A variant has"),
    ],
)  # fmt: skip
def test_a_faulty_check_is_told_with_its_place(own: Path, right: str, wrong: str, says: str) -> None:
    assert right in RIGHT
    put(own, f"{OWN}.sql", RIGHT.replace(right, wrong, 1))
    with pytest.raises(DefinitionFault) as refused:
        catalogue(INDICATORS, own)
    assert says.replace("{OWN}", f"checks/{OWN}.sql") in str(refused.value), refused.value


def test_the_faults_of_all_files_are_told_together(own: Path) -> None:
    put(own, f"{OWN}.sql", RIGHT.replace("decided > closed", "decided > closd"))
    put(own, "Too Loud.sql", RIGHT)
    put(own, "referrals_while_open.sql", RIGHT)
    (own / "latin.sql").write_bytes(b"/* caf\xe9 */")
    with pytest.raises(DefinitionFault) as refused:
        catalogue(INDICATORS, own)
    assert {line.strip()[:4] for line in str(refused.value).splitlines()} == {"F001", "F012", "F204", "F205"}


def test_an_own_check_is_added_and_a_variant_takes_a_built_in_ones_place_openly(own: Path) -> None:
    assert catalogue(INDICATORS, own) is CHECKS
    put(own, f"{OWN}.sql", "\ufeff" + RIGHT.replace("\n", "\r\n"))
    put(
        own, "referrals_while_open.sql", RIGHT.replace("/*\n", '/*\nvariant_of = "referrals_while_open"\n', 1)
    )
    found = {one.id: one for one in catalogue(INDICATORS, own)}
    assert set(found) == {one.id for one in CHECKS} | {OWN}
    assert found[OWN].own and found[OWN].touches == ("referral_decisions_within_1_working_day",)
    assert found["referrals_while_open"].title.endswith(VARIANT)
    (own / "referrals_while_open.sql").unlink()
    put(own, f"{OWN}.sql", RIGHT.replace("Our own rule", "A rule of ours"))
    again = {one.id: one for one in catalogue(INDICATORS, own)}
    assert again[OWN].source == "A rule of ours" and again["referrals_while_open"] in CHECKS


def test_variant_of_is_not_for_a_built_in_check() -> None:
    file = FOLDER / "referrals_while_open.sql"
    text = file.read_text("utf-8").replace("/*\n", '/*\nvariant_of = "referrals_while_open"\n', 1)
    with pytest.raises(DefinitionFault, match="F205"):
        parse(text, file)
