"""How long a study's runs are."""

from __future__ import annotations

import pytest

from plantwright.improve.study import trial_length
from plantwright.model.calendar import DAY
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing


@pytest.mark.parametrize(("days", "weeks"), [(0.5, 13), (30.0, 57)])
def test_a_run_is_longer_than_its_orders_are_on_their_way(days: float, weeks: int) -> None:
    """Runs last some 90 days; where an order works for 10 days and rests for 30, ten times that."""
    operation = Operation(id="1", work_center="a", per_lot=10 * DAY, hold=Distribution.constant(days * DAY))
    plant = Plant(
        name="slow",
        work_centers=(WorkCenter(id="a"),),
        products=(Product(id="A", routings=(Routing(operations=(operation,)),)),),
        release=Release(policy="conwip", wip_limit=3),
    )
    short = operation.model_copy(update={"per_lot": 1.0}) if days < 1 else operation
    plant = plant.model_copy(update={"products": (Product(id="A", routings=(Routing(operations=(short,)),)),)})
    warm_up, horizon = trial_length(plant)
    assert horizon == weeks * 7 * DAY
    assert warm_up == pytest.approx(horizon / 3)
