"""The same seed is the same run; time has no unit of its own; what cannot matter does not."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from laws.floors import Run, run_of
from laws.strategies import HOUR, any_plant, plants
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.kernel import floor as records
from plantwright.twin.machine import run_floor

END = 10 * 24 * HOUR


def scaled(plant: Plant, factor: float) -> Plant:
    """Return the plant with every time multiplied by ``factor``."""

    def times(law: Distribution | None) -> Distribution | None:
        return law.scaled(factor) if law else None

    def center(one: WorkCenter) -> WorkCenter:
        failures = one.failures and one.failures.model_copy(
            update={
                "time_to_failure": times(one.failures.time_to_failure),
                "time_to_repair": times(one.failures.time_to_repair),
            }
        )
        batch = one.batch and one.batch.model_copy(update={"max_wait": (one.batch.max_wait or 0.0) * factor})
        setup = one.setup.scaled(factor) if one.setup else None
        return one.model_copy(update={"failures": failures, "batch": batch, "setup": setup})

    products = []
    for product in plant.products:
        routings = tuple(
            routing.model_copy(
                update={
                    "operations": tuple(
                        one.model_copy(update={"per_lot": one.per_lot * factor, "per_piece": one.per_piece * factor})
                        for one in routing.operations
                    )
                }
            )
            for routing in product.routings
        )
        products.append(product.model_copy(update={"routings": routings, "lead_time": times(product.lead_time)}))
    release = plant.release.model_copy(update={"interarrival": times(plant.release.interarrival)})
    return plant.model_copy(
        update={
            "work_centers": tuple(center(one) for one in plant.work_centers),
            "products": tuple(products),
            "release": release,
            "transport": times(plant.transport),
        }
    )


@any_plant
@given(plants(always_open=True))
def test_twice_the_times_are_twice_the_flow(plant: Plant) -> None:
    """On a plant that never closes, doubling every time doubles when each order comes and goes, to the last bit."""
    once, twice = run_of(plant, end=END, seed=1), run_of(scaled(plant, 2.0), end=2 * END, seed=1)
    for name in ("released", "completed", "due"):
        assert np.array_equal(2 * once.orders()[name], twice.orders()[name], equal_nan=True)


@any_plant
@given(plants())
def test_a_seed_is_a_run(plant: Plant) -> None:
    """The same seed gives the same rows and orders bit by bit, and another seed another floor."""
    first, again, other = (run_of(plant, end=END, seed=seed) for seed in (3, 3, 4))
    for kind in (records.PROCESS_ROW, records.SETUP_ROW, records.DOWN_ROW):
        assert first.rows(kind).tobytes() == again.rows(kind).tobytes()
    assert first.orders().tobytes() == again.orders().tobytes()
    by_chance = plant.release.interarrival and plant.release.interarrival.scv > 0
    assert not by_chance or first.orders().tobytes() != other.orders().tobytes()


@any_plant
@given(plants())
def test_writing_a_log_changes_nothing(plant: Plant) -> None:
    """A run without a log has the same orders and station times as with one."""
    logged = run_of(plant, end=END, seed=5)
    silent = run_floor(logged.tables, start=0.0, window=(0.0, END), seed=5)
    assert silent.orders[: silent.state[0]["orders"]].tobytes() == (
        logged.floor.orders[: logged.floor.state[0]["orders"]].tobytes()
    )
    assert silent.stations.tobytes() == logged.floor.stations.tobytes()


@any_plant
@given(plants())
def test_an_idle_work_center_changes_nothing(plant: Plant) -> None:
    """A work center that no routing visits leaves every order as it was."""
    more = plant.model_copy(update={"work_centers": (*plant.work_centers, WorkCenter(id="spare", stations=2))})
    assert run_of(plant, end=END, seed=6).orders().tobytes() == run_of(more, end=END, seed=6).orders().tobytes()


@any_plant
@given(plants(noisy=False))
def test_without_noise_work_takes_the_time_told(plant: Plant) -> None:
    """Without noise a load lasts, in open hours, its setup and the process time of its longest lot, or its lead lot."""
    run = run_of(plant, end=END, seed=7)
    visits = run.rows(records.PROCESS_ROW)
    visits = visits[~np.isnan(visits["end"])]
    for _, lots in run.by("batch", visits[visits["batch"] >= 0]):
        told, found = _times(run, lots)
        batch = run.plant.work_centers[run.center_of(lots)[0]].batch
        assert batch is not None
        among = told if batch.load_time == "lead" else np.array([told.max()])
        assert np.abs(found[0] - among).min() < 1e-4
    told, found = _times(run, visits[visits["batch"] < 0])
    assert np.allclose(told, found, rtol=0, atol=1e-4)
    for one in run.rows(records.SETUP_ROW):
        center = int(run.tables.stations["center"][one["station"]])
        setup = run.plant.work_centers[center].setup
        assert setup is not None
        if not np.isnan(one["end"]):
            told = [setup.default, *(pair.time for pair in setup.times)]
            assert min(abs(run.working(center, one["start"], one["end"]) - time) for time in told) < 1e-4


def _times(run: Run, visits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the process time of each visit as told and as found [s]."""
    steps = run.tables.steps[visits["step"]]
    centers = run.center_of(visits).tolist()
    found = [run.working(center, one["start"], one["end"]) for center, one in zip(centers, visits, strict=True)]
    return steps["per_lot"] + steps["per_piece"] * visits["quantity"], np.array(found)
