"""Plants that were told: what is drawn is what was believed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from improve.shops import HOUR, bottleneck
from plantwright.calibrate.told import WIDE, Belief, beliefs_of, certain, drawn_plant, told_plants
from plantwright.calibrate.told_check import raise_too_few, told_check
from plantwright.calibrate.told_numbers import numbers_of
from plantwright.errors import PlantError, TwinError
from plantwright.files.plant import read_plant, write_plant
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Setup, WorkCenter
from plantwright.model.plant import Evidence, Plant, Release


def told(path: str, value: float, low: float, high: float, method: str = "told by the user") -> Evidence:
    """Return evidence of a number that was told."""
    return Evidence(path=path, value=value, low=low, high=high, method=method)


def shop(*evidence: Evidence) -> Plant:
    """Return a line of three steps whose evidence is this."""
    return bottleneck(evidence=evidence)


MILL = told("products.*.mill.per_lot", 2 * HOUR, HOUR, 5 * HOUR)


def test_the_interval_holds_as_many_draws_as_it_says() -> None:
    """Of the numbers drawn 95 % lie between low and high, half of them below the number told."""
    plants = told_plants(shop(MILL), count=1000).plants
    times = np.array([next(one for _, one in plant.operations() if one.id == "mill").per_lot for plant in plants])
    assert np.quantile(times, (0.025, 0.5, 0.975)) == pytest.approx([HOUR, 2 * HOUR, 5 * HOUR], rel=0.02)


def test_only_what_was_told_is_drawn() -> None:
    """Steps that nobody spoke of are the same in every plant drawn."""
    plants = told_plants(shop(MILL), count=8).plants
    others = {(one.id, one.per_lot) for plant in plants for _, one in plant.operations() if one.id != "mill"}
    assert others == {("saw", HOUR), ("pack", HOUR)}


@pytest.mark.parametrize(
    "evidence",
    [
        told("products.*.mill.per_lot", 2 * HOUR, 2 * HOUR, 2 * HOUR),
        told("products.*.mill.per_lot", 2 * HOUR, HOUR, 5 * HOUR, "finished intervals"),
        told("products.*.mill.per_lot", 3 * HOUR, HOUR, 5 * HOUR),
        told("work_centers.mill.color", 2.0, 1.0, 3.0),
    ],
    ids=["no width", "measured", "edited since", "no number of the plant"],
)
def test_what_is_not_open_is_not_drawn(evidence: Evidence) -> None:
    """No width, another method, a number edited since, or an unknown path: nothing is drawn."""
    assert told_plants(shop(evidence)).plants == ()
    assert told_check(told_plants(shop(evidence))).reasons[0].startswith("there is no log")


def test_a_wide_guess_is_drawn_too() -> None:
    """What nobody knew and was taken wide is open as well."""
    assert len(beliefs_of(shop(told(MILL.path, 2 * HOUR, HOUR, 5 * HOUR, f"{WIDE}: as plants are")))) == 1


@pytest.mark.parametrize(("low", "high"), [(3 * HOUR, 5 * HOUR), (HOUR, 1.5 * HOUR), (-1.0, 5 * HOUR)])
def test_an_interval_without_its_number_is_refused(low: float, high: float) -> None:
    """An interval that does not hold its own number is refused with the path and the cure."""
    with pytest.raises(PlantError, match=r"products\.\*\.mill\.per_lot.*mend evidence\.csv"):
        beliefs_of(shop(told(MILL.path, 2 * HOUR, low, high)))


def test_how_wide_a_number_is_survives_the_disk(tmp_path: Path) -> None:
    """A plant folder written and read draws the very same plants."""
    plant = shop(MILL, told("release.wip_limit", 6.0, 4.0, 9.0))
    write_plant(plant, tmp_path / "plant")
    before, after = (told_plants(one, count=12, seed=3) for one in (plant, read_plant(tmp_path / "plant")))
    assert after.beliefs == before.beliefs
    assert after.plants == before.plants


def test_certain_leaves_nothing_open() -> None:
    """A plant as if all were known keeps its numbers and draws nothing."""
    plant = certain(shop(MILL))
    assert told_plants(plant).plants == ()
    assert plant.products == shop(MILL).products


def test_plants_that_cannot_be_are_counted() -> None:
    """What is refused is left out, with its scores, and counted."""
    found = told_plants(shop(MILL), count=20, keeps=lambda one: _mill(one) < 2 * HOUR)
    assert found.left_out == 20
    assert found.scores.shape == (20, 1)
    assert len(found.plants) == 20
    assert (found.scores < 0).all()
    assert "20 of 40 plants" in told_check(found).reasons[1]


def test_drawing_ends_where_no_plant_can_be() -> None:
    """Where everything is refused nothing is drawn, and the search ends."""
    found = told_plants(shop(MILL), count=10, keeps=lambda _: False)
    assert found.plants == ()
    assert found.left_out == 50
    with pytest.raises(TwinError, match=r"0 of 50 plants .* narrow their intervals in evidence\.csv"):
        raise_too_few(shop(MILL), found)
    raise_too_few(shop(MILL), told_plants(shop(MILL), count=10))
    raise_too_few(shop(), told_plants(shop()))


def _mill(plant: Plant) -> float:
    return next(one.per_lot for _, one in plant.operations() if one.id == "mill")


def test_a_number_may_begin_at_nothing() -> None:
    """An interval from zero is drawn without logarithms and never falls below zero."""
    belief = Belief("x", "x", 1.0, 0.0, 3.0, 1.0)
    assert [belief.at(score) for score in (-5.0, 0.0, 1.96)] == pytest.approx([0.0, 1.0, 3.0])


def everything() -> Plant:
    """Return a plant that has every number that may be believed."""
    noise, hour = Distribution.gamma(1.0, 0.2), Distribution.exponential(HOUR)
    centers = tuple(
        WorkCenter(id=one, setup=Setup(default=60.0), failures=Failures(time_to_failure=hour, time_to_repair=hour))
        for one in ("saw", "mill", "pack")
    )
    plant = bottleneck(work_centers=centers, release=Release(interarrival=Distribution.gamma(4 * HOUR, 0.5)))
    routing = plant.products[0].routings[0]
    steps = tuple(one.model_copy(update={"noise": noise, "scrap": 0.1, "rework": 0.1, "per_piece": 9.0})
                  for one in routing.operations)  # fmt: skip
    product = plant.products[0].model_copy(update={"routings": (routing.model_copy(update={"operations": steps}),)})
    return plant.model_copy(update={"products": (product,)})


@pytest.mark.parametrize("path", sorted(numbers_of(everything())))
def test_a_number_that_is_put_is_found_again(path: str) -> None:
    """Every number of a plant can be replaced, and reads back as what was put."""
    plant = everything()
    number = numbers_of(plant)[path]
    changed = number.put(plant, 1.1 * number.value)
    assert numbers_of(changed)[path].value == pytest.approx(1.1 * number.value)
    assert number.put(changed, number.value) == plant


def test_the_limit_of_the_floor_is_whole() -> None:
    """Orders on the floor are counted: a drawn limit is whole and at least one."""
    plant = shop(told("release.wip_limit", 6.0, 1.0, 30.0))
    (belief,) = beliefs_of(plant)
    assert drawn_plant(plant, [belief], [-9.0]).release.wip_limit == 1
    assert drawn_plant(plant, [belief], [0.4]).release.wip_limit == round(belief.at(0.4))
