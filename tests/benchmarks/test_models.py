"""The models of the engine's benchmark: ours and the rival's are told the same."""

from __future__ import annotations

import json

import pytest
from benchmarks.engine.models import JOB_SHOP, JobShop, Window, single, tandem, unreliable, weeks


def test_a_line_is_a_plant() -> None:
    """Servers, buffers, process times, arrivals and failures of the plant are those that a rival is told."""
    line = unreliable(0.5)
    plant, told = line.plant(), line.told()
    assert [one.buffer for one in plant.work_centers] == list(told["buffers"]) == [None, *[10] * 19]
    assert {one.stations for one in plant.work_centers} == {told["servers"]} == {1}
    assert {step.per_lot for _, step in plant.operations()} == {told["service"]} == {1.0}
    assert plant.release.interarrival is not None
    assert plant.release.interarrival.mean == told["interarrival"] == 2.0
    assert (told["time_to_failure"], told["time_to_repair"]) == (100.0, 10.0)
    assert all(one.failures for one in plant.work_centers)
    assert not any(one.failures for one in single(0.9).plant().work_centers)


def test_load_is_per_server() -> None:
    """Three servers at load 0.8 get arrivals of 2.4 services a service time."""
    assert single(0.8, servers=3).interarrival == pytest.approx(1 / 2.4)


def test_visits_are_what_arrivals_bring() -> None:
    """An arrival every two seconds visits each of ten stations: five visits a second."""
    line = tandem(10, 0.5, buffer=2)
    assert line.visits(Window(100, 900)) == pytest.approx(5_000)
    assert line.visits(line.bringing(1e6)) == pytest.approx(1e6)


def test_the_job_shop_has_what_it_should() -> None:
    """Ten work centers, setups between families, workers with several skills, two calendars and different routings."""
    plant = JobShop().plant()
    assert len(plant.work_centers) == 10
    assert sum(one.setup is not None for one in plant.work_centers) >= 3
    assert any(len(one.skills) > 1 for one in plant.workers)
    assert len({plant.calendar_of(one).id for one in plant.work_centers}) == 3
    assert len({tuple(step.id for step in one.routings[0].operations) for one in plant.products}) == len(plant.products)


def test_the_job_shop_is_told_in_the_words_of_a_plant() -> None:
    """The rival's job shop knows no buffers, failures, batches, scrap or rework: the file holds none."""
    told = json.loads(JOB_SHOP.read_text(encoding="utf-8"))
    known = {"id", "stations", "skill", "calendar", "setup"}
    assert all(set(one) <= known for one in told["work_centers"])
    steps = [step for one in told["products"] for step in one["routings"][0]["operations"]]
    assert all(set(step) == {"id", "work_center", "per_lot", "per_piece", "noise"} for step in steps)
    assert all(len(one["routings"]) == 1 for one in told["products"])


def test_the_job_shops_visits_are_orders_times_steps() -> None:
    """A week of 80 working hours brings 160 orders, one every half hour, of 5.5 steps on average."""
    assert JobShop().visits(weeks(0, 1)) == pytest.approx(160 * 83 / 15)
