"""scrutable makes and defends the Children's Services Performance Indicators report of an English council.

A whole example:

    import scrutable

    store = scrutable.init("our-store", number="999", name="Westmarch Borough Council")
    store.load(["SSDA903/episodes.csv", "SSDA903/header.csv", "cin-census.xml"], extracted_at="2020-01-06")
    plans = store.indicator("ehc_plans_within_20_weeks")
    plans.figures("2019-20Q3", known_on="2020-01-06")  # an Arrow table: a row a figure
    plans.cases("2019-20Q3", known_on="2020-01-06")  # the list behind it: a row a case

The same figure with its unit, for arithmetic that cannot mix children with episodes:

    view = store.known_on("2020-01-06")
    children, episodes = view.figures(["children_missing", "missing_episodes"], ["2019-20Q3"])
    children + episodes  # UnitFault
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scrutable.engine.period import Period
    from scrutable.errors import DataFault, DefinitionFault, Refused, ScrutableError, UnitFault, UsageFault
    from scrutable.figures.figure import Figure, Quantity
    from scrutable.store import Indicator, Store, init, open

__all__ = [
    "DataFault",
    "DefinitionFault",
    "Figure",
    "Indicator",
    "Period",
    "Quantity",
    "Refused",
    "ScrutableError",
    "Store",
    "UnitFault",
    "UsageFault",
    "init",
    "open",
]
_HOMES = {
    "Period": "scrutable.engine.period",
    "Figure": "scrutable.figures.figure",
    "Quantity": "scrutable.figures.figure",
    "Indicator": "scrutable.store",
    "Store": "scrutable.store",
    "init": "scrutable.store",
    "open": "scrutable.store",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `scrutable --help` need not import DuckDB."""
    if name not in __all__:
        raise AttributeError(f"module 'scrutable' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "scrutable.errors")), name)
