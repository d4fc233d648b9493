"""Lots on their way when a forecast begins come when their moves end."""

from __future__ import annotations

import numpy as np
import pytest

from calibrate.test_waits import line
from plantwright.calibrate.on_the_way import arrivals
from plantwright.model.distribution import Distribution
from plantwright.twin.kernel.floor import PLANNED

HOUR = 3600.0
MOVES = Distribution.empirical([1 * HOUR, 5 * HOUR, 9 * HOUR])


def _come(station: int, hours: float, moves: Distribution = MOVES) -> set[float]:
    """Return in how many hours a lot comes that left its saw some hours ago, beside one on a station or on none."""
    planned = np.zeros(2, PLANNED)
    planned["step"], planned["time"], planned["station"] = 1, 100 * HOUR, [-1, station]
    left = np.array([(100 - hours) * HOUR, np.nan])
    draws = (arrivals(planned, left, line(moves), 100 * HOUR, np.random.default_rng(seed)) for seed in range(40))
    return {round(float(times[0]) / HOUR - 100, 6) for times in draws}


def test_a_lot_comes_when_a_move_ends_that_takes_longer() -> None:
    """After two hours it may be the move of five or that of nine; after six that of nine."""
    assert _come(-1, 2) == {3, 7}
    assert _come(-1, 6) == {3}


@pytest.mark.parametrize(
    ("station", "hours", "moves"), [(-1, 10, MOVES), (1, 2, MOVES), (-1, 2, Distribution.constant(HOUR))]
)
def test_else_it_is_there(station: int, hours: float, moves: Distribution) -> None:
    """No move takes ten hours; beside a busy station a lot may stand in the queue; usual moves are short."""
    assert _come(station, hours, moves) == {0}
