"""The part of scrutable check that looks at a council's own definitions: their faults, and their worked examples."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from scrutable.cli import output
from scrutable.cli.explain import table
from scrutable.errors import DefinitionFault

if TYPE_CHECKING:
    from scrutable.engine.worked import Outcome
    from scrutable.indicators.definition import Definition
    from scrutable.store import Store

COLUMNS = ("indicator", "file", "line", "title", "holds", "fault", "not_drawn", "did_not_come_out")


def tell(council: "Store", *, quiet: bool = False) -> bool:
    """Say how many definitions of its own a council has; return whether any is faulty. Faults go to standard error."""
    own = _own(council)
    if own is None:
        return True
    if own and not quiet:
        click.echo(_counted(own) + " Run their examples with: scrutable check --definitions")
    return False


def check(council: "Store", form: str) -> int:
    """Run the worked examples of a council's own definitions; return 1 where one does not hold or is missing."""
    from scrutable.engine.worked import run_all

    own = _own(council)
    if own is None:
        return 1
    outcomes = {one.id: run_all(one) for one in own}
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


def _own(council: "Store") -> "list[Definition] | None":
    """Return a council's own definitions; None where any is faulty, having said so."""
    try:
        return [one for one in council.definitions() if one.own]
    except DefinitionFault as fault:
        faults = str(fault).splitlines()
        many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        click.echo(
            f"The council's own definitions have {many}. No figure is given until they are mended.", err=True
        )
        click.echo("\n".join(f"  {line.strip()}" for line in faults), err=True)
        return None


def _counted(own: "Sequence[Definition]") -> str:
    variants = sum(1 for one in own if one.variant_of)
    said = "1 definition" if len(own) == 1 else f"{len(own)} definitions"
    in_place = (
        f", {variants} in place of {'a' if variants == 1 else ''} built-in one{'s' if variants > 1 else ''}"
    )
    return f"The council has {said} of its own{in_place if variants else ''}.".replace("  ", " ")


def _say(definition: "Definition", outcomes: "Sequence[Outcome]") -> None:
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
