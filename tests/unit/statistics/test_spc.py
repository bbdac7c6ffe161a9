"""Control charts: each rule on a series worked by hand, laws of any series, and a slow second telling."""

from datetime import date

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrutable.statistics.flags import COMMON, OUTSIDE, SHIFT, TREND, TWO_OF_THREE, assurance, variation
from scrutable.statistics.spc import Chart, from_year_to_date, p_chart, refuse_overlapping, xmr
from tests.unit.statistics.slow import slow_xmr

WHOLE = st.integers(-50, 50)


def flat(signal: str, chart: Chart) -> list[int]:
    """Return where the points with that signal are."""
    return [place for place, said in enumerate(chart.signal) if said == signal]


def test_limits_by_hand() -> None:
    # Mean of 3, 5, 4, 8: 20/4 = 5. Ranges 2, 1, 4: 7/3 = 2.3333. 3.267 x 2.3333 = 7.62, so none is screened.
    # 2.66 x 7/3 = 6.20667; two thirds of it are 4.13778.
    chart = xmr([3, 5, 4, 8])
    assert chart.centre == pytest.approx([5] * 4)
    assert chart.upper == pytest.approx([11.206667] * 4, abs=1e-6)
    assert chart.lower == pytest.approx(
        [-1.206667] * 4, abs=1e-6
    )  # below nought: the arithmetic clips nothing
    assert chart.near_upper == pytest.approx([9.137778] * 4, abs=1e-6)
    assert chart.near_lower == pytest.approx([0.862222] * 4, abs=1e-6)
    assert chart.signal == (COMMON,) * 4
    assert chart.side.tolist() == [-1, 0, -1, 1]


def test_a_moving_range_is_screened_once() -> None:
    # Eleven ranges of 1 and one of 40: 51/12 = 4.25; 3.267 x 4.25 = 13.88, so 40 goes and the average becomes 1.
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 41]
    assert [float(v) for v in np.abs(np.diff(values))] == [1.0] * 11 + [40.0]
    centre = sum(values) / 13  # 47/13
    assert xmr(values).upper[0] == pytest.approx(centre + 2.66 * 1)
    assert xmr(values, screen=False).upper[0] == pytest.approx(centre + 2.66 * 4.25)


def test_screening_is_not_done_again() -> None:
    # Ranges: 36 of 1, then 5 and 100. Average 141/38 = 3.71, 3.267 of it 12.1: only 100 goes.
    # A second screening of 41/37 = 1.108 (3.62) would take 5 as well; there is none.
    values = [place % 2 for place in range(37)] + [5, 105]
    ranges = np.abs(np.diff(values)).tolist()
    assert sorted(ranges) == [1] * 36 + [5, 100]
    chart = xmr(values)
    assert chart.upper[0] - chart.centre[0] == pytest.approx(2.66 * 41 / 37)


def test_a_range_of_just_the_screening_limit_goes() -> None:
    # a ranges of 1 and one of r: r = 3.267 (a + r) / (a + 1). With a = 9 and r = 3.267 x 9 / (10 - 3.267) = 4.367...
    # A hair more is screened, a hair less is not.
    r = 3.267 * 9 / (10 - 3.267)
    zigzag = [0.0, 1.0] * 5
    over, under = xmr([*zigzag, 1 + r + 1e-6]), xmr([*zigzag, 1 + r - 1e-6])
    assert over.upper[0] - over.centre[0] == pytest.approx(2.66)
    assert under.upper[0] - under.centre[0] == pytest.approx(2.66 * (9 + r) / 10, abs=1e-5)


def test_a_range_on_the_screening_limit_goes() -> None:
    # Ranges 3267, 733, 0 and 0: the average is 1000, and 3.267 times it just 3267. It goes: 733/3 is left.
    chart = xmr([0, 3267, 4000, 4000, 4000])
    assert chart.upper[0] - chart.centre[0] == pytest.approx(2.66 * 733 / 3)


def test_outside_is_strict() -> None:
    # The first four give CL 10 and amr (2+2+2)/3 = 2 ... limits 10 -+ 5.32, held for what follows.
    chart = xmr([9, 11, 9, 11, 15.32, 15.33, 4.68, 4.67], fix_after=4)
    assert (chart.centre[0], chart.upper[0], chart.lower[0]) == pytest.approx((10, 15.32, 4.68))
    assert flat(OUTSIDE, chart) == [5, 7]
    assert chart.direction.tolist() == [0, 0, 0, 0, 0, 1, 0, -1]
    assert chart.close.tolist() == [False] * 4 + [True, False, True, False]  # beyond 1.7733 x 2 = 3.5467


def test_a_trend_flags_all_seven_and_a_tie_breaks_it() -> None:
    # Centre and limits are held from the first zigzag, wide enough for all: CL 5, amr 10, limits -21.6 to 31.6.
    base = [0, 10, 0, 10, 0, 10]
    rising = xmr([*base, 1, 2, 3, 4, 6, 7, 8, 5], fix_after=6)
    assert flat(TREND, rising) == list(range(6, 13))
    assert rising.direction.tolist() == [0] * 6 + [1] * 7 + [0]
    assert flat(TREND, xmr([*base, 1, 2, 3, 4, 6, 7, 5, 8], fix_after=6)) == []  # six that rise are no trend
    assert flat(TREND, xmr([*base, 1, 2, 3, 4, 4, 6, 7, 8], fix_after=6)) == []  # a tie


def test_a_peak_goes_with_the_fall_it_begins() -> None:
    values = [0, 10, 0, 10, 0, 10, 1, 2, 3, 4, 6, 7, 8, 7, 6, 4, 3, 2, 1]
    chart = xmr(values, fix_after=6)
    assert chart.direction.tolist()[6:] == [1] * 6 + [-1] * 7
    # Over a tie two trends meet without a difference: the last of the first still rises.
    tied = xmr([*values[:13], 8, 7, 6, 4, 3, 2, 1], fix_after=6)
    assert tied.direction.tolist()[6:] == [1] * 7 + [-1] * 7


def test_a_shift_flags_the_whole_run_and_a_point_on_the_mean_breaks_it() -> None:
    # CL 5, limits -21.6 to 31.6 (near: -12.73 to 22.73), held from the zigzag.
    base = [0, 10, 0, 10, 10, 0]
    chart = xmr([*base, 6, 7, 6, 7, 6, 7, 6, 7, 4], fix_after=6)
    assert flat(SHIFT, chart) == list(range(6, 14))
    assert flat(SHIFT, xmr([*base, 6, 7, 6, 7, 6, 7, 4], fix_after=6)) == []
    assert flat(SHIFT, xmr([*base, 6, 7, 6, 5, 6, 7, 6, 7], fix_after=6)) == []  # 5 is on the mean


def test_two_of_three() -> None:
    # CL 5, amr 10: near limits 22.733 and -12.733, limits 31.6 and -21.6.
    base = [0, 10, 0, 10, 0, 10]
    assert flat(TWO_OF_THREE, xmr([*base, 25, 6, 25, 0], fix_after=6)) == [6, 8]  # only the close points
    assert flat(TWO_OF_THREE, xmr([*base, 25, 4, 25, 0], fix_after=6)) == []  # not all on one side
    assert flat(TWO_OF_THREE, xmr([*base, 25, 5, 25, 0], fix_after=6)) == []  # one on the mean
    assert flat(TWO_OF_THREE, xmr([*base, 25, 6, 32, 0], fix_after=6)) == []  # one outside is not close
    assert flat(TWO_OF_THREE, xmr([*base, 0, -15, -15, 0], fix_after=6)) == [7, 8]


def test_priority() -> None:
    # CL 5, limits -21.6 to 31.6. 8 10 12 14 23 24 40 all rise, the last is outside; 23 and 24 are also close.
    chart = xmr([0, 10, 0, 10, 0, 10, 8, 10, 12, 14, 23, 24, 40], fix_after=6)
    assert chart.signal[6:] == (TREND,) * 6 + (OUTSIDE,)
    assert chart.two_of_three.tolist()[6:] == [False] * 4 + [True, True, False]
    assert chart.shift.tolist()[6:] == [True] * 7
    # Two of three goes before shift.
    chart = xmr([0, 10, 0, 10, 10, 0, 6, 7, 6, 7, 6, 25, 25], fix_after=6)
    assert chart.signal[6:] == (SHIFT,) * 5 + (TWO_OF_THREE,) * 2


def test_phases_have_their_own_limits_and_no_run_across() -> None:
    values = [1, 3, 1, 3, 11, 13, 11, 13]
    chart = xmr(values, rebase=[False] * 4 + [True] + [False] * 3)
    # 2 -+ 2.66 x 2 and 12 -+ 2.66 x 2: the step of 8 between them is no moving range.
    assert chart.centre.tolist() == [2.0] * 4 + [12.0] * 4
    assert (chart.upper - chart.centre).tolist() == pytest.approx([5.32] * 8)
    assert chart.phase.tolist() == [0] * 4 + [1] * 4
    six_up = [1, 2, 3, 4, 5, 6]
    assert flat(TREND, xmr([*six_up, 7], rebase=[False] * 6 + [True])) == []
    assert xmr(values, rebase=[True] + [False] * 7).phase.tolist() == [0] * 8


def test_a_phase_of_one_point_has_no_limits_and_no_signal() -> None:
    chart = xmr([5, 6, 99], rebase=[False, False, True])
    assert chart.centre[2] == 99
    assert np.isnan([chart.upper[2], chart.lower[2], chart.near_upper[2], chart.near_lower[2]]).all()
    assert chart.signal[2] == COMMON
    assert assurance(chart, 50, "higher") is None
    assert np.isnan(xmr([5]).upper).all()
    assert len(xmr([]).values) == 0


@pytest.mark.parametrize("value", [0.1, 0.7, 14.1509433962, 1 / 3])
@pytest.mark.parametrize("many", [3, 10, 13])
def test_a_constant_series_flags_nothing(value: float, many: int) -> None:
    chart = xmr([value] * many)
    assert chart.signal == (COMMON,) * many
    assert chart.upper.tolist() == chart.lower.tolist() == chart.centre.tolist() == [value] * many


def test_trial_limits_under_twelve_points() -> None:
    assert xmr(list(range(11))).trial.all()
    assert not xmr(list(range(12))).trial.any()
    chart = xmr(list(range(14)), rebase=[False] * 12 + [True, False])
    assert chart.trial.tolist() == [False] * 12 + [True] * 2
    assert xmr(list(range(20)), fix_after=11).trial.all()


def test_what_cannot_be_a_chart_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="leave it out, and say so"):
        xmr([1.0, float("nan")])
    with pytest.raises(ValueError, match="2 values and 1 marks"):
        xmr([1, 2], rebase=[False])
    with pytest.raises(ValueError, match="fewer than 2"):
        xmr([1, 2], fix_after=1)
    with pytest.raises(ValueError, match="plain list"):
        xmr([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="2 values and 1 periods"):
        xmr([1, 2], periods=[(date(2020, 1, 1), date(2020, 1, 31))])
    with pytest.raises(ValueError, match="no last point"):
        variation(xmr([]), "higher")


def test_rolling_and_year_to_date_series_are_refused() -> None:
    months = [(date(2019, 4, 1), date(2019, 4, 30)), (date(2019, 5, 1), date(2019, 5, 31))]
    refuse_overlapping(months)
    assert len(xmr([1, 2], periods=months).values) == 2
    to_date = [months[0], (date(2019, 4, 1), date(2019, 5, 31))]
    rolling = [(date(2019, 1, 1), date(2019, 12, 31)), (date(2019, 4, 1), date(2020, 3, 31))]
    for overlapping in (to_date, rolling, months[::-1]):
        with pytest.raises(ValueError, match="share no day"):
            xmr([1, 2], periods=overlapping)


def test_a_year_to_date_count_is_taken_apart() -> None:
    # April to March 3, 7, 12 are 3, 4 and 5; then a new year.
    assert from_year_to_date([3, 7, 12, 2], [True, False, False, True]).tolist() == [3, 4, 5, 2]
    with pytest.raises(ValueError, match="not the first of its year"):
        from_year_to_date([7, 12], [False, False])
    with pytest.raises(ValueError, match="2 totals and 1 marks"):
        from_year_to_date([7, 12], [True])


@pytest.mark.parametrize(
    ("last", "better", "verdict", "letter"),
    [
        (16, "higher", "improvement", "H"),
        (16, "lower", "concern", "H"),
        (4, "higher", "concern", "L"),
        (4, "lower", "improvement", "L"),
        (16, "neither", "high", "H"),
        (4, "band", "low", "L"),
        (12, "higher", "common cause", ""),
    ],
)
def test_variation_is_told_by_the_last_point_alone(
    last: float, better: str, verdict: str, letter: str
) -> None:
    # CL 10, limits 4.68 and 15.32. 99 before the last is outside, and says nothing of now.
    found = variation(xmr([9, 11, 9, 11, 99, last], fix_after=4), better)  # type: ignore[arg-type]
    assert (found.verdict, found.letter) == (verdict, letter)
    assert found.signal == (OUTSIDE if letter else COMMON)


@pytest.mark.parametrize(
    ("target", "better", "says"),
    [
        (15.33, "higher", "fails"),
        (15.33, "lower", "passes"),
        (4.67, "higher", "passes"),
        (4.67, "lower", "fails"),
        (10, "higher", "hit or miss"),
        (10, "neither", None),
        (None, "higher", None),
    ],
)
def test_assurance(target: float | None, better: str, says: str | None) -> None:
    assert assurance(xmr([9, 11, 9, 11], fix_after=4), target, better) == says  # type: ignore[arg-type]


def test_a_target_on_a_limit_is_hit_or_miss() -> None:
    chart = xmr([9, 11, 9, 11])
    assert assurance(chart, float(chart.upper[0]), "higher") == "hit or miss"
    assert assurance(chart, float(chart.lower[0]), "lower") == "hit or miss"


def test_p_chart_by_hand() -> None:
    # 30 of 200 and 50 of 100 and 20 of 100: p = 100/400 = 0.25. sqrt(0.1875/200) = 0.030619, /100: 0.043301.
    chart = p_chart([30, 50, 20], [200, 100, 100])
    assert chart.values.tolist() == [0.15, 0.5, 0.2]
    assert chart.centre.tolist() == [0.25] * 3
    assert chart.upper == pytest.approx([0.25 + 0.091856, 0.25 + 0.129904, 0.25 + 0.129904], abs=1e-6)
    assert chart.lower == pytest.approx([0.25 - 0.091856, 0.25 - 0.129904, 0.25 - 0.129904], abs=1e-6)
    assert chart.signal == (OUTSIDE, OUTSIDE, COMMON)  # 0.15 < 0.1581; 0.5 > 0.3799


def test_laney_by_hand() -> None:
    # Scores: -0.1/0.030619 = -3.26599; 0.25/0.043301 = 5.77350; -0.05/0.043301 = -1.15470.
    # Moving ranges 9.03949 and 6.92820, on average 7.98385; over 1.128: 7.07788 times as wide.
    chart = p_chart([30, 50, 20], [200, 100, 100], laney=True)
    assert chart.upper[0] == pytest.approx(0.25 + 0.091856 * 7.07788, abs=1e-5)
    assert chart.signal == (COMMON,) * 3


def test_p_chart_edges() -> None:
    for laney in (False, True):
        assert p_chart([0, 0], [10, 20], laney=laney).signal == (COMMON, COMMON)
        assert p_chart([10, 20], [10, 20], laney=laney).upper.tolist() == [1.0, 1.0]
    assert np.isnan(p_chart([3], [10], laney=True).upper).all()
    assert p_chart([1, 9], [10, 10], rebase=[False, True]).centre.tolist() == [0.1, 0.9]
    for met, counted in (([1], [0]), ([-1], [3]), ([4], [3])):
        with pytest.raises(ValueError, match="denominator above nought"):
            p_chart(met, counted)
    with pytest.raises(ValueError, match="2 numerators and 1 denominators"):
        p_chart([1, 1], [2])


@st.composite
def series(draw: st.DrawFn) -> tuple[list[int], list[bool], int | None, bool]:
    """A series with many ties and runs: steps as often as values, so that trends and shifts come about."""
    many = draw(st.integers(1, 40))
    if draw(st.booleans()):
        values = draw(st.lists(st.integers(0, 12), min_size=many, max_size=many))
    else:
        steps = draw(st.lists(st.sampled_from([-2, -1, 0, 1, 1, 1, 2, 2]), min_size=many, max_size=many))
        values = np.cumsum(steps).tolist()
    marks = draw(st.lists(st.sampled_from([False] * 12 + [True]), min_size=many, max_size=many))
    return values, marks, draw(st.sampled_from([None, None, 2, 5, 12])), draw(st.booleans())


@given(series())
@example((list(range(7)), [False] * 7, None, True))
@example(([1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1], [False] * 14, None, True))
def test_agrees_with_the_slow_telling(drawn: tuple[list[int], list[bool], int | None, bool]) -> None:
    values, marks, fix_after, screen = drawn
    chart = xmr(values, rebase=marks, fix_after=fix_after, screen=screen)
    slow = slow_xmr(values, marks, fix_after, screen)
    for name in ("centre", "upper", "lower"):
        expected = [float("nan") if point[name] is None else float(point[name]) for point in slow]
        assert getattr(chart, name) == pytest.approx(expected, nan_ok=True)
    # A value on a limit to the last digit may fall either way in floating point: leave such a series out.
    edges = [
        centre + share * 2.66 * spread
        for centre, spread in zip(chart.centre, (chart.upper - chart.centre) / 2.66, strict=True)
        for share in (-1, -2 / 3, 2 / 3, 1)
    ]
    near = np.array(edges).reshape(-1, 4) - chart.values[:, None]
    if (np.abs(near[~np.isnan(near)]) < 1e-9).any() and (chart.upper > chart.lower).any():
        return
    assert list(chart.signal) == [point["signal"] for point in slow]
    assert chart.direction.tolist() == [point["direction"] for point in slow]


def test_the_slow_telling_sees_every_signal() -> None:
    """So that agreement is about something: the drawn kinds of series do show each signal."""
    rng = np.random.default_rng(1)
    seen: set[str] = set()
    for _ in range(300):
        values = np.cumsum(rng.integers(-2, 3, 40)).tolist()
        seen |= {point["signal"] for point in slow_xmr(values, [False] * 40, 12, True)}
    assert seen == {OUTSIDE, TREND, TWO_OF_THREE, SHIFT, COMMON}


@given(st.lists(WHOLE, min_size=2, max_size=30), st.integers(-40, 40), st.integers(1, 8))
def test_limits_move_and_stretch_with_the_data(values: list[int], by: int, times: int) -> None:
    plain, other = xmr(values), xmr([times * value + by for value in values])
    for name in ("centre", "upper", "lower"):
        assert getattr(other, name) == pytest.approx(times * getattr(plain, name) + by)


@given(st.lists(WHOLE, min_size=2, max_size=30))
def test_turning_the_sign_swaps_high_and_low(values: list[int]) -> None:
    plain, turned = xmr(values), xmr([-value for value in values])
    assert turned.upper == pytest.approx(-plain.lower)
    assert turned.signal == plain.signal
    assert turned.direction.tolist() == (-plain.direction).tolist()
    assert turned.side.tolist() == (-plain.side).tolist()


@given(st.integers(2, 12), st.integers(0, 10))
def test_a_tie_breaks_a_trend(many: int, at: int) -> None:
    values = list(range(many)) if many < 7 else list(range(7))
    tie = min(at, len(values) - 2)
    tied = [*values[: tie + 1], values[tie], *values[tie + 1 :]][: len(values)]
    assert not xmr(tied).trend.any()


@given(st.lists(st.sampled_from([-1, 1, 2]), min_size=3, max_size=20), st.integers(0, 19))
def test_what_is_wider_is_never_flagged_outside(values: list[int], at: int) -> None:
    """Values of one size about the mean: a point outside is always further from the mean than one inside."""
    chart = xmr(values)
    reach = np.abs(chart.values - chart.centre)
    if chart.outside.any() and not chart.outside.all():
        assert reach[chart.outside].min() > reach[~chart.outside].max() - 1e-12
