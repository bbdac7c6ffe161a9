"""docs/register.md: every table and code set of the register."""

from pathlib import Path

from scrutable.register import schema
from tools.pages.markdown import made_by, page, table

TYPES = [
    ("id", "text, made unique across councils on loading: `999/12345`"),
    ("text", "text as the source has it"),
    ("code", "one of a code set, below"),
    ("date", "a day"),
    ("moment", "a day and a time, UK local"),
    ("flag", "true or false; empty is not recorded, never no"),
    ("whole", "a whole number"),
    ("number", "a number"),
    ("fte", "full-time equivalents, 0 to 1"),
]
SYSTEM = [
    ("authority", "text", "Three-digit DfE number of the council that the row belongs to"),
    ("source", "text", "The format it came in: `ssda903`, `cin`, `annex_a`, `sen2` or `csv`"),
    ("recorded", "moment", "When the source says it was written up; empty where the source does not say"),
    ("load", "whole", "The load that brought it"),
    ("known_from", "moment", "From when the register said so: the moment of extraction of that load"),
    ("known_to", "moment", "Until when it said so; empty while it still does"),
    (
        "held_from",
        "moment",
        "From which load on the register has held, without a break, the dates that the row holds; where the source"
        " does not say when it was written up, a case list reads this as `recorded`",
    ),
]
OPENING = """\
What a case list can read. An empty value means *not recorded*. A row is never changed and never deleted: when a later
extract says otherwise the row is closed (`known_to`) and a new one stands beside it, so the register can be read as it
was known on any day. A definition is given the tables already read so, and never sees a closed row.

Names of children, street addresses and free text are in no table."""


def pages(root: Path) -> dict[str, str]:
    """Return the one page. `root` is not needed: the schema ships with the package."""
    tables = schema.tables().values()
    contents = ", ".join(f"[{t.name}](#{t.name})" for t in tables)
    text = page(
        made_by("`src/scrutable/register/tables.toml` and `codes.toml`"),
        "# The register",
        OPENING,
        f"**Tables**: {contents}. Then the [columns that every table has](#columns-that-every-table-has), the"
        " [types](#types) and the [code sets](#code-sets).",
        *(_table(t) for t in tables),
        "## Columns that every table has",
        table(
            ["column", "type", "meaning"], ((f"`{name}`", kind, meaning) for name, kind, meaning in SYSTEM)
        ),
        "## Types",
        table(["type", "what it holds"], TYPES),
        "## Code sets",
        "The register keeps the source's code; pages show these words. `codes.toml` says which words are not verified.",
        *(_codes(name, words) for name, words in schema.codes().items()),
    )
    return {"register.md": text}


def _table(one: schema.Table) -> str:
    needed = [name for name in one.needed if name not in one.key]
    said = [f"{one.meaning} From: {one.source}.", f"One row for each {_names(one.key)}."]
    if needed:
        said.append(f"A row without {_names(needed)} cannot be used.")
    if len(one.span) == 2:
        said.append(f"A row lasts from `{one.span[0]}` to `{one.span[1]}`.")
    elif one.span:
        said.append(f"A row is dated by `{one.span[0]}`.")
    rows = (
        (f"`{c.name}`" + ("*" if c.name in one.key else ""), _kind(c), c.meaning)
        for c in one.columns.values()
    )
    return page(f"## {one.name}", " ".join(said), table(["column", "type", "meaning"], rows))


def _names(columns: tuple[str, ...] | list[str]) -> str:
    quoted = [f"`{name}`" for name in columns]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _kind(column: schema.Column) -> str:
    if column.codes:
        return f"[code](#{column.codes}-codes)"
    return f"{column.type}, {column.unit}" if column.unit else column.type


def _codes(name: str, words: dict[str, str]) -> str:
    return page(
        f"### {name} codes", table(["code", "words"], ((f"`{code}`", word) for code, word in words.items()))
    )
