"""Files with canaries of the formats that came after those of `formats.py`, in the same way.

A column or element is spoilt twice: by a first name and a surname, and by a surname alone, which is one word as an id
or a code is. Some columns of a Parquet file are of another type than they should be.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from scrutable.sources import ssd_mapping
from scrutable.sources.ssda903 import FILES
from tests.privacy.formats import (
    BIRD,
    GOOD,
    NO_WORDS,
    PERSONAL,
    _leaf,
    _personal,
    _xml_head,
    canary,
    csv_text,
    rows_of,
    sentence,
    write,
)

DAY = "2019-05-01"


def surname() -> str:
    """Return another canary that is one word."""
    return canary().split()[0]


def spoilt(names: Sequence[Any]) -> Iterator[tuple[int, dict[Any, str]]]:
    """Yield a number and what to write over it: nothing, then for each name a full name and a surname alone."""
    yield 0, {}
    for number, name in enumerate(names):
        yield 2 * number + 1, {name: canary()}
        yield 2 * number + 2, {name: surname()}


# SSDA903 XML: container in HEADER -> the kind of file that its elements are columns of.
_IN_903 = {"AREVIEW": "reviews", "AMISSING": "missing", "OC2": "oc2", "SWEPISODE": "sw_episodes", "DOLO": "dolo",
           "PERMANENCE": "previous_permanence", "AD_PLACED": "placed_for_adoption"}  # fmt: skip
_ALONE_903 = (
    "UPN",
    "SEX",
    "DOB",
    "ETHNIC",
    "UASC",
    "DUC",
    "MOTHER",
    "MC_DOB",
    "DATE_INT",
    "IN_TOUCH",
    "ACTIV",
    "ACCOM",
)
_GOOD_903 = {"DECOM": DAY, "DOB": "2002-05-06", "REVIEW": DAY, "MIS_START": DAY, "SW_DECOM": DAY, "LS": "C2",
             "SW_ID": "SW1", "IN_TOUCH": "YES", "SDQ_SCORE": "12", "DATE_INT": DAY, "UASC": "1",
             "DUC": DAY}  # fmt: skip


def ssda903_xml(folder: Path) -> list[Path]:
    """Write the return as XML: a good child, then two for each element, and personal elements at every level."""
    parts = {
        tag: [c for c in FILES[kind].columns if c not in ("CHILD", "DOB")] for tag, kind in _IN_903.items()
    }
    parts["EPISODE"] = ["PL" if c == "PLACE" else c for c in FILES["episodes"].columns if c != "CHILD"]
    leaves = [("HEADER", tag) for tag in _ALONE_903] + [
        (part, tag) for part, tags in parts.items() for tag in tags
    ]
    children = []
    for number, over in spoilt(leaves):

        def said(part: str, tags: Sequence[str], over: dict[Any, str] = over) -> str:
            return (
                "".join(_leaf(tag, over.get((part, tag), _GOOD_903.get(tag, ""))) for tag in tags)
                + _personal()
            )

        inner = "".join(
            f"<{part}>{said(part, tags)}</{part}>" for part, tags in parts.items() if part != "EPISODE"
        )
        children.append(
            f"<CHILD {BIRD}='{canary()}'><HEADER><CHILDID>9{number}</CHILDID>{said('HEADER', _ALONE_903)}{inner}"
            f"</HEADER><EPISODE>{said('EPISODE', parts['EPISODE'])}</EPISODE>{_personal()}</CHILD>"
        )
    body = f"<EXPSSDA903><!-- {sentence()} -->{_personal()}{''.join(children)}</EXPSSDA903>"
    return [write(folder, "ssda903.xml", f'<?xml version="1.0"?><?{BIRD} {canary()}?>{body}')]


_WORKER = {"AgencyWorker": "0", "SWENo": "SW1", "FTE": "0.6", "PersonBirthDate": "1980-01-01", "Sex": "1",
           "Ethnicity": "WBRI", "QualInst": "", "QualLevel": "", "StepUpGrad": "", "RoleStartDate": "2015-06-01",
           "StartOrigin": "2", "RoleEndDate": "", "ReasonLeave": "", "LeaverDestination": "", "FTE30": "",
           "Cases30": "12", "WorkingDaysLost": "", "ContractWeeks": "", "CFKSSstatus": "1", "OrgRole": "5",
           "AbsenceStart": ""}  # fmt: skip


def workforce(folder: Path) -> list[Path]:
    """Write the census: a good worker, then two for each element, who stay, and two who left, whose id has the day."""
    workers = []
    for left in ("", "2019-03-29"):
        for number, over in spoilt(list(_WORKER)):
            said = _WORKER | {"SWENo": f"SW{bool(left):d}{number}", "RoleEndDate": left} | over
            inner = "".join(_leaf(tag, text) for tag, text in said.items())
            workers.append(f"<CSWWWorker {BIRD}='{canary()}'>{inner}{_personal()}</CSWWWorker>")
    totals = "".join(
        _leaf(tag, canary()) for tag in ("NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount")
    )
    head = _xml_head("CSWW").replace(
        "<LEA>999</LEA>", f"<LEA>999</LEA><LEA>{surname()}</LEA><LA>{canary()}</LA>"
    )
    vacancies = f"<LALevelVacancies>{totals}{_personal()}</LALevelVacancies>"
    return [write(folder, "csww.xml", f"{head}{vacancies}{''.join(workers)}{_personal()}</Message>")]


# Daily feed: where a record stands in a child -> its values.
_FEED: dict[str, dict[str, Any]] = {
    "child_details": {"unique_pupil_number": "", "date_of_birth": DAY, "expected_date_of_birth": "", "sex": "M",
                      "ethnicity": "WBRI", "uasc_flag": False, "disabilities": ["HAND"], "purge": False},
    "sdq_assessments": {"date": DAY, "score": 20},
    "social_care_episodes": {"referral_date": DAY, "referral_source": "1C", "closure_date": "", "closure_reason": "",
                             "referral_no_further_action_flag": False, "purge": False},
    "care_worker_details": {"worker_id": "SW123", "start_date": DAY, "end_date": ""},
    "child_and_family_assessments": {"child_and_family_assessment_id": "A1", "start_date": DAY,
                                     "authorisation_date": "", "factors": ["1C", "4A"]},
    "child_in_need_plans": {"child_in_need_plan_id": "N1", "start_date": DAY, "end_date": ""},
    "section_47_assessments": {"section_47_assessment_id": "S1", "start_date": DAY, "icpc_required_flag": True,
                               "icpc_date": DAY, "end_date": ""},
    "child_protection_plans": {"child_protection_plan_id": "P1", "start_date": DAY, "end_date": ""},
    "child_looked_after_placements": {"child_looked_after_placement_id": "L1", "start_date": DAY, "start_reason": "S",
                                      "placement_type": "K1", "end_date": "", "end_reason": "", "change_reason": ""},
    "adoption": {"initial_decision_date": DAY},
    "care_leavers": {"contact_date": DAY, "activity": "F2", "accommodation": "D"},
}  # fmt: skip
_LISTED = ("care_worker_details", "child_and_family_assessments", "child_in_need_plans", "section_47_assessments",
           "child_protection_plans", "child_looked_after_placements")  # fmt: skip


def _beside() -> dict[str, Any]:
    """Return what a payload may hold beside what is read: names, an unknown key, and a record below one."""
    named = {name.lower().replace(" ", "_"): canary() for name in PERSONAL}
    return named | {canary(): sentence(), f"{BIRD.lower()}key": {"notes": [sentence(), {canary(): canary()}]}}


def daily_feed(folder: Path) -> list[Path]:
    """Write a payload: a good child, two for each key with a canary in it, and some with canaries for records."""
    keys = [
        (where, key)
        for where, said in _FEED.items()
        for key in said
        if not key.endswith("_id") or key == "worker_id"
    ]
    children = [_fed(number, over) for number, over in spoilt(keys)]
    children += [
        {"la_child_id": f"F{where}", where: [canary(), [sentence()]]} | _beside()
        for where in ("child_details", "social_care_episodes", "health_and_wellbeing")
    ]
    parts = {part: [sentence(), [canary()]] for part in (*_LISTED, "adoption", "care_leavers")}
    episode = {"social_care_episode_id": "E1", "referral_date": [canary()]} | parts
    children += [
        {"la_child_id": "Fshapes", "social_care_episodes": episode},
        {"la_child_id": [canary()]} | _beside(),
        {"la_child_id": f"{canary()}/{surname()}"},
    ]
    return [write(folder, "feed.json", json.dumps(children))]


def _fed(number: int, over: dict[Any, str]) -> dict[str, Any]:
    def said(where: str) -> dict[str, Any]:
        return {key: over.get((where, key), value) for key, value in _FEED[where].items()} | _beside()

    episode = (
        {"social_care_episode_id": "E1"}
        | said("social_care_episodes")
        | {part: [said(part)] for part in _LISTED}
    )
    episode |= {part: said(part) for part in ("adoption", "care_leavers")}
    health = {"sdq_assessments": [said("sdq_assessments")], "purge": False} | _beside()
    return {"la_child_id": f"F{number}", "child_details": said("child_details"), "health_and_wellbeing": health,
            "social_care_episodes": [episode]} | _beside()  # fmt: skip


_SEND = ("Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity", "SEN primary need",
         "Does the child or young person have a disability?")  # fmt: skip
_SEND_LISTS = {
    1: (*_SEND[:6], "Date initial EHC plan issued", "Date updated EHC plan issued", "Date EHC plan last reviewed",
        "Main education establishment – URN", "Elective home education", "Absence", *_SEND[6:]),
    2: (*_SEND[:6], "Pupil Premium", *_SEND[6:]),
}  # fmt: skip


def _send_rows(number: int, prefix: str) -> list[list[str]]:
    """Return rows of a list. The pupil number is spoilt with a good learner number beside it, and both at once."""
    names = _SEND_LISTS[number]
    rows = []
    for at, over in [
        *spoilt(names),
        (998, {"UPN": canary(), "ULN": ""}),
        (999, {"UPN": surname(), "ULN": surname()}),
    ]:
        good = {name: DAY for name in names if name.startswith("Date")}
        good |= {
            "UPN": f"{prefix}{number}{at:010}",
            "ULN": f"{number}{at:09}",
            "Gender": "2",
            "Ethnicity": "WBRI",
        }
        said = good | over
        rows.append([said.get(name, "") for name in names] + [canary() for _ in PERSONAL])
    return rows


def send_lists(folder: Path) -> list[Path]:
    """Write the lists as a workbook: canaries in its properties, sheet names, comments and a hidden sheet too."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "send.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": canary(), "author": canary(), "comments": sentence()})
        for number, names in _SEND_LISTS.items():
            sheet = book.add_worksheet(f"{BIRD}sheet{number}")
            sheet.write_string(0, 0, sentence())
            for at, row in enumerate([[*names, *PERSONAL], *_send_rows(number, "B")], 2):
                sheet.write_row(at, 0, row)
            sheet.write_comment(3, 1, sentence())
        notes = book.add_worksheet(f"{BIRD}notes")
        notes.write_string(0, 0, sentence())
        notes.hide()
    return [path]


def send_csv(folder: Path) -> list[Path]:
    """Write the lists as a CSV each."""
    return [
        write(folder, f"list_{number}.csv", csv_text(names, _send_rows(number, "C")))
        for number, names in _SEND_LISTS.items()
    ]


def population(folder: Path) -> list[Path]:
    """Write the estimates: names of people where those of areas belong, a row each for every column."""
    good = {"time_period": "2019", "time_identifier": "Reporting year", "geographic_level": "Local authority",
            "country_code": "E92000001", "country_name": "England", "region_code": "", "region_name": "",
            "old_la_code": "999", "new_la_code": "E0", "la_name": "", "age_group": "Children aged 0 to 17 years",
            "population_estimate": "40123"}  # fmt: skip
    rows = []
    for number, over in spoilt(list(good)):
        said = good | {"time_period": str(1950 + number)} | over
        rows.append([*said.values(), *(canary() for _ in PERSONAL)])
    return [write(folder, "population.csv", csv_text(list(good), rows))]


_TYPES: tuple[Callable[[list[str]], pa.Array], ...] = (
    lambda texts: pa.array(texts, pa.string()),
    lambda texts: pa.array(texts, pa.string()).dictionary_encode(),
    lambda texts: pa.array(texts, pa.large_string()),
    lambda texts: pa.array([text.encode() for text in texts], pa.binary()),
    lambda texts: pa.array([[text, BIRD] for text in texts], pa.list_(pa.string())),
    lambda texts: pa.array([{BIRD: text} for text in texts]),
)


def ssd_parquet(folder: Path) -> list[Path]:
    """Write each SSD table as Parquet: its first columns, which are ids, as text, the others of one type after another.

    What is said of a file, of a column and of a record in its metadata is a canary too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for nth, (table, columns) in enumerate(ssd_mapping.wanted().items()):
        good = {name: GOOD["date"] for name in columns if name.endswith(("_date", "_dob"))}
        own = [n for n in columns if n.endswith("_id") and "worker" not in n and "prof" not in n]
        wordy = [n for n in columns if not n.endswith(NO_WORDS) and "worker" not in n]
        named = [*columns, f"{table[4:8]}_{BIRD}"]
        rows = [row[: len(named)] for row in rows_of(named, good, own, wordy)]
        fields, arrays = [], []
        for at, (name, texts) in enumerate(zip(named, map(list, zip(*rows, strict=True)), strict=True)):
            of_type = _TYPES[0 if name in own or name in wordy else (nth + at) % len(_TYPES)]
            arrays.append(of_type(texts))
            fields.append(pa.field(name, arrays[-1].type, metadata={BIRD: canary()}))
        schema = pa.schema(fields, metadata={BIRD: sentence(), "pandas": json.dumps({BIRD: canary()})})
        paths.append(folder / f"{table}.parquet")
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), paths[-1], compression="none")
    return paths


LATER: dict[str, Callable[[Path], list[Path]]] = {
    "ssda903_xml": ssda903_xml, "workforce": workforce, "daily_feed": daily_feed, "send_lists": send_lists,
    "send_csv": send_csv, "population": population, "ssd_parquet": ssd_parquet,
}  # fmt: skip
