"""docs/definition-errors.md: slips in a definition, each with what is said of it and what to write instead.

Every slip is planted in a definition that is right, and read when the page is made: the message is what was printed.
"""
# ruff: noqa: E501

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

from scrutable.errors import DefinitionFault
from scrutable.indicators import boards, definition, examples
from tools.pages.markdown import made_by, page

ID = "referrals_decided_within_a_week"
PLACE = f"front_door/{ID}.sql"
RIGHT = """\
/*
title     = "Referrals decided within a week"
question  = "When someone is worried about a child, do they hear from us within a week?"
counts    = "referral"
measures  = "share"
better    = "higher"
dashboard = "front_door"
basis     = "CIN census: CINreferralDate; the day of the decision from the case system"
sentence  = "{met} of the {counted} {counted:referral|referrals} received {window} ({percent}) {met:was|were} decided within a week"
*/
-- The seventh day is still in time. A referral that is not decided yet cannot be judged, and counts as not met.
select
    p.period_end,
    r.authority,
    r.referral_id as case_id,
    r.child_id,
    r.received as case_date,
    cast(null as string) as excluded,
    r.decided <= add_days(r.received, 7) as met,
    r.team
from referral r
join period p on r.received between p.period_start and p.period_end
"""
EXAMPLES = """\
# The seventh day is in time.
period   | period_start | period_end
         | 2025-01-01   | 2025-01-31
referral | referral_id | child_id | received   | decided
         | R1          | C1       | 2025-01-06 | 2025-01-13
cases    | case_id | met
         | R1      | true
"""
DASHBOARDS = """\
[youth_justice]
title = "Youth justice"
"""


@dataclass(frozen=True)
class Slip:
    """A slip: what stands in the right text and what was written instead; or where the file was put."""

    code: str
    title: str
    right: str = ""
    wrong: str = ""
    place: str = PLACE
    beside: str = "sql"  # the text that has the slip: sql, examples or dashboards
    why: str = ""
    instead: str = ""  # what to write, where that is more than what stood there


SLIPS = (
    Slip("F001", "No front matter", "/*\n", "", why="The first two letters of the file are `/*`."),
    Slip("F002", "Text without quotes", '"referral"\n', "referral\n"),
    Slip(
        "F003",
        "A misspelt key",
        "question ",
        "questoin ",
        why="A key that is not known would be without effect.",
    ),
    Slip(
        "F004",
        "A key left out",
        'basis     = "CIN census: CINreferralDate; the day of the decision from the case system"\n',
        "",
    ),
    Slip(
        "F005",
        "A value of another kind",
        'counts    = "referral"',
        'counts    = "referral"\nexcludes  = "duplicate"',
        why='Write a list: `excludes = ["duplicate"]`.',
    ),
    Slip("F006", "A value that is not among the choices", '"higher"', '"high"'),
    Slip(
        "F007",
        "The folder is not the dashboard",
        place=f"child_protection/{ID}.sql",
        why="Move the file, or change its `dashboard`.",
    ),
    Slip(
        "F007",
        "A dashboard that there is not",
        '"front_door"',
        '"frontdoor"',
        place=f"{ID}.sql",
        why="A file directly in `indicators/` takes its dashboard from the front matter.",
    ),
    Slip("F007", "A file name that is no id", place="front_door/Decided-in-a-week.sql"),
    Slip("F008", "A placeholder that does not exist", "{met} of", "{yes} of"),
    Slip(
        "F009",
        "Beside an indicator that there is not",
        "basis ",
        'beside    = "re_referals"\nbasis ',
        instead='beside    = "re_referrals_within_12_months"\nbasis ',
    ),
    Slip(
        "F010",
        "A division",
        "add_days(r.received, 7)",
        "add_days(r.received, 14 / 2)",
        why="Numbers may differ in the last digit between engines; dividing is left to what adds the cases up.",
    ),
    Slip("F010", "A cast with colons", "r.decided <=", "r.decided::date <="),
    Slip(
        "F010",
        "Another function for the same",
        "    r.team",
        "    concat(r.team, ' ', r.source_group) as team",
        instead="    r.team || ' ' || r.source_group as team",
    ),
    Slip(
        "F010",
        "A SELECT that looks at the row around it",
        "    r.team\nfrom referral r\n",
        "    (select max(a.started) from assessment a where a.referral_id = r.referral_id) as assessed\nfrom referral r\n",
        instead="    a.started as assessed\nfrom referral r\nleft join (select referral_id, max(started) as started from assessment group by referral_id) a on a.referral_id = r.referral_id\n",
    ),
    Slip(
        "F011",
        "An order without its nulls",
        "    r.team",
        "    row_number() over (partition by r.child_id order by r.received) as nth",
        instead="    row_number() over (partition by r.child_id order by r.received nulls last, r.referral_id nulls last) as nth",
    ),
    Slip("F012", "A column that its table does not have", "r.received as", "r.recieved as"),
    Slip("F012", "A column without its table's short name", "    r.team", "    team_name"),
    Slip(
        "F012",
        "A column that a with-query does not give",
        "from referral r\n",
        "from (select referral_id, authority, child_id, received, decided from referral) r\n",
        why="What a SELECT in brackets leaves out is not there outside it.",
    ),
    Slip("F013", "A table that the register does not have", "from referral r", "from referrals r"),
    Slip("F013", "A short name that was not given", "r.child_id", "c.child_id"),
    Slip("F014", "A column that every case list has", "    r.child_id,\n", ""),
    Slip("F014", "A share without its condition", " as met", " as in_time"),
    Slip("F015", "A comma too few", "r.child_id,", "r.child_id"),
    Slip("F015", "A quotation mark that is not closed", "    r.team", "    'north"),
    Slip("F016", "A statement that changes something", "select\n", "insert into referral select\n"),
    Slip("F016", "A second statement", "and p.period_end\n", "and p.period_end;\nselect 1\n"),
    Slip(
        "F016",
        "A file in place of a table",
        "from referral r",
        "from read_csv('referrals.csv') r",
        why="Bring the rows into the register with `scrutable load`, so that they are kept as known on each day.",
    ),
    Slip(
        "F017",
        "A function of another engine",
        "r.decided <= add_days(r.received, 7)",
        "datediff('day', r.received, r.decided) <= 7",
        instead="days_between(r.received, r.decided) <= 7",
    ),
    Slip(
        "F018",
        "A text that is no date",
        "add_days(r.received, 7)",
        "'31/03/2025'",
        instead="cast('2025-03-31' as date)",
    ),
    Slip(
        "F018",
        "Days taken from each other",
        "r.decided <= add_days(r.received, 7)",
        "r.decided - r.received <= 7",
        instead="days_between(r.received, r.decided) <= 7",
    ),
    Slip(
        "F018", "A date compared with a text", "r.decided <= add_days(r.received, 7)", "r.decided <= r.team"
    ),
    Slip("F018", "A condition that is none", "r.decided <= add_days(r.received, 7) as met", "r.team as met"),
    Slip("F018", "A value that a function does not take", "add_days(r.received, 7)", "add_days(r.received)"),
    Slip(
        "F019",
        "A column that two tables have",
        "    r.team\nfrom referral r\n",
        "    team\nfrom referral r\nleft join assessment a on a.referral_id = r.referral_id\n",
        instead="    r.team\nfrom referral r\nleft join assessment a on a.referral_id = r.referral_id\n",
    ),
    Slip(
        "F030",
        "A built-in indicator replaced without saying so",
        place="front_door/re_referrals_within_12_months.sql",
    ),
    Slip(
        "F030",
        "A variant under another name",
        "counts    =",
        'variant_of = "re_referrals_within_12_months"\ncounts    =',
    ),
    Slip("F031", "A dashboard that is there already", "[youth_justice]", "[front_door]", beside="dashboards"),
    Slip("F031", "A dashboard without a title", "title =", "name =", beside="dashboards"),
    Slip("F020", "A row with a cell too few", "| 2025-01-06 | 2025-01-13", "| 2025-01-06", beside="examples"),
    Slip(
        "F021",
        "An example without cases",
        "cases    | case_id | met\n         | R1      | true\n",
        "",
        beside="examples",
    ),
    Slip("F022", "An example of a table that there is not", "referral |", "referals |", beside="examples"),
    Slip("F023", "An example with a column that there is not", "| decided", "| decison", beside="examples"),
    Slip("F024", "A cell of another kind", "2025-01-13", "13/01/2025", beside="examples"),
)
OPENING = """\
What is said of a slip in a definition, and what to write instead. A definition is read whole, and all its faults are
told together; none of its SQL is run before. Each message names the file, the line and the column.

Every slip below was planted in [the definition that comes last](#the-definition-without-a-slip), and the message is
what was printed. [Errors and findings](errors.md) says of each number what it means;
[adding an indicator](own-indicators.md) begins at the beginning."""


def pages(root: Path) -> dict[str, str]:
    """Return the one page. `root` is not needed: the messages are the program's own."""
    blocks = [
        made_by("`tools/pages/definition_errors.py`, by reading each slip"),
        "# Errors in a definition",
        OPENING,
    ]
    code = ""
    for slip in sorted(SLIPS, key=lambda slip: slip.code):
        blocks += [f"## {slip.code}"] if slip.code != code else []
        blocks += _shown(slip)
        code = slip.code
    blocks += ["## The definition without a slip", f"`indicators/{PLACE}`", f"```sql\n{RIGHT.strip()}\n```"]
    blocks += [f"`indicators/{PLACE.replace('.sql', '.examples')}`", f"```text\n{EXAMPLES.strip()}\n```"]
    return {"definition-errors.md": page(*blocks)}


def texts_of(slip: Slip) -> tuple[str, str]:
    """Return the text with the slip, and the text put right. Raises ValueError where nothing was planted."""
    right = {"sql": RIGHT, "examples": EXAMPLES, "dashboards": DASHBOARDS}[slip.beside]
    if slip.right not in right:
        raise ValueError(f"{slip.code} {slip.title}: nothing to plant it in")
    if not slip.right:
        return right, right
    mended = right.replace(slip.right, slip.instead, 1) if slip.instead else right
    return right.replace(slip.right, slip.wrong, 1), mended


def message(slip: Slip, folder: Path) -> str:
    """Return what is said of a slip. `folder` is an empty one in which files may be put. Raises ValueError if nothing."""
    try:
        read(slip, texts_of(slip)[0], folder / definition.OWN)
    except DefinitionFault as fault:
        return str(fault)
    raise ValueError(f"{slip.code} {slip.title}: nothing is said of it")


def read(slip: Slip, text: str, own: Path) -> None:
    """Read a text as what the slip is in. Raises DefinitionFault with what is wrong with it."""
    if slip.beside == "examples":
        examples.parse(text, f"{ID}.examples")
        return
    if slip.beside == "sql" and slip.code != "F009":
        definition.parse(text, own / slip.place, own)
        return
    file = own / (slip.place if slip.beside == "sql" else boards.NAME)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    definition.catalogue(own)


def _shown(slip: Slip) -> list[str]:
    with TemporaryDirectory() as folder:
        said = message(slip, Path(folder))
    wrong_lines, right_lines = _differing(*texts_of(slip))
    language = "sql" if slip.beside == "sql" else "text"
    wrong = f"```{language}\n{wrong_lines}\n```" if wrong_lines else ""
    instead = f"```{language}\n{right_lines}\n```" if right_lines else ""
    place = f"The file is `indicators/{slip.place}`." if slip.place != PLACE else ""
    return [
        f"### {slip.title}",
        place,
        wrong,
        f"```text\n{said}\n```",
        "Instead:" if instead and slip.right else "",
        instead if slip.right else "",
        slip.why,
    ]


def _differing(text: str, right: str) -> tuple[str, str]:
    """Return the lines that differ, of the text with the slip and of the one without; of a line left out, the next."""
    one, other = text.splitlines(), right.splitlines()
    wrong, mended = [], []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong += one[a:b] or ([one[a - 1], one[a]] if 0 < a < len(one) else one[a : a + 1])
            mended += other[c:d] if one[a:b] else [other[c - 1], *other[c : d + 1]] if c else other[c : d + 1]
    return "\n".join(wrong), "\n".join(mended)
