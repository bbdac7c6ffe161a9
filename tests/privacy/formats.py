"""Files of every format with a canary wherever a person could be named: a table to which a new format is a line.

A canary is a made-up name, another one in each place, all beginning alike so that one search finds any. It stands in
the columns for names, addresses, free text and workers; in columns that no format has; in headers, comments, sheet
names and properties; and, a row each, in every column that is read and holds no words: dates, numbers, flags, codes.

What is left out is said here, once. An id is kept as it is given, for it is what a case is known by (but not a worker's
without a digit), and so are the words of a few columns: teams, roles, outcomes, where a source words them. In those a
canary stands in a sentence, as in a note.
"""

import zipfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from scrutable.demo.annex_a_lists import LISTS
from scrutable.register.schema import Table, tables
from scrutable.sources import ssd_mapping
from scrutable.sources.sen2_records import PARENT
from scrutable.sources.ssda903 import FILES

BIRD = "Quetzal"
PERSONAL = (
    "Forename",
    "Surname",
    "Full Name",
    "Address",
    "Postcode",
    "Notes",
    "Worker Name",
    f"{BIRD}header",
)
GOOD = {"date": "2019-05-01", "moment": "2019-05-01 10:00", "flag": "Y", "whole": "1", "number": "1.5", "fte": "0.6",
        "code": "", "id": "7", "text": ""}  # fmt: skip
_ISSUED = count()


def canary() -> str:
    """Return another canary: a first name and a surname, with no digit in it."""
    number = next(_ISSUED)
    letters = "".join(chr(ord("a") + number // 26**place % 26) for place in range(3))
    return f"{BIRD}{letters} {BIRD.lower()}son"


def sentence() -> str:
    """Return a note such as a worker writes, with a canary in it."""
    return f"Rang {canary()} at 3 {BIRD} Lane about the visit on Monday, who was not in and will ring back."


def rows_of(
    columns: Sequence[str], good: dict[str, str], own: Sequence[str], wordy: Sequence[str] = ()
) -> list[list[str]]:
    """Return a good row, and one for each column with a canary in it; the personal columns hold one in every row."""
    rows = []
    for number, spoilt in enumerate((None, *columns)):
        row = {name: good.get(name, "") for name in columns}
        row |= {name: f"{good.get(name, '7')}{number}" for name in own}
        if spoilt is not None and spoilt not in own:
            row[spoilt] = sentence() if spoilt in wordy else canary()
        rows.append([row[name] for name in columns] + [canary() for _ in PERSONAL])
    return rows


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[str]], more: Sequence[str] = PERSONAL) -> str:
    cells = ([cell.replace('"', '""') for cell in row] for row in [[*columns, *more], *rows])
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in cells)


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder / name


def ssda903(folder: Path) -> list[Path]:
    good = {"DECOM": "01/04/2019", "DOB": "01/02/2010", "REVIEW": "01/05/2019", "MIS_START": "03/05/2019",
            "SW_DECOM": "01/04/2019", "SW_ID": "SW1", "LS": "C2", "REVIEW_CODE": "PN1", "SDQ_SCORE": "12"}  # fmt: skip
    return [
        write(folder, f"{kind}.csv", csv_text(file.columns, rows_of(file.columns, good, ["CHILD"])))
        for kind, file in FILES.items()
    ]


def plain_csv(folder: Path) -> list[Path]:
    return [_of_table(folder, table) for table in tables().values()]


def _of_table(folder: Path, table: Table) -> Path:
    """Write a table's CSV. Its first header says which table it is, since several share their columns."""
    own = [c.name for c in table.columns.values() if c.type == "id" and c.name != "worker_id"]
    wordy = [c.name for c in table.columns.values() if c.type == "text"]
    good = {c.name: GOOD[c.type] for c in table.columns.values()}
    columns = [*table.columns, "recorded"]
    rows = rows_of(columns, good, own or [columns[0]], wordy)
    headers = [f"{table.name}.{columns[0]}", *columns[1:]]
    return write(folder, f"{table.name}.csv", csv_text(headers, rows))


def annex_a(folder: Path) -> list[Path]:
    """Write a workbook: canaries in its properties, sheet names, comments, defined names, a hidden sheet, cells."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "annex_a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties(
            {"title": canary(), "author": canary(), "comments": sentence(), "manager": canary()}
        )
        book.set_custom_property("Worker", canary())
        for number, (headers, _) in enumerate(LISTS, 1):
            sheet = book.add_worksheet(f"{BIRD}sheet{number}")
            sheet.write_string(0, 0, sentence())
            good = {name: "2019-05-01" for name in headers if "Date" in name or "date" in name}
            wordy = [
                n
                for n in headers
                if any(w in n for w in ("Source", "Organisation", "Team", "Reason", "Was the", "LA of"))
            ]
            rows = rows_of(headers, good, ["Child Unique ID"], wordy)
            for at, row in enumerate([[*headers, *PERSONAL], *rows], 2):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell)
            sheet.write_comment(3, 1, sentence())
            sheet.set_header(f"&C{canary()}")
        notes = book.add_worksheet(f"{BIRD}notes")
        notes.write_string(0, 0, sentence())
        notes.hide()
        book.define_name(f"{BIRD}name", f"={BIRD}notes!$A$1")
    return [path]


def _leaf(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


def _xml_head(collection: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><?{BIRD} {canary()}?><!-- {sentence()} --><Message {BIRD}="{canary()}">'
        f"<Header><CollectionDetails><Collection>{collection}</Collection><ReferenceDate>2020-03-31</ReferenceDate>"
        f"</CollectionDetails><Source><LEA>999</LEA><SoftwareCode>{canary()}</SoftwareCode>"
        f"<SerialNo>{canary()}</SerialNo><DateTime>2020-04-20T09:00:00</DateTime></Source></Header>"
    )


def _personal() -> str:
    inside = "".join(_leaf(name.replace(" ", ""), canary()) for name in PERSONAL)
    return f"<!-- {sentence()} --><{BIRD}block {BIRD}='{canary()}'>{inside}{sentence()}</{BIRD}block>{inside}"


CIN = {
    "ChildIdentifiers": ("UPN", "FormerUPN", "PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate", "Sex"),
    "ChildCharacteristics": ("Ethnicity", "Disability"),
    "CINdetails": ("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
                   "DateOfInitialCPC", "ReferralNFA"),
    "Assessments": ("AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
                    "AssessmentFactors"),
    "CINPlanDates": ("CINPlanStartDate", "CINPlanEndDate"),
    "Section47": ("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"),
    "ChildProtectionPlans": ("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
                             "NumberOfPreviousCPP", "CPPreviewDate"),
}  # fmt: skip


def cin(folder: Path) -> list[Path]:
    """Write a census: a good child, then a child for each leaf with a canary in it."""
    leaves = [(block, tag) for block, tags in CIN.items() for tag in tags]
    children = []
    for number, spoilt in enumerate((None, *leaves)):

        def said(block: str, number: int = number, spoilt: tuple[str, str] | None = spoilt) -> str:
            good = {tag: "2019-05-01" for tag in CIN[block] if "ate" in tag and "Category" not in tag}
            texts = {tag: canary() if (block, tag) == spoilt else good.get(tag, "") for tag in CIN[block]}
            return "".join(_leaf(tag, text) for tag, text in texts.items())

        inner = "".join(f"<{b}>{said(b)}{_personal()}</{b}>" for b in list(CIN)[3:])
        children.append(
            f"<Child><ChildIdentifiers><LAchildID>7{number}</LAchildID>{said('ChildIdentifiers')}</ChildIdentifiers>"
            f"<ChildCharacteristics>{said('ChildCharacteristics')}</ChildCharacteristics>{_personal()}"
            f"<CINdetails>{said('CINdetails')}{inner}</CINdetails></Child>"
        )
    body = f"<Children>{''.join(children)}</Children></Message>"
    return [write(folder, "cin.xml", _xml_head("CIN") + body)]


SEN2 = {
    "person": ("Surname", "Forename", "PersonBirthDate", "Sex", "Ethnicity", "PostCode", "UPN", "UniqueLearnerNumber",
               "NativeId"),
    "requests": ("ReceivedDate", "RequestSource", "RYA", "RequestOutcomeDate", "RequestOutcome", "RequestMediation",
                 "RequestTribunal"),
    "assessment": ("AssessmentOutcome", "AssessmentOutcomeDate", "Week20"),
    "namedplan": ("StartDate", "CeaseDate", "CeaseReason", "PlanRes"),
    "plandetail": ("URN", "SENsetting", "SENsettingOther", "PlacementRank"),
    "activeplans": ("ReviewMeeting", "ReviewOutcome", "LastReview", "TransferLA"),
    "placementdetail": ("URN", "SENsetting", "SENsettingOther", "PlacementRank", "EntryDate", "LeavingDate"),
    "senneed": ("SENtype", "SENtypeRank"),
}  # fmt: skip


def _sen2_said(part: str, number: int, spoilt: tuple[str, str] | None) -> dict[str, str]:
    good = {
        tag: "2019-05-01"
        for tag in SEN2[part]
        if tag.endswith("Date") or tag in ("ReviewMeeting", "LastReview")
    }
    good |= {"UPN": f"A{number:012}"} if part == "person" else {"URN": "100000"}
    said = {tag: good.get(tag, "") for tag in SEN2[part]}
    names = {tag: canary() for tag in ("Surname", "Forename", "PostCode", "SENsettingOther") if tag in said}
    return said | names | ({spoilt[1]: canary()} if spoilt and spoilt[0] == part else {})


def sen2(folder: Path) -> list[Path]:
    """Write the return as XML: a good person, then a person for each leaf with a canary in it."""

    def nested(part: str, number: int, spoilt: tuple[str, str] | None) -> str:
        own = "".join(_leaf(tag, text) for tag, text in _sen2_said(part, number, spoilt).items())
        inner = "".join(nested(child, number, spoilt) for child, parent in PARENT.items() if parent == part)
        return f"<{part}>{own}{_personal()}{inner}</{part}>"

    leaves = [(part, tag) for part, tags in SEN2.items() for tag in tags]
    people = "".join(nested("person", number, spoilt) for number, spoilt in enumerate((None, *leaves)))
    return [write(folder, "sen2.xml", f"{_xml_head('SEN2')}<Persons>{people}</Persons></Message>")]


def sen2_blade(folder: Path) -> list[Path]:
    """Write the return as the CSVs of COLLECT, a file a part."""
    leaves = [None, *((part, tag) for part, tags in SEN2.items() for tag in tags)]
    paths = []
    for part, tags in SEN2.items():
        parent = PARENT[part]
        columns = [f"{part}tableid", f"{parent}tableid", *tags]
        rows = [
            [str(at), str(at), *_sen2_said(part, 500 + at, spoilt).values(), *(canary() for _ in PERSONAL)]
            for at, spoilt in enumerate(leaves)
        ]
        paths.append(write(folder, f"{part}.csv", csv_text(columns, rows)))
    return paths


# Columns of the dataset that hold no words, by how their names end.
NO_WORDS = (
    "_date", "_dob", "_code", "_flag", "_json", "_seen", "_alone", "_sex", "_ethnicity", "_score", "_nfa",
)  # fmt: skip


def ssd(folder: Path) -> list[Path]:
    """Write each table of the Standard Safeguarding Dataset that is read, with names and remarks beside."""
    paths = []
    for table, columns in ssd_mapping.wanted().items():
        good = {name: "2019-05-01" for name in columns if name.endswith(("_date", "_dob"))}
        own = [
            name for name in columns if name.endswith("_id") and "worker" not in name and "prof" not in name
        ]
        wordy = [name for name in columns if not name.endswith(NO_WORDS) and "worker" not in name]
        # Its table is known by the most of its columns, so there are two strange ones and no more.
        named = [*columns, f"{table[4:8]}_remark", PERSONAL[-1]]
        rows = [[*row[: len(named) - 1], row[-1]] for row in rows_of(named[:-1], good, own, wordy)]
        paths.append(write(folder, f"{table}.csv", csv_text(named, rows, ())))
    return paths


FORMATS: dict[str, Callable[[Path], list[Path]]] = {
    "ssda903": ssda903, "cin": cin, "annex_a": annex_a, "sen2": sen2, "sen2_blade": sen2_blade, "csv": plain_csv,
    "ssd": ssd,
}  # fmt: skip


def refused(folder: Path) -> list[Path]:
    """Write files that are refused, each with canaries before the place where reading it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    visits = csv_text(["cp_visit.visit_id", "made"], [["V1", canary(), *(canary() for _ in PERSONAL)]] * 50)
    head = f"{_xml_head('CIN')}<Children><Child><LAchildID>7</LAchildID>{_personal()}"
    whole = annex_a(folder)[0]
    packed = whole.read_bytes()
    whole.unlink()
    paths = [
        write(folder, "open_quote.csv", visits + f'"V2","{canary()}\nV3,{canary()}\n'),
        write(folder, "control.csv", visits + f"V2,\x07{canary()}\n"),
        write(folder, "unknown.csv", f"{BIRD},{canary()}\n{canary()},{sentence()}\n"),
        write(folder, "near.csv", f"referral_id,child_id,{BIRD}\n1,2,{canary()}\n"),
        write(folder, "two_tables.csv", f"cp_visit.visit_id,cin_visit.visit_id,{BIRD}\n1,2,{canary()}\n"),
        write(folder, "broken.xml", f"{head}</Wrong{BIRD}>{sentence()}"),
        write(folder, "entity.xml", f"{head}&{BIRD};</Child></Children></Message>"),
        write(folder, "doctype.xml", f"<!DOCTYPE {BIRD} [<!ENTITY a '{canary()}'>]>{head}"),
        write(folder, "other.xml", f"<{BIRD}><a>{sentence()}</a></{BIRD}>"),
        write(
            folder, "encoding.xml", f'<?xml version="1.0" encoding="{BIRD}"?><Message>{sentence()}</Message>'
        ),
    ]
    (folder / "cut.xlsx").write_bytes(packed[: len(packed) // 2])
    with zipfile.ZipFile(folder / "zip.xlsx", "w") as archive:
        archive.writestr(f"{BIRD}.txt", sentence())
    with xlsxwriter.Workbook(folder / "no_list.xlsx") as book:
        book.set_properties({"author": canary()})
        book.add_worksheet(f"{BIRD}").write_row(0, 0, [canary(), BIRD, sentence()])
    return [*paths, folder / "cut.xlsx", folder / "zip.xlsx", folder / "no_list.xlsx"]
