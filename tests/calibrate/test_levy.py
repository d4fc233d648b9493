"""A fit of the records of a real machine shop, odd as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import estimate
from plantwright.calibrate.sample import Sample
from plantwright.events.read import read_log
from plantwright.model.plant import Plant


@pytest.fixture(scope="module")
def sample(shared_data: Path) -> Sample:
    """Return the sample of the shop."""
    path = shared_data / "levy2014_production" / "production_restored.csv"
    if not path.is_file():
        pytest.skip("the records of the real shop are not among the data sets")
    return sample_of(read_log(path))


@pytest.fixture(scope="module")
def plant(sample: Sample) -> Plant:
    """Return what was learned of the shop."""
    return estimate(sample)


def test_the_shop_is_whole(plant: Plant) -> None:
    """All 43 parts are made, and every step stands at a work center of the shop."""
    assert len(plant.products) == 43
    assert {step.work_center for _, step in plant.operations()} <= {one.id for one in plant.work_centers}


def test_no_work_center_is_overloaded(plant: Plant) -> None:
    """The work released stays below what each work center can do: the shop did finish its orders."""
    load: dict[str, float] = {}
    for product in plant.products:
        quantity = np.average([s.quantity for s in product.lot_sizes], weights=[s.weight for s in product.lot_sizes])
        for way in product.routings:
            for step in way.operations:
                work = product.share * way.weight * step.mean_time(float(quantity)) / (1 - step.rework)
                load[step.work_center] = load.get(step.work_center, 0.0) + work
    assert plant.release.interarrival is not None
    gap = plant.release.interarrival.mean
    assert max(load[one.id] / gap / one.stations for one in plant.work_centers if one.id in load) < 0.9


def test_workers_in_two_places_are_held_by_neither(plant: Plant) -> None:
    """People whose rows overlap are not modeled as held by a machine, and the evidence says so."""
    assert plant.workers == ()
    assert any(note.path == "workers" and "at once" in note.method for note in plant.evidence)


def test_resamples_give_plants_too(sample: Sample) -> None:
    """Every bootstrap sample of so sparse a log still makes a valid plant."""
    rng = np.random.default_rng(3)
    assert all(len(estimate(sample.resampled(rng)).products) == 43 for _ in range(3))
