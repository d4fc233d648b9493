"""Control charts of values: what their limits are, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.errors import FitError, PlantwrightError, RecordsError
from plantwright.observe.spc.baseline import Known
from plantwright.observe.spc.constants import constants
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.counts import defective_count, defective_share, defects, defects_each
from plantwright.observe.spc.cusum import cusum, summed
from plantwright.observe.spc.ewma import ewma
from plantwright.observe.spc.individuals import individuals
from plantwright.observe.spc.subgroups import mean_and_deviation, mean_and_range

RANDOM = np.random.default_rng(7)
VALUES = RANDOM.normal(10, 2, size=60)
GROUPS = RANDOM.normal(10, 2, size=(30, 5))


def limits(chart: ControlChart) -> tuple[float, float, float]:
    """Return the first lower limit, center and upper limit."""
    return float(chart.lower[0]), float(chart.center[0]), float(chart.upper[0])


def test_individuals_have_limits_of_266_moving_ranges() -> None:
    """The limits of single values are the mean ± 2.66 mean moving ranges, those of moving ranges 0 and 3.267."""
    each, moving = individuals(VALUES, unit="mm")
    mean, ranges = VALUES.mean(), abs(np.diff(VALUES)).mean()
    assert limits(each) == pytest.approx((mean - 2.6587 * ranges, mean, mean + 2.6587 * ranges), rel=1e-4)
    assert limits(moving) == pytest.approx((0, ranges, 3.2665 * ranges), rel=1e-4)
    assert (moving.first, len(moving.points), each.sigma.unit) == (1, 59, "mm")


def test_equal_subgroups_have_the_limits_of_the_tables() -> None:
    """With equal subgroups the limits are mean ± A2·R̄ and D4·R̄, or mean ± A3·s̄ and B4·s̄."""
    k, mean = constants(5), GROUPS.mean()
    wide, deviation = np.ptp(GROUPS, axis=1).mean(), GROUPS.std(axis=1, ddof=1).mean()
    means, ranges = mean_and_range(GROUPS)
    assert limits(means) == pytest.approx((mean - k.a2 * wide, mean, mean + k.a2 * wide))
    assert limits(ranges) == pytest.approx((0, wide, k.d4 * wide))
    means, deviations = mean_and_deviation(GROUPS)
    assert limits(means) == pytest.approx((mean - k.a3 * deviation, mean, mean + k.a3 * deviation))
    assert limits(deviations) == pytest.approx((0, deviation, k.b4 * deviation))


def test_small_subgroups_have_wider_limits() -> None:
    """Where subgroups differ in size, each has limits of its own."""
    means, _ = mean_and_range([one[: 2 + k % 4] for k, one in enumerate(GROUPS)])
    assert means.upper[0] > means.upper[1] > means.upper[2] > means.upper[3]


def test_the_baseline_sets_the_limits_and_all_points_are_held_against_them() -> None:
    """A shift after the baseline signals, and does not widen the limits."""
    shifted = np.concatenate([VALUES, VALUES + 12])
    each, _ = individuals(shifted, baseline=60)
    assert limits(each) == limits(individuals(VALUES)[0])
    assert each.baseline == "the first 60 of 120 points"
    assert {one.rule.name for one in each.signals} >= {"nelson 1", "nelson 2"}
    assert min(point for one in each.signals if one.rule.name == "nelson 1" for point in one.points) >= 60


def test_known_mean_and_spread_need_no_estimate() -> None:
    """Where mean and standard deviation are told, the limits are three of them away, and the sigma has no interval."""
    each, _ = individuals(VALUES, known=Known(10, 2))
    assert limits(each) == (4, 10, 16)
    assert (each.sigma.value, each.sigma.low, each.baseline) == (2, None, "mean 10 and standard deviation 2 as told")


def test_counts_have_the_limits_of_their_laws() -> None:
    """Limits of counts are three binomial or Poisson standard deviations away and never where no count can be."""
    share = defective_share([2, 3, 5], [50, 50, 100])
    assert limits(share) == pytest.approx((0, 0.05, 0.05 + 3 * np.sqrt(0.05 * 0.95 / 50)))
    assert share.upper[2] < share.upper[0]
    assert limits(defective_count([49, 48, 50], [50] * 3))[2] == 50
    assert limits(defects([16, 9, 11])) == pytest.approx((12 - 3 * np.sqrt(12), 12, 12 + 3 * np.sqrt(12)))
    assert limits(defects_each([10, 12], [5, 5])) == pytest.approx((2.2 - 3 * np.sqrt(2.2 / 5), 2.2, 4.18997), rel=1e-5)


def test_the_limits_of_an_ewma_open_and_settle() -> None:
    """The first limit of an EWMA is L·σ·λ away, the last that of the long run."""
    chart = ewma(VALUES, known=Known(10, 2), weight=0.2, width=3)
    settled = ewma(VALUES, known=Known(10, 2), weight=0.2, width=3, asymptotic=True)
    assert chart.upper[0] == pytest.approx(10 + 3 * 2 * 0.2)
    assert chart.upper[-1] == pytest.approx(settled.upper[0])
    assert chart.points.tolist() == settled.points.tolist()


def test_an_ewma_of_weight_one_is_the_values() -> None:
    """An EWMA that forgets all is the chart of single values."""
    chart, (each, _) = ewma(VALUES, weight=1, width=3), individuals(VALUES)
    assert chart.points == pytest.approx(VALUES)
    assert limits(chart) == pytest.approx(limits(each))


def test_sums_begin_anew_at_zero() -> None:
    """A tabular sum is the recursion max(0, before + step), step by step."""
    steps = RANDOM.normal(-0.2, 1, size=500)
    by_hand, now = [], 0.0
    for step in steps:
        now = max(0.0, now + step)
        by_hand.append(now)
    assert summed(steps) == pytest.approx(by_hand, abs=1e-9)


def test_a_cusum_finds_a_small_shift_up_and_down() -> None:
    """A shift of one standard deviation is found on its side, and not on the other."""
    steady = np.tile([9.0, 11.0, 8.0, 12.0], 15)
    for sign, place in ((1, 0), (-1, 1)):
        charts = cusum(np.concatenate([steady, steady + sign * 2.0]), known=Known(10, 2))
        assert charts[place].signals
        assert not charts[1 - place].signals
        assert charts[place].signals[0].first >= 60


def test_limits_need_values_that_vary() -> None:
    """Equal values, counts of nothing and counts of all have no limits."""
    for make in (
        lambda: individuals([5.0] * 10),
        lambda: defects([0, 0, 0]),
        lambda: defective_share([5, 5], [5, 5]),
    ):
        with pytest.raises(FitError, match="limits need some"):
            make()


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Missing values and a baseline beyond the data are told together."""
    with pytest.raises(RecordsError) as caught:
        individuals([1.0, float("nan"), 3.0], baseline=9)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: defective_share([6], [5]), "2 or more"),
        (lambda: defective_share([6, 1], [5, 5]), "more defective pieces than were looked at"),
        (lambda: defective_share([0.5, 1], [5, 5]), "no whole numbers"),
        (lambda: defective_count([1, 1], [5, 6]), "use a p chart"),
        (lambda: defects_each([1, 1], [5, 0]), "samples of nothing"),
        (lambda: defects_each([1, 1], [5]), "2 or more"),
        (lambda: mean_and_range([[1.0, 2.0], [1.0]]), "fewer than two"),
        (lambda: ewma(VALUES, weight=0), "above 0 and up to 1"),
        (lambda: cusum(VALUES, decision=-1), "above 0"),
    ],
)
def test_what_makes_no_chart_is_refused(make: object, says: str) -> None:
    """What cannot be charted is refused with what would do."""
    with pytest.raises(PlantwrightError, match=says):
        make()  # type: ignore[operator]
