"""Ranks as ranges: ties share their places, and chance widens them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutable.statistics.ranking import places, places_of_shares
from scrutable.statistics.wilson import newcombe


def test_places_by_hand() -> None:
    values = [70.0, 80.0, 70.0, 60.0, 90.0]
    assert [tuple(places(values, at, highest_first=True)) for at in range(5)] == [
        (3, 4, 5), (2, 2, 5), (3, 4, 5), (5, 5, 5), (1, 1, 5)
    ]  # fmt: skip
    assert tuple(places(values, 3, highest_first=False)) == (1, 1, 5)
    with pytest.raises(ValueError, match="leave it out"):
        places([1.0, float("nan")], 0, highest_first=True)


def test_places_of_shares_by_hand() -> None:
    # 50 and 49 of 100 cannot be told apart; 90 and 10 can, from both.
    found = [tuple(places_of_shares([90, 50, 49, 10], [100] * 4, at, highest_first=True)) for at in range(4)]
    assert found == [(1, 1, 4), (2, 3, 4), (2, 3, 4), (4, 4, 4)]
    assert tuple(places_of_shares([90, 50, 49, 10], [100] * 4, 0, highest_first=False)) == (4, 4, 4)
    # Of very few children nobody can be told from anybody.
    assert tuple(places_of_shares([1, 2, 0], [3, 3, 3], 0, highest_first=True)) == (1, 3, 3)
    with pytest.raises(ValueError, match="nothing was counted"):
        places_of_shares([0, 1], [0, 2], 0, highest_first=True)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda one: sum(one) > 0),
        min_size=1,
        max_size=12,
    )
)
def test_a_range_of_places_holds_the_place_in_the_table(cells: list[tuple[int, int]]) -> None:
    met, counted = [a for a, _ in cells], [a + b for a, b in cells]
    for at in range(len(cells)):
        plain = places([m / c for m, c in zip(met, counted, strict=True)], at, highest_first=True)
        wide = places_of_shares(met, counted, at, highest_first=True)
        assert wide.best <= plain.best <= plain.worst <= wide.worst
        apart = sum(newcombe(m, c, met[at], counted[at]).lower > 0 for m, c in zip(met, counted, strict=True))
        assert wide.best == apart + 1
