"""Waits that no record explains are learned as such."""

from __future__ import annotations

import pytest

from plantwright.calibrate.fit import fit
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.log import simulate

HOUR, WEEK = 3600.0, 7 * 86_400.0


def line(transport: Distribution) -> Plant:
    """Return three work centers in a row, each busy for seven tenths of the time."""
    names = ("saw", "mill", "weld")
    noise = Distribution.gamma(1.0, 0.3)
    steps = tuple(Operation(id=name, work_center=name, per_lot=0.7 * HOUR, noise=noise) for name in names)
    return Plant(
        name="line",
        work_centers=tuple(WorkCenter(id=name) for name in names),
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
        release=Release(interarrival=Distribution.exponential(HOUR)),
        transport=transport,
    )


@pytest.mark.parametrize("spread", [3.0, 6.0])
def test_wide_waits_are_learned_from_idle_stations(spread: float) -> None:
    """Where lots lie for hours or days for no reason that is recorded, mean and spread of that are learned."""
    true = Distribution.gamma(5 * HOUR, spread)
    learned = fit(simulate(line(true), horizon=20 * WEEK, warm_up=2 * WEEK, seed=4))
    assert learned.transport.mean == pytest.approx(true.mean, rel=0.1)
    assert learned.transport.scv == pytest.approx(spread, rel=0.3)
    assert learned.transport.kind == "empirical"
