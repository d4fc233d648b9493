"""Energy of a run by the kernel's account and by the measures of its log are the same number."""

from __future__ import annotations

import pytest

from contracts.shop import DAY, shop
from plantwright.improve.energy import energy_per_piece
from plantwright.model.equipment import Power
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.twin.log import simulate
from plantwright.twin.replicate import replicate

HORIZON, SEED = 21 * DAY, 5


def powered() -> Plant:
    """Return a plant whose stations draw power in every state, all in the plant's own hours."""
    power = Power(process=8, setup=3, down=0.5, idle=1.5)
    made = shop()
    centers = tuple(one.model_copy(update={"power": power, "calendar": None}) for one in made.work_centers)
    return made.model_copy(update={"work_centers": centers, "time_zone": "UTC"})


def test_energy_per_good_piece_is_the_kernels() -> None:
    """Power by state times the log's account over its good pieces is what the kernel's summary says, to nine digits."""
    plant = powered()
    (run,) = replicate(plant, warm_up=7 * DAY, horizon=HORIZON, replications=1, first=SEED).runs
    log = simulate(plant, warm_up=7 * DAY, horizon=HORIZON, seed=SEED)
    found = measure(log, plant.find_calendar(plant.calendar), power=plant.powers())["energy_per_good"]
    assert found.value == pytest.approx(energy_per_piece(plant, run, HORIZON), rel=1e-9)
