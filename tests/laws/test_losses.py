"""What must hold of the losses of any plant, and of queues whose waiting theory knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.shop import DAY, shop
from contracts.shop_stops import stopping_shop
from contracts.shop_yields import yielding_shop
from laws.plants import line
from plantwright.events.log import EventLog
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.observe.time_model import PARTS, PLANT
from plantwright.twin.log import simulate

PLANTS = {"shop": shop, "stops": stopping_shop, "yields": yielding_shop}
HOUR = 3600.0


@pytest.fixture(scope="module", params=PLANTS)
def plant(request: pytest.FixtureRequest) -> Plant:
    """Return a plant with setups, workers, scrap and every kind of stop."""
    made: Callable[[], Plant] = PLANTS[request.param]
    return made()


@pytest.fixture(scope="module")
def log(plant: Plant) -> EventLog:
    """Return its log of four weeks."""
    return simulate(plant, horizon=28 * DAY, warm_up=7 * DAY, seed=3)


@pytest.fixture(scope="module")
def measures(plant: Plant, log: EventLog) -> Measures:
    """Return what is measured in that log."""
    return measure(log, plant.find_calendar(plant.calendar))


def value(line: Row, name: str) -> float:
    """Return the number of a cell."""
    cell = line[name]
    assert isinstance(cell, Estimate)
    assert cell.value is not None
    return cell.value


def test_the_parts_of_the_time_model_are_all_time(measures: Measures) -> None:
    """The six exclusive times of every work center sum to stations × window, and the plant is the sum of all."""
    plant, *centers = measures.table("time_model")
    for one in (plant, *centers):
        assert sum(value(one, name) for name in PARTS) == pytest.approx(28 * 24 * value(one, "stations"), rel=1e-12)
        assert min(value(one, name) for name in PARTS) >= -1e-9
    for name in PARTS:
        assert sum(value(one, name) for one in centers) == pytest.approx(value(plant, name), rel=1e-12, abs=1e-9)


def test_oee_is_always_the_product_of_its_factors(measures: Measures) -> None:
    """Availability × effectiveness × quality ratio is OEE at every work center."""
    for one in measures.table("time_model"):
        product = value(one, "availability") * value(one, "effectiveness") * value(one, "quality_ratio")
        assert value(one, "oee") == pytest.approx(product, rel=1e-12)


def test_logged_stops_sum_to_the_down_time_of_the_stations(measures: Measures, log: EventLog) -> None:
    """The Pareto's logged lines hold exactly the time in which the account has the stations down."""
    down = sum(value(one, "down") for one in measures.table("stations")) * log.meta.days() * 24
    for name in ("downtime", "downtime_by_center"):
        logged = [value(one, "hours") for one in measures.table(name) if one["kind"] != "unexplained"]
        assert sum(logged) == pytest.approx(down, rel=1e-9, abs=1e-9)


def test_what_is_unexplained_is_idle(measures: Measures) -> None:
    """A work center is no longer idle with work waiting than it is idle."""
    idle = {one["work_center"]: value(one, "unit_down_time") for one in measures.table("time_model")}
    for one in measures.table("downtime_by_center"):
        if one["kind"] == "unexplained":
            assert value(one, "hours") <= idle[one["work_center"]] + 1e-9


def test_the_parts_of_a_queue_time_are_the_queue_time(measures: Measures) -> None:
    """From arrivals, from process and not explained sum to the recorded queue time, which the work centers show too."""
    centers = {one["work_center"]: one for one in measures.table("work_centers")}
    seen = 0
    for one in measures.table("queue_parts"):
        assert value(one, "recorded") == value(centers[one["work_center"]], "queue_time")
        if isinstance(one["predicted"], Estimate) and one["predicted"].value is not None:
            parts = sum(value(one, name) for name in ("from_arrivals", "from_process", "not_explained"))
            assert parts == pytest.approx(value(one, "recorded"), rel=1e-12)
            seen += 1
    assert seen


def test_the_plant_stands_between_best_and_worst(measures: Measures) -> None:
    """At its WIP a plant makes at most what the best case says and at least what the worst does, within a hundredth."""
    made = {one["case"]: value(one, "throughput") for one in measures.table("benchmark")}
    assert made["worst"] * 0.99 <= made["recorded"] <= made["best"] * 1.01
    assert made["worst"] <= made["practical_worst"] <= made["best"] * (1 + 1e-12)


def test_bottleneck_shares_of_a_week_are_all_of_it(measures: Measures) -> None:
    """In every week the shares of the work centers as momentary bottleneck sum to one."""
    weeks: dict[str, float] = {}
    for one in measures.table("bottleneck_drift"):
        weeks[str(one["from"])] = weeks.get(str(one["from"]), 0.0) + value(one, "share")
    assert len(weeks) == 4
    assert list(weeks.values()) == pytest.approx([1.0] * 4)


def test_a_recorded_log_goes_through_the_same_code(measures: Measures, log: EventLog, plant: Plant) -> None:
    """Called recorded, the same intervals have the same losses, digit for digit."""
    from dataclasses import replace  # noqa: PLC0415

    told = replace(log, meta=replace(log.meta, origin="recorded"))
    again = measure(told, plant.find_calendar(plant.calendar))
    assert again.values.keys() == measures.values.keys()
    for name, one in again.values.items():
        assert (one.value, one.low, one.high) == (
            measures[name].value, measures[name].low, measures[name].high,
        ), name  # fmt: skip


@pytest.mark.parametrize(
    ("noise", "load", "stations"),
    [
        (Distribution.exponential(1.0), 0.7, 1),
        (Distribution.gamma(1.0, 0.3), 0.8, 1),
        (Distribution.gamma(1.0, 2.0), 0.6, 1),
        (Distribution.exponential(1.0), 0.7, 2),
    ],
    ids=["M/M/1", "M/G/1 steady", "M/G/1 wild", "M/M/2"],
)
def test_a_queue_that_theory_knows_is_explained(noise: Distribution, load: float, stations: int) -> None:
    """The formula's wait is Pollaczek and Khinchine's (Erlang's with two stations); nothing is left to explain."""
    made = line([WorkCenter(id="a", stations=stations)], [HOUR], noise=noise, interarrival=HOUR / load / stations)
    log = simulate(made, horizon=900 * DAY, warm_up=20 * DAY, seed=5)
    (found,) = measure(log).table("queue_parts")
    wait = load / (1 - load) * (1 + noise.scv) / 2 if stations == 1 else load**2 / (1 - load**2)
    predicted, rest = found["predicted"], found["not_explained"]
    assert isinstance(predicted, Estimate)
    assert isinstance(rest, Estimate)
    slack = 0.05 if stations > 1 else 0.0  # Sakasegawa's exponent is an approximation
    assert predicted.low is not None
    assert predicted.high is not None
    assert predicted.low - slack * wait < wait < predicted.high + slack * wait
    assert predicted.high - predicted.low < 0.35 * wait
    assert rest.low is not None
    assert rest.high is not None
    assert rest.low - slack * wait < 0 < rest.high + slack * wait
    assert value(found, "arrival_scv") == pytest.approx(1.0, abs=0.1)
    assert value(found, "process_scv") == pytest.approx(noise.scv, rel=0.15)


def test_no_plant_is_named_like_a_work_center(measures: Measures) -> None:
    """The plant's line stands first and once."""
    names = [one["work_center"] for one in measures.table("time_model")]
    assert names.count(PLANT) == 1
    assert names[0] == PLANT
