"""docs/checks.md: every check of the records, with what it asks, why, what to do, its SQL and its worked examples."""

from pathlib import Path

from scrutable.checks.definition import Check, catalogue
from scrutable.indicators import definition
from scrutable.indicators.definition import Definition
from scrutable.indicators.telling import stop
from tools.pages.markdown import made_by, page, table

OPENING = """\
A check looks for records that do not fit together: an end before a beginning, two plans at once, a plan without an
assessment. It is one `.sql` file that returns the rows that fail, written like an indicator, with worked examples
that are run as tests. Each says which indicators it touches.

`scrutable check` counts the rows of each, `scrutable check --rows CHECK` lists them with what to do, and `scrutable
check --behind ID --period 2019-20Q3` lists those that one figure rests on. Where there are any, the figure's page in
the report says that it is provisional, and why. The checks are asked of the records as known on the day that the
report speaks from. One that needs records which were never loaded is not asked.

A row is behind a figure where its check touches the indicator, and the row is among the figure's cases; or where the
figure counts something else, the row's child is among them, and the row bears on a day of the period or of the months
that the indicator looks back on. A row that is missing from a list because its dates are wrong is behind no figure:
it is counted on the report's page on data quality.

A council can [add checks of its own](own-indicators.md#checks-of-your-own), or replace one of these openly."""


def pages(root: Path) -> dict[str, str]:
    """Return the one page."""
    indicators = definition.catalogue()
    known = {one.id: one for one in indicators}
    checks = catalogue(indicators)
    rows = ((f"[{one.title}](#{one.id})", f"`{one.id}`", f"{len(one.touches)}") for one in checks)
    blocks = [made_by("the checks in `src/scrutable/checks/`"), "# Checks of the records", OPENING]
    blocks += [f"## All {len(checks)} checks", table(["what does not fit", "id", "indicators"], rows)]
    for one in checks:
        blocks += _section(one, known)
    return {"checks.md": page(*blocks)}


def _section(one: Check, known: dict[str, Definition]) -> list[str]:
    touched = ", ".join(f"[{known[name].title}](indicators/{name}.md)" for name in one.touches)
    told = [
        ("Why it matters", one.why),
        ("What to do", one.do),
        ("Touches", touched),
        ("Rests on", stop(one.source)),
    ]
    if one.needs:
        told.append(
            ("Needs", f"`{'`, `'.join(one.needs)}` in some row: where it is never filled, nothing is asked.")
        )
    return [
        f"## {one.id}",
        f"**{one.title}.** {one.asks}",
        table(["", ""], told),
        f"```sql\n{one.select.strip()}\n```",
        f"```text\n{one.examples.read_text(encoding='utf-8').strip()}\n```",
    ]
