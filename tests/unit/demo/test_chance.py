"""Chance that is the same every time, and a stream of its own for each part."""

from collections import Counter
from datetime import date

from scrutable.demo.chance import Chance, Weights, written_up
from scrutable.demo.days import is_working_day


def test_the_same_part_draws_the_same_and_another_part_other_numbers() -> None:
    first, again, other = (Chance(part) for part in ("care", "care", "ehc"))
    drawn = [first.share() for _ in range(1500)]
    assert drawn == [again.share() for _ in range(1500)]
    assert drawn != [other.share() for _ in range(1500)]


def test_whole_numbers_include_both_ends() -> None:
    chance = Chance("test")
    assert {chance.whole(3, 5) for _ in range(200)} == {3, 4, 5}
    assert {chance.one_of("ab") for _ in range(100)} == {"a", "b"}


def test_the_heavier_option_is_drawn_more_often_and_none_that_weighs_nothing() -> None:
    chance = Chance("test")
    counts = Counter(chance.weighted(Weights({"often": 9, "never": 0, "seldom": 1})) for _ in range(2000))
    assert counts["never"] == 0
    assert 100 < counts["seldom"] < 320


def test_a_sample_takes_each_option_once_and_no_more_than_there_are() -> None:
    chance = Chance("test")
    assert sorted(chance.sample(range(5), 5)) == [0, 1, 2, 3, 4]
    assert len(chance.sample(range(3), 9)) == 3


def test_nothing_is_written_up_before_it_happened_or_on_a_day_off() -> None:
    chance = Chance("test")
    for day in (date(2019, 10, 5), date(2019, 12, 24), date(2020, 1, 1), date(2019, 7, 3)):
        for _ in range(60):
            written = written_up(chance, day, slow=0.5)
            assert written >= day
            assert is_working_day(written)
