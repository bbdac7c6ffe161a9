"""A figure knows its unit: what is not of one kind cannot be added or compared."""

from dataclasses import replace
from datetime import date

import pytest

from scrutable.engine.period import parse
from scrutable.errors import UnitFault
from scrutable.figures.figure import Figure, Quantity

Q3 = parse("2019-20Q3")
CHILDREN = Figure(
    "children_missing", Q3, Q3.end, None, None, "count", 49, None, 49, 0, 0, "child", "2020-01-06", "abc"
)
EPISODES = replace(CHILDREN, indicator="missing_episodes", numerator=112, value=112, unit="episode")
SHARE = replace(
    CHILDREN, indicator="share", measures="share", numerator=14, denominator=100, value=0.14, unit="plan"
)


def test_like_is_added_and_compared() -> None:
    assert CHILDREN + CHILDREN == Quantity(98, "child")
    assert CHILDREN - replace(CHILDREN, value=9) == Quantity(40, "child")
    few, more = CHILDREN, replace(CHILDREN, value=50)
    assert more > few and few < more and few <= more and more >= few
    assert CHILDREN + Quantity(1, "child") == Quantity(50, "child")
    assert sorted([Quantity(2, "child"), Quantity(1, "child")])[0].number == 1


@pytest.mark.parametrize("do", ["+", "-", "<", ">", "<=", ">="])
@pytest.mark.parametrize("other", [EPISODES, SHARE, 49, None, Quantity(49, "episode")])
def test_unlike_is_refused(do: str, other: object) -> None:
    with pytest.raises(UnitFault, match="Q101"):
        eval(f"CHILDREN {do} other", {"CHILDREN": CHILDREN, "other": other})


def test_quantities_of_different_units_are_neither_equal_nor_unequal() -> None:
    with pytest.raises(UnitFault, match="Q101"):
        assert Quantity(49, "child") == Quantity(49, "episode")
    assert Quantity(1, "child") != 1
    assert len({Quantity(1, "child"), Quantity(1, "child")}) == 1


def test_a_share_is_a_quantity_of_its_own_and_is_not_added() -> None:
    assert SHARE.quantity == Quantity(0.14, "share of plan")
    assert replace(SHARE, value=0.15) > SHARE
    with pytest.raises(UnitFault, match="Q103"):
        SHARE + SHARE
    with pytest.raises(UnitFault, match="Q101"):
        assert SHARE < replace(CHILDREN, unit="plan")


def test_what_has_no_value_has_no_quantity() -> None:
    with pytest.raises(UnitFault, match=r"Q102.*no cases"):
        replace(SHARE, value=None, absent="no cases") < SHARE  # noqa: B015
    assert isinstance(UnitFault("Q101", ""), TypeError)


def test_a_period_still_running_is_to_date() -> None:
    assert not CHILDREN.to_date
    assert replace(CHILDREN, period_end=date(2019, 12, 30)).to_date
