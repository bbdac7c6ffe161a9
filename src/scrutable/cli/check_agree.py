"""The part of scrutable check that compares sources which hold the same table: --agree."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scrutable.cli import output
from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.engine.agree import Agreement, Held, LeftOut, ToMend
    from scrutable.store import Store

F = TypeVar("F", bound=Any)

SHOWN = 20  # cases of each table and pair of sources in the table for people, unless --all is given
COUNTS = (
    "table", "one", "other", "speaks", "in_both", "different_dates", "different_facts", "only_in_one", "only_in_other",
    "not_asked_of_other", "not_asked_of_one", "compared", "notes",
)  # fmt: skip
TO_MEND = (
    "authority", "table", "child", "what", "differs",
    "one", "one_day", "one_until", "one_id", "one_load", "one_files",
    "other", "other_day", "other_until", "other_id", "other_load", "other_files",
)  # fmt: skip


def options_of_agreeing(function: F) -> F:
    """--agree, and what narrows it: --table and --within."""
    for option in (
        click.option(
            "--within",
            type=int,
            metavar="DAYS",
            help="With --agree: how far apart two dates of one case of a child may lie. Default: 14.",
        ),
        click.option(
            "--table", "tables", multiple=True, metavar="TABLE", help="With --agree: this table only. May be repeated."
        ),
        click.option(
            "--agree", is_flag=True, help="Instead of the findings: compare the sources that hold the same table."
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def refuse_alone(tables: Sequence[str], within: int | None) -> None:
    """Raise UsageFault U167 where an option was given that only --agree has."""
    if tables or within is not None:
        raise UsageFault(
            "U167",
            "--table and --within say what sources are to be compared on.",
            "Add --agree, or leave them out.",
        )


def check(
    council: "Store",
    tables: Sequence[str],
    known_on: str | None,
    within: int | None,
    form: str,
    everything: bool,
) -> int:
    """Show how far the sources of a council agree; return 1 where they do not."""
    found, left_out = council.agreements(tables, known_on=known_on, within=within)
    if form == "json":
        output.as_json_value(
            {
                "tables": [_counts(one) for one in found],
                "to_mend": [_to_mend(case) for one in found for case in one.cases],
                "not_compared": [
                    {"table": one.table, "one": one.sources[0], "other": one.sources[1], "why": one.why}
                    for one in left_out
                ],
            }
        )
    elif form == "csv":
        rows = [_to_mend(case) for one in found for case in one.cases]
        output.as_csv(TO_MEND, [row | {"one_files": _list(row["one_files"]),
                                       "other_files": _list(row["other_files"])} for row in rows])  # fmt: skip
    else:
        _say(found, left_out, everything)
    return 1 if any(one.cases for one in found) else 0


def _list(files: Sequence[str]) -> str:
    return "; ".join(files)


def _counts(one: "Agreement") -> dict[str, Any]:
    values = (
        one.table, *one.sources, one.speaks, one.both, one.dates, one.facts, *one.only, *one.unasked,
        list(one.columns), list(one.notes),
    )  # fmt: skip
    return {"authority": one.authority} | dict(zip(COUNTS, values, strict=True))


def _to_mend(case: "ToMend") -> dict[str, Any]:
    row: dict[str, Any] = {
        "authority": case.authority, "table": case.table, "child": case.child, "what": case.kind,
        "differs": _differs(case),
    }  # fmt: skip
    for side, source, held in zip(("one", "other"), case.sources, case.held, strict=True):
        row |= {
            side: source,
            f"{side}_day": held.day if held else None,
            f"{side}_until": held.until if held else None,
            f"{side}_id": held.id if held else None,
            f"{side}_load": held.load if held else None,
            f"{side}_files": list(held.files) if held else [],
        }
    return row


def _differs(case: "ToMend") -> str:
    return ", ".join(f"{name}: {_word(one)} / {_word(other)}" for name, one, other in case.differing)


def _word(value: Any) -> str:
    if value is None:
        return "nothing"
    if value is True or value is False:
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _say(found: Sequence["Agreement"], left_out: Sequence["LeftOut"], everything: bool) -> None:
    """Print the counts, then the cases to mend, then what was not compared and why."""
    if not found:
        click.echo("No two sources hold the same table in a form that can be compared.")
    else:
        _say_counts(found)
    for one in found:
        if one.cases:
            _say_cases(one, everything)
    for note in dict.fromkeys(note for one in found for note in one.notes):
        click.echo(f"{note}.")
    apart: dict[tuple[str, str], list[str]] = {}
    for pair in left_out:
        apart.setdefault((pair.table, pair.why), []).append(" with ".join(pair.sources))
    for (table, why), pairs in apart.items():
        click.echo(f"{table} is not compared, {', '.join(pairs)}: {why}.")
    differing = sum(len(one.cases) for one in found)
    click.echo(f"{differing:,} {'case' if differing == 1 else 'cases'} to mend.")


def _say_counts(found: Sequence["Agreement"]) -> None:
    headings = (
        "Table", "Sources", "Speaks", "In both", "Different dates", "Different facts", "Only in the first",
        "Only in the second", "Not asked",
    )  # fmt: skip
    rows = [
        [
            one.table, ", ".join(one.sources), one.speaks,
            *(f"{count:,}" for count in (one.both, one.dates, one.facts, *one.only, sum(one.unasked))),
        ]
        for one in found
    ]  # fmt: skip
    output.as_table(headings, rows, numbers=range(3, len(headings)))
    click.echo(
        "Not asked: held by one source, of days for which the other does not speak, or without a child or a day."
    )


def _say_cases(one: "Agreement", everything: bool) -> None:
    shown = one.cases if everything else one.cases[:SHOWN]
    rows = [[case.child, case.kind, *(_held(held) for held in case.held), _differs(case)] for case in shown]
    output.as_table(
        ["Child", "What", *(f"In {source}" for source in one.sources), "Differs"],
        rows,
        title=f"{one.table}, {' and '.join(one.sources)}: {len(one.cases):,} to mend",
    )
    if len(shown) < len(one.cases):
        click.echo(f"{len(one.cases) - len(shown):,} more: --all shows them, --format csv lists them.")


def _held(held: "Held | None") -> str:
    if held is None:
        return "not there"
    files = held.files[0] if len(held.files) == 1 else f"one of {len(held.files)} files"
    return f"{_word(held.day)}\n{held.id}\n{files} (load {held.load})"
