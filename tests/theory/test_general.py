"""M/G/1 and completion times under breakdowns."""

from __future__ import annotations

import math

import numpy as np
import pytest

from plantwright.errors import TheoryError
from plantwright.theory.general import Moments, completion, mg1


def test_constant_times_halve_the_wait() -> None:
    """M/D/1 waits half as long as M/M/1."""
    assert mg1(0.8, Moments(1.0, 0.0)).wait == pytest.approx(mg1(0.8, Moments(1.0, 1.0)).wait / 2)


def test_completion_time_is_what_drawn_breakdowns_make() -> None:
    """Mean and variability of the completion time are those of drawn process times with drawn repairs, to 1 %."""
    rng = np.random.default_rng(5)
    process = rng.gamma(2.0, 0.5, 400_000)
    count = rng.poisson(process / 5.0)
    owner = np.repeat(np.arange(len(process)), count)
    times = process + np.bincount(owner, rng.exponential(2.0, count.sum()), len(process))
    made = completion(Moments(1.0, 0.5), 5.0, Moments(2.0, 1.0))
    assert made.mean == pytest.approx(times.mean(), rel=0.01)
    assert made.scv == pytest.approx(times.var() / times.mean() ** 2, rel=0.01)


def test_effective_variability_is_that_of_factory_physics() -> None:
    """With constant times, c² = c₀² + (1 + c_r²) A (1 − A) MTTR/t₀, as in Hopp and Spearman, eq. (8.6)."""
    to_failure, to_repair = 10.0, 3.0
    availability = to_failure / (to_failure + to_repair)
    made = completion(Moments(1.0, 0.4), to_failure, Moments(to_repair, 0.7))
    assert made.mean == pytest.approx(1 / availability)
    assert made.scv == pytest.approx(0.4 + (1 + 0.7) * availability * (1 - availability) * to_repair)


def test_repairs_in_no_time_change_nothing() -> None:
    """A repair that takes no time leaves the process time as it is."""
    made = completion(Moments(2.0, 0.3), 1.0, Moments(0.0, 0.0))
    assert (made.mean, made.scv) == (pytest.approx(2.0), pytest.approx(0.3))


@pytest.mark.parametrize(
    ("rate", "process"), [(1.0, Moments(1.0)), (0.5, Moments(1.0, -0.1)), (0.5, Moments(math.nan))]
)
def test_what_has_no_steady_state_is_refused(rate: float, process: Moments) -> None:
    """A load of one, or moments that no time has, get no number."""
    with pytest.raises(TheoryError):
        mg1(rate, process)
