"""The part of scrutable check that looks at a council's own definitions and checks: their faults and examples."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from scrutable.cli import output
from scrutable.cli.explain import table
from scrutable.errors import DefinitionFault

if TYPE_CHECKING:
    from scrutable.checks.definition import Check
    from scrutable.engine.worked import Outcome
    from scrutable.indicators.definition import Definition
    from scrutable.store import Store

COLUMNS = ("indicator", "file", "line", "title", "holds", "fault", "not_drawn", "did_not_come_out")


def faults(council: "Store") -> list[str]:
    """Return what is wrong with a council's own definitions and checks, a line each."""
    try:
        council.checks()
    except DefinitionFault as fault:
        return str(fault).splitlines()
    return []


def tell(council: "Store", faults: Sequence[str], *, quiet: bool = False) -> None:
    """Say how many definitions and checks of its own a council has. Their faults go to standard error."""
    if faults:
        _tell_faults(faults)
    elif _own(council) and not quiet:
        click.echo(_counted(_own(council)) + " Run their examples with: scrutable check --definitions")


def check(council: "Store", form: str) -> int:
    """Run the examples of a council's own definitions and checks; return 1 where one does not hold or is missing."""
    if wrong := faults(council):
        _tell_faults(wrong)
        return 1
    own = _own(council)
    outcomes = {one.id: _run(one) for one in own}
    rows = [_as_row(outcome) for found in outcomes.values() for outcome in found]
    if form == "json":
        output.as_json(rows)
    elif form == "csv":
        output.as_csv(COLUMNS, [{**row, **{k: _listed(row[k]) for k in COLUMNS[-2:]}} for row in rows])
    else:
        click.echo(_counted(own) if own else "The council has no definitions of its own.")
        for one in own:
            _say(one, outcomes[one.id])
    return 0 if all(found and all(each.holds for each in found) for found in outcomes.values()) else 1


def _own(council: "Store") -> "list[Definition | Check]":
    """Return a council's own definitions and checks."""
    definitions = [one for one in council.definitions() if one.own]
    return [*definitions, *(one for one in council.checks() if one.own)]


def _run(one: "Definition | Check") -> "list[Outcome]":
    from scrutable.checks.definition import FAILING, Check
    from scrutable.checks.running import listed
    from scrutable.engine.worked import outcomes, run_all

    return outcomes(one, listed, FAILING) if isinstance(one, Check) else run_all(one)


def _tell_faults(faults: Sequence[str]) -> None:
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    click.echo(
        f"The council's own definitions have {many}. No figure is given until they are mended.", err=True
    )
    click.echo("\n".join(f"  {line.strip()}" for line in faults), err=True)


def _counted(own: "Sequence[Definition | Check]") -> str:
    from scrutable.checks.definition import Check

    variants = sum(1 for one in own if one.variant_of)
    checks = sum(isinstance(one, Check) for one in own)
    definitions = len(own) - checks
    said = "1 definition" if definitions == 1 else f"{definitions} definitions" if definitions else ""
    said += (" and " if said and checks else "") + (
        "1 check" if checks == 1 else f"{checks} checks" if checks else ""
    )
    in_place = (
        f", {variants} in place of {'a' if variants == 1 else ''} built-in one{'s' if variants > 1 else ''}"
    )
    return f"The council has {said} of its own{in_place if variants else ''}.".replace("  ", " ")


def _say(definition: "Definition | Check", outcomes: "Sequence[Outcome]") -> None:
    """Print what came of one definition's examples, and the rows that differ."""
    if not outcomes:
        click.echo(
            f"\n{definition.id}: no worked examples. Write some into {definition.examples.name} beside it."
        )
        return
    holding = sum(1 for one in outcomes if one.holds)
    said = (
        "its example holds"
        if holding == len(outcomes) == 1
        else f"{holding} of {len(outcomes)} examples hold"
    )
    click.echo(f"\n{definition.id}: {said}.")
    for one in outcomes:
        if one.holds:
            continue
        click.echo(f"\n  {one.file}:{one.line}  {one.title}")
        if one.fault:
            click.echo(f"    {one.fault}")
        _differing("came out and is not drawn", one.columns, one.not_drawn)
        _differing("is drawn and did not come out", one.columns, one.did_not_come)


def _differing(says: str, columns: Sequence[str], cases: Sequence[Sequence[str | None]]) -> None:
    if cases:
        click.echo(f"    {says}:")
        click.echo("\n".join(f"    {line}" for line in table("cases", columns, cases)))


def _as_row(outcome: "Outcome") -> dict[str, object]:
    def drawn(cases: Sequence[Sequence[str | None]]) -> list[dict[str, str | None]]:
        return [dict(zip(outcome.columns, case, strict=True)) for case in cases]

    said = (outcome.indicator, outcome.file, outcome.line, outcome.title, outcome.holds, outcome.fault)
    return dict(zip(COLUMNS, (*said, drawn(outcome.not_drawn), drawn(outcome.did_not_come)), strict=True))


def _listed(cases: object) -> str:
    assert isinstance(cases, list)
    return "; ".join(", ".join(f"{k}={v or ''}" for k, v in case.items()) for case in cases)
