"""Random registers for the laws: those of tests/generated, with all that a breakdown reads of a child as well."""

from hypothesis import strategies as st

from scrutable.engine.period import Period
from scrutable.figures import breakdowns
from scrutable.indicators.definition import Definition
from scrutable.register import schema
from tests.examples.running import periods_of
from tests.generated import registers as generated
from tests.oracle.days import Rows

Register = dict[str, Rows]

# They overlap, one of them ends on a leap day, and no two end on the same day.
PERIODS: list[Period] = periods_of(generated.PERIODS)
OF_A_CHILD = {"child", "child_disability", "care_episode", "cp_plan", "referral", "ehc_plan"}


def registers(definition: Definition, read: set[str]) -> st.SearchStrategy[Register]:
    """Draw the tables that a definition reads, and those that say what is known of a child."""
    names = sorted((read & set(schema.relations())) | OF_A_CHILD)
    words = definition.select + " ".join(one.sql for one in breakdowns.of_a_child().values())
    return generated.register(names, words, definition.dashboard)
