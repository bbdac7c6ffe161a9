"""Options that several verbs share."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scrutable.errors import UsageFault

if TYPE_CHECKING:
    from scrutable.indicators.definition import Definition
    from scrutable.store import Store

F = TypeVar("F", bound=Any)


def store(function: F) -> F:
    """--store: the folder of the store, or SCRUTABLE_STORE, or the folder one is in."""
    option = click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="SCRUTABLE_STORE",
        default=Path(),
        show_default="SCRUTABLE_STORE, or the folder you are in",
        help="The store's folder.",
    )
    return option(function)


def known_on(function: F) -> F:
    """--known-on: the moment to speak from."""
    option = click.option(
        "--known-on",
        metavar="DATE",
        help="Speak from what was known at the end of this day (or at a moment: 2020-01-06T10:00)."
        " Default: the day of the latest load.",
    )
    return option(function)


def period(function: F) -> F:
    """--period: what the figures are for."""
    option = click.option(
        "--period",
        required=True,
        metavar="PERIOD",
        help="2019-12, 2019-20Q3, 2019, 2019-20, AY2019-20, 12m-to-2019-12-31 or ytd-to-2019-12-31.",
    )
    return option(function)


def period_or_supplement(function: F) -> F:
    """--period, or --supplement-to: what a pack is of."""
    of_period = click.option(
        "--period", metavar="PERIOD", help="2019-20Q3, 2019-12 and so on. A supplement has that of its pack."
    )
    amending = click.option(
        "--supplement-to", metavar="PACK", help="Make the tabled update to this published pack instead."
    )
    return of_period(amending(function))


def output_format(function: F) -> F:
    """--format: table for people, json and csv for programs."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="table for reading, json or csv for programs.",
    )
    return option(function)


def day(said: str | None) -> date | None:
    """Return a day that was typed; None where nothing was. Raises UsageFault U108 where it is no date."""
    return None if said is None else named_day(said)


def named_day(said: str) -> date:
    """Return a day that was typed. Raises UsageFault U108 where it is no date."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageFault("U108", f'"{said}" is not a date.', "Write it like 2020-01-06.") from None


def share(text: str) -> float:
    """Return the share from 0 to 1 that an option gives in per cent: 58 or 58%. Raises UsageFault U145."""
    from scrutable.errors import UsageFault

    try:
        found = float(text.strip().removesuffix("%")) / 100
    except ValueError:
        found = -1.0
    if not 0 < found <= 1:
        raise UsageFault(
            "U145", f'"{text}" is not a percentage.', "Write a number above 0 and up to 100, such as 58."
        )
    return found


def open_store(folder: Path) -> "Store":
    """Open the store in a folder."""
    from scrutable.store import open as open_folder

    return open_folder(folder)


def definitions(store: Path) -> "tuple[Definition, ...]":
    """Return the definitions of a store; the built-in ones where no store was named and none is here."""
    from scrutable.indicators.definition import catalogue

    if store == Path() and not (store / "scrutable.toml").exists():
        return catalogue()
    return open_store(store).definitions()
