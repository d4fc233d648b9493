"""One long run: batch means hold the truth of a queue, and a short run says that it is short."""

from __future__ import annotations

import pytest

from laws.plants import line
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.equipment import WorkCenter
from plantwright.twin.long_run import long_run
from plantwright.twin.replicate import replicate
from twin.coverage import assert_covers, held

QUEUE = line([WorkCenter(id="a")], [1.0], interarrival=2.0)
TRUTH = {"flow_mean": 2 / 3600, "wip": 1.0, "order_throughput": 43_200.0}


def test_the_intervals_cover() -> None:
    """Flow time, WIP and throughput of an M/M/1 lie in their intervals 95 times in 100."""
    found = [long_run(QUEUE, warm_up=100.0, horizon=8000.0, seed=seed) for seed in range(60)]
    for name, truth in TRUTH.items():
        hits = held([one[name] for one in found], truth)
        assert len(hits) > 45
        assert_covers(hits, least=0.93)


def test_it_is_run_0() -> None:
    """The long run is run 0 of replicate: its WIP is the very same, its flow time but for the batches' rest."""
    one = long_run(QUEUE, warm_up=100.0, horizon=8192.0, seed=3)
    same = replicate(QUEUE, warm_up=100.0, horizon=8192.0, replications=1, seed=3)
    assert one["wip"].value == pytest.approx(same.metric("wip")[0], rel=1e-9)
    assert one["flow_mean"].value == pytest.approx(same.metric("flow_mean")[0], rel=0.05)
    assert one["wip"].evidence == "1 run, seed 3, warm-up 100 s, horizon 2.276 h"


def test_a_short_run_has_no_interval() -> None:
    """Three months of a plant that closes are too few weeks for batches; the method says so."""
    day = Calendar(id="day", shifts=(Shift(days="mon-fri", start="08:00", end="16:00"),))
    plant = line([WorkCenter(id="a")], [3600.0], interarrival=7200.0, calendars=(day,), calendar="day")
    one = long_run(plant, warm_up=7 * 86_400.0, horizon=90 * 86_400.0)["wip"]
    assert one.value is not None
    assert (one.low, "12 observations are not 32 independent batches" in one.method) == (None, True)
