"""A faulty definition or example is told with its place, all its faults together, and the nearest name."""

from pathlib import Path

import pytest

from scrutable.errors import DefinitionFault
from scrutable.indicators import definition, examples
from scrutable.indicators.definition import Definition, catalogue, dashboards

PATH = definition.FOLDER / "ehc_plans" / "ehc_plans_issued.sql"
TEXT = PATH.read_text(encoding="utf-8")

FAULTY = [
    ("and p.period_end", "and p.period_end\norder by e.issued", "F011 ehc_plans_issued.sql:33:1 "),
    ("/*\n", "", "F001 ehc_plans_issued.sql:1:1 "),
    ("/*\n", "/*+\n", "F001 ehc_plans_issued.sql:1:1 "),
    ('"count"', "count", "F002 ehc_plans_issued.sql:5:"),
    (
        "\norder ",
        "\nodrer ",
        'F003 ehc_plans_issued.sql:8:1  The front matter has no key "odrer". Did you mean "order"?',
    ),
    ("\ntitle ", "\nsource_of_title ", 'F004 ehc_plans_issued.sql:1:1  The front matter has no "title".'),
    (
        '= "verified"',
        '= "partly"',
        "F004 ehc_plans_issued.sql:13:1  A definition that is not verified says why",
    ),
    ('["team", "exception"]', '"team"', "F005 ehc_plans_issued.sql:11:1 "),
    ('["team", "exception"]', '["team", 1]', "F005 ehc_plans_issued.sql:11:1 "),
    ("= 2\n", "= true\n", "F005 ehc_plans_issued.sql:8:1 "),
    (
        '"neither"',
        '"high"',
        'F006 ehc_plans_issued.sql:6:1  "better" cannot be "high". Did you mean "higher"?',
    ),
    ('"ehc_plans"', '"ehc_plan"', 'F007 ehc_plans_issued.sql:1:1  dashboard is "ehc_plan"'),
    ("{n} EHC", "{nn} EHC", 'F008 ehc_plans_issued.sql:16:1  "sentence" has no placeholder {nn}.'),
    ("plan was|plans were", "plan was", "F008 ehc_plans_issued.sql:16:1 "),
    (
        "join period p on",
        "join period p on e.issued::date > e.requested and",
        "F010 ehc_plans_issued.sql:32:26 ",
    ),
    ("e.team,", "round(e.team),", "F010 ehc_plans_issued.sql:29:5  A definition may not use rounding."),
    (
        "e.team,",
        "lag(e.team) over (order by e.issued nulls last, (e.plan_id)),",
        "F011 ehc_plans_issued.sql:29:23 ",
    ),
    (
        "e.issued as",
        "e.isued as",
        'F012 ehc_plans_issued.sql:26:7  "e" has no column "isued". Did you mean "issued"?',
    ),
    (
        "order ",
        'needs = ["ehc_plan.isued"]\norder ',
        'F012 ehc_plans_issued.sql:1:1  needs names no column: "ehc_plan.isued". Did you mean "ehc_plan.issued"?',
    ),
    ("from ehc_plan e", "from ehc_plans e", 'F013 ehc_plans_issued.sql:31:6  No table "ehc_plans".'),
]


def refusal(text: str, path: Path = PATH) -> str:
    with pytest.raises(DefinitionFault) as refused:
        definition.parse(text, path, thorough=True)
    return str(refused.value)


@pytest.mark.parametrize(
    ("right", "wrong", "says"), FAULTY, ids=[f"{says[:4]}-{n}" for n, (*_, says) in enumerate(FAULTY)]
)
def test_a_fault_is_told_with_its_place(right: str, wrong: str, says: str) -> None:
    assert right in TEXT
    assert says in refusal(TEXT.replace(right, wrong, 1))


def test_all_faults_of_a_file_are_told_together() -> None:
    told = refusal(
        TEXT.replace("\norder ", "\nodrer ")
        .replace("e.issued as", "e.isued as")
        .replace('"neither"', '"high"')
    )
    assert [line[:4] for line in told.splitlines()] == ["F006", "F003", "F012"]


def test_what_stands_in_comments_and_text_is_no_code() -> None:
    harmless = (
        "-- a::b / round(c) order by d\n    case when e.team = 'now/today' then 'x' end as word,\n    e.team,"
    )
    assert definition.parse(TEXT.replace("e.team,", harmless, 1), PATH).id == "ehc_plans_issued"


def test_a_file_name_is_an_id() -> None:
    assert "F007 Plans-issued.sql:1:1  The file's name" in refusal(TEXT, PATH.with_name("Plans-issued.sql"))


def test_line_ends_do_not_change_a_definition() -> None:
    assert definition.parse(TEXT.replace("\n", "\r\n"), PATH) == definition.parse(TEXT, PATH)


def test_the_hash_changes_with_any_letter() -> None:
    assert definition.parse(TEXT + " ", PATH).hash != definition.parse(TEXT, PATH).hash


def test_a_definition_without_a_sentence_still_speaks() -> None:
    lines = [line for line in TEXT.splitlines(True) if not line.startswith(("sentence", "none"))]
    plain = definition.parse("".join(lines), PATH)
    assert plain.sentence == "EHC plans issued: {n} {n:plan|plans} {window}"
    assert plain.none == "EHC plans issued: no plans {window}"
    shared = definition.parse(
        "".join(lines).replace('"count"', '"share"').replace("basis", "stock = true\nbasis"), PATH
    )
    assert shared.sentence == "EHC plans issued: {met} of {counted} {counted:plan|plans} ({percent}) {at}"


def test_the_catalogue_is_in_the_order_of_the_report() -> None:
    order = [dashboard.id for dashboard in dashboards()]
    places = [order.index(one.dashboard) for one in catalogue()]
    assert places == sorted(places)
    assert [one.id for one in catalogue()][:2] == ["ehc_requests", "ehc_plans_issued"]


def folder_with(tmp_path: Path, *texts: tuple[str, str]) -> Path:
    """Make a folder of definitions beside a copy of the dashboards."""
    names = definition.FOLDER / "dashboards.toml"
    (tmp_path / "dashboards.toml").write_text(names.read_text(encoding="utf-8"), encoding="utf-8")
    for place, text in texts:
        file = tmp_path / place
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_beside_names_an_indicator_and_an_id_is_used_once(tmp_path: Path) -> None:
    moved = TEXT.replace('"ehc_plans"', '"missing"')
    folder = folder_with(tmp_path, ("ehc_plans/one.sql", TEXT), ("missing/one.sql", moved))
    with pytest.raises(DefinitionFault) as refused:
        catalogue(folder=folder)
    assert {line[:4] for line in str(refused.value).splitlines()} == {"F007", "F009"}


@pytest.mark.parametrize("one", catalogue(), ids=lambda one: one.id)
def test_every_indicator_has_its_own_sentence_and_says_how_sure_it_is(one: Definition) -> None:
    assert one.sentence and one.none and one.source and one.question.endswith("?")
    assert not one.sentence.endswith(".") and not one.none.endswith(".")
    assert ("{at}" in one.sentence) == one.stock and ("{window}" in one.sentence) == (not one.stock)


FAULTY_EXAMPLES = [
    ("ehc_plan | plan_id\n", "F020 x:1:1  An example begins with its title"),
    ("# A\n | P1\n", "F020 x:2:1  A row stands before any table"),
    ("# A\nehc_plan | plan_id\n | P1 | P2\n", "F020 x:3:1  The row has 2 cells and ehc_plan has 1 columns."),
    ("# A\nehc_plan | plan_id\n | P1\n", "F021 x:1:1  The example has no cases."),
    (
        "# A\nehc_plans | plan_id\ncases | case_id\n",
        'F022 x:2:1  The register has no table "ehc_plans". Did you mean "ehc_plan"?',
    ),
    ("# A\nehc_plan | plan\ncases | case_id\n", 'F023 x:2:1  ehc_plan has no column "plan".'),
    (
        "# A\nehc_plan | issued\n | 31/01/2025\ncases | case_id\n",
        'F024 x:3:1  "31/01/2025" is not a date (issued).',
    ),
    ("# A\nehc_plan | exception\n | yes\ncases | case_id\n", 'F024 x:3:1  "yes" is not a flag (exception).'),
]


@pytest.mark.parametrize(("text", "says"), FAULTY_EXAMPLES, ids=[says[:4] for _, says in FAULTY_EXAMPLES])
def test_a_fault_of_an_example_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises(DefinitionFault) as refused:
        examples.parse(text, "x")
    assert says in str(refused.value)


def test_an_example_is_read_with_the_types_of_the_register() -> None:
    text = """# Shared by every example.
worker | worker_id | fte | newly_qualified | recorded
       | W1        | 0.6 | true            | 2025-01-02 09:30

# Two lines
# make one title.
cp_plan | plan_id | visit_every_days | authority
        | P1      | 10               |
cases   | case_id | met
        | P1      |
"""
    (one,) = examples.parse(text, "x")
    assert (one.title, one.line) == ("Two lines make one title.", 5)
    (worker,) = one.tables["worker"]
    assert (worker["authority"], worker["fte"], worker["newly_qualified"]) == ("999", 0.6, True)
    assert examples.as_text(worker["recorded"]) == "2025-01-02 09:30"
    assert one.tables["cp_plan"] == [{"authority": None, "plan_id": "P1", "visit_every_days": 10}]
    assert (one.compared, one.cases) == (("case_id", "met"), (("P1", None),))
