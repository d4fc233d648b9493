"""Steps that keep to some stations of their work center are seen to."""

from __future__ import annotations

import pytest

from plantwright.calibrate.fit import fit
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.facts import CenterFact, Facts
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.log import simulate

HOUR, WEEK = 3600.0, 7 * 86_400.0
NOISE = Distribution.gamma(1.0, 0.3)


def shop(**stations: tuple[str, ...]) -> Plant:
    """Return three mills, and products of which each may use some of them, or all."""
    products = tuple(
        Product(
            id=name,
            routings=(
                Routing(
                    operations=(Operation(id="mill", work_center="mill", per_lot=HOUR, noise=NOISE, stations=mine),)
                ),
            ),
        )
        for name, mine in stations.items()
    )
    return Plant(
        name="mills",
        work_centers=(WorkCenter(id="mill", stations=3),),
        products=products,
        release=Release(interarrival=Distribution.exponential(0.6 * HOUR)),
    )


def learned(plant: Plant, facts: Facts | None = None, weeks: int = 8) -> dict[str, tuple[str, ...]]:
    """Return the stations of each product's step, as fitted."""
    log = simulate(plant, horizon=weeks * WEEK, warm_up=WEEK, seed=3)
    fitted = fit(log, facts) if facts else fit(log)
    return {one.id: one.routings[0].operations[0].stations for one in fitted.products}


def test_dedicated_steps_are_told_from_free_ones() -> None:
    """One product keeps to the first mill, one to the others, one goes anywhere."""
    told = {"a": ("mill-1",), "b": ("mill-2", "mill-3"), "c": ()}
    assert learned(shop(**told)) == told


@pytest.mark.parametrize("weeks", [1, 3, 8])
def test_no_step_is_dedicated_by_chance(weeks: int) -> None:
    """Where all mills are open to all, few orders or many show no dedication, though the first mill is taken first."""
    names = {f"p{number}": () for number in range(8)}
    assert learned(shop(**names), weeks=weeks) == names


def test_stations_that_are_no_more_bind_nobody() -> None:
    """Two mills told where three were seen: who kept to the third may use any."""
    told = Facts(work_centers=(CenterFact(id="mill", stations=2),))
    found = learned(shop(a=("mill-3",), b=("mill-1", "mill-2")), told)
    assert found == {"a": (), "b": ("mill-1", "mill-2")}
