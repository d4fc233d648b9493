"""Refits: the plant as it might also be."""

from __future__ import annotations

import numpy as np
import pytest

from contracts.shop import DAY, shop
from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import fit
from plantwright.calibrate.refits import draws_of, refits_of
from plantwright.calibrate.sample import Sample
from plantwright.errors import FitError
from plantwright.events.log import EventLog
from plantwright.model.plant import Plant
from plantwright.twin.load import station_hours
from plantwright.twin.log import simulate


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return three weeks of a plant."""
    return simulate(shop(), horizon=21 * DAY, warm_up=2 * DAY, seed=6)


@pytest.fixture(scope="module")
def sample(log: EventLog) -> Sample:
    """Return what a fit takes from them."""
    return sample_of(log)


def mill(plant: Plant) -> float:
    """Return the hours of the mill that an order takes."""
    return station_hours(plant)["mill"]


def test_the_plant_is_the_fit_and_its_refits_are_plants(log: EventLog) -> None:
    """The first is the fit of all records; each refit is a whole plant of the same work centers and products."""
    plant, draws = refits_of(log, count=3)
    assert plant == fit(log)
    assert len(draws) == 3
    for draw in draws:
        assert [one.id for one in draw.work_centers] == [one.id for one in plant.work_centers]
        assert {one.id for one in draw.products} == {one.id for one in plant.products}


def test_a_seed_is_a_set_of_refits(sample: Sample) -> None:
    """The same seed draws the same plants, another seed others, and more draws begin with the fewer."""
    first, again, other = draws_of(sample, 3, seed=1), draws_of(sample, 2, seed=1), draws_of(sample, 2, seed=2)
    assert first[:2] == again
    assert other[0] != first[0]
    assert first[0] != first[1]


def test_refits_lie_around_the_fit(log: EventLog, sample: Sample) -> None:
    """Refits spread on both sides of the fitted number, by no more than what three weeks leave open."""
    fitted = mill(fit(log))
    hours = np.array([mill(draw) for draw in draws_of(sample, 12, seed=3)])
    assert hours.min() < fitted < hours.max()
    assert hours.std() < 0.1 * fitted
    assert hours.mean() == pytest.approx(fitted, rel=0.05)


def test_no_records_no_refits(log: EventLog) -> None:
    """Records that cannot support a model raise, and say what is missing."""
    empty = log.intervals.filter(log.intervals.station == "nowhere")
    with pytest.raises(FitError) as raised:
        refits_of(EventLog(empty, log.orders.limit(0), log.meta))
    assert raised.value.problems
