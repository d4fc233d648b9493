"""Measures over runs: each has a unit, an interval and a source, and they are the runs' own."""

from __future__ import annotations

import numpy as np
import pytest

from contracts.shop import DAY, shop
from plantwright.model.estimate import Estimate, Measures
from plantwright.twin.estimates import MEASURES, estimate_of, estimates, numbers_of
from plantwright.twin.replicate import METRICS, Replications, replicate
from twin.shops import one_station


@pytest.fixture(scope="module")
def runs() -> Replications:
    """Return a few runs of a plant that has everything."""
    return replicate(shop(), warm_up=7 * DAY, horizon=14 * DAY, replications=6, seed=2)


@pytest.fixture(scope="module")
def found(runs: Replications) -> Measures:
    """Return what they say."""
    return estimates(runs)


def test_every_number_has_a_unit_an_interval_and_a_source(found: Measures) -> None:
    """Each Estimate, in a table or not, says its unit, its interval, its runs, its method and its evidence."""
    cells = [cell for row in found.table("work_centers") for cell in row.values() if isinstance(cell, Estimate)]
    for one in [*found.values.values(), *cells]:
        assert one.unit
        assert one.n == 6
        assert one.low <= one.value <= one.high  # type: ignore[operator]
        assert "mean over independent runs; t interval" in one.method
        assert one.evidence == "6 runs, seed 2, warm-up 7 d, horizon 14 d"


def test_every_metric_of_the_runs_is_there(runs: Replications, found: Measures) -> None:
    """The names and values are those of the runs."""
    assert set(found.values) == {*METRICS, "worker_busy"} == set(MEASURES)
    for name in METRICS:
        assert found[name].value == pytest.approx(runs.metric(name).mean())
    assert found["worker_busy"].value == pytest.approx(np.mean([run.worker_busy for run in runs.runs]))


def test_the_table_is_the_occupied_share(runs: Replications, found: Measures) -> None:
    """Each work center is occupied as the runs say, and that is process, setup and repair."""
    occupied = {str(row["work_center"]): row["occupied"].value for row in found.table("work_centers")}  # type: ignore[union-attr]
    assert occupied == pytest.approx(runs.occupied_share())
    for row in found.table("work_centers"):
        parts = [row[state].value for state in ("process", "setup", "down")]  # type: ignore[union-attr]
        assert row["occupied"].value == pytest.approx(sum(parts))  # type: ignore[union-attr, arg-type]


def test_shares_stay_shares() -> None:
    """However few the runs, an interval of a share stays within 0 and 1, and that of a time above 0."""
    made = replicate(one_station(interarrival=1.2), warm_up=0, horizon=20, replications=2, seed=1)
    one = estimates(made).table("work_centers")[0]["occupied"]
    assert isinstance(one, Estimate)
    assert one.low is not None
    assert one.high is not None
    assert 0 <= one.low <= one.high <= 1
    assert (estimate_of(made, "wip").low or 0) >= 0


def test_what_a_plant_does_not_have_is_not_measured() -> None:
    """Without workers there is no busy share of them, and without due dates nothing is on time or late."""
    made = replicate(one_station(), warm_up=0, horizon=100, replications=3)
    assert "worker_busy" not in estimates(made).values
    assert np.isnan(numbers_of(made, "worker_busy")).all()
    assert estimates(made)["on_time"].value is None
