"""The kernel's summaries and the measures of the same run's log are the same numbers."""

from __future__ import annotations

from collections import defaultdict

import pytest

from contracts.shop import DAY, shop
from contracts.shop_stops import stopping_shop
from contracts.shop_yields import yielding_shop
from plantwright.events.log import EventLog
from plantwright.model.estimate import Measures
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.twin.log import simulate, simulate_to
from plantwright.twin.replicate import METRICS, Summary, replicate

WARM_UP, HORIZON, SEED = 7 * DAY, 21 * DAY, 5


PLANTS = {"shop": shop, "stops": stopping_shop, "yields": yielding_shop}


@pytest.fixture(scope="module", params=PLANTS)
def plant(request: pytest.FixtureRequest) -> Plant:
    """Return the plant that is run twice."""
    return PLANTS[request.param]().model_copy(update={"time_zone": "UTC"})


@pytest.fixture(scope="module")
def summary(plant: Plant) -> Summary:
    """Return the run as the kernel sums it up."""
    return replicate(plant, warm_up=WARM_UP, horizon=HORIZON, replications=1, first=SEED).runs[0]


@pytest.fixture(scope="module", params=["in memory", "streamed"])
def log(request: pytest.FixtureRequest, plant: Plant, tmp_path_factory: pytest.TempPathFactory) -> EventLog:
    """Return the log of the same run, as it is and as it is read from the folder that it was streamed to."""
    if request.param == "streamed":
        return simulate_to(plant, tmp_path_factory.mktemp("log"), warm_up=WARM_UP, horizon=HORIZON, seed=SEED)
    return simulate(plant, warm_up=WARM_UP, horizon=HORIZON, seed=SEED)


@pytest.fixture(scope="module")
def measures(plant: Plant, log: EventLog) -> Measures:
    """Return what is measured in that log."""
    return measure(log, plant.find_calendar(plant.calendar))


@pytest.mark.parametrize("name", METRICS)
def test_a_summary_is_what_the_log_measures(summary: Summary, measures: Measures, name: str) -> None:
    """Throughput, flow times, promises kept and WIP of the kernel are those of the log to nine digits."""
    assert summary.metrics[name] > 0
    assert summary.metrics[name] == pytest.approx(measures[name].value, rel=1e-9)


@pytest.mark.parametrize("state", ["process", "setup", "down", "blocked"])
def test_a_stations_time_is_what_the_log_measures(
    plant: Plant, summary: Summary, measures: Measures, state: str
) -> None:
    """Each station spends as long in each state by the kernel's account as by the log's."""
    names = [name for center in plant.work_centers for name in center.station_names()]
    found: dict[str, float] = defaultdict(float)
    for line in measures.table("stations"):
        found[str(line["station"])] = line[state].value * HORIZON  # type: ignore[union-attr, operator]
    assert dict(zip(names, summary.stations[state], strict=True)) == pytest.approx(
        {name: found[name] for name in names}, rel=1e-9, abs=1e-3
    )
