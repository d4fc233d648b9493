"""The parts of the rivals' models that need no rival: working time, and what a run is summed up in."""

from __future__ import annotations

import json
import math

import pytest
from benchmarks.engine.models import JOB_SHOP, JobShop
from benchmarks.peers.tally import Tally
from benchmarks.peers.worktime import WEEK, WorkTime, work_times
from hypothesis import given
from hypothesis import strategies as st

HOUR = 3600.0
SHIFTS = WorkTime([(6 * HOUR, 14 * HOUR), (30 * HOUR, 38 * HOUR)])


def test_orders_are_counted_within_the_window() -> None:
    """Flow time and pieces of those that leave inside it; WIP of all, cut at its edges."""
    tally = Tally(10.0, 20.0)
    for released in (0.0, 5.0, 12.0, 15.0):
        tally.release(released)
    tally.complete(8.0, 0.0)
    tally.complete(14.0, 5.0, pieces=3.0)
    tally.complete(18.0, 12.0, pieces=2.0)
    assert tally.measures() == pytest.approx({"flow": 7.5, "throughput": 0.5, "wip": (4 + 6 + 5) / 10})


def test_without_an_order_there_is_no_flow_time() -> None:
    """No order completed: no mean."""
    assert math.isnan(Tally(0.0, 1.0).measures()["flow"])


@pytest.mark.parametrize(
    ("start", "work", "end"),
    [(7, 1, 8), (13, 2, 31), (0, 1, 7), (13, 1, 14), (14, 8, 38), (37, 2, 168 + 7), (7, 15, 38), (7, 16, 168 + 7)],
)
def test_work_pauses_off_shift(start: float, work: float, end: float) -> None:
    """Two shifts of eight hours a week; work goes on with the next one, and ends with one if it can [h]."""
    assert SHIFTS.advance(start * HOUR, work * HOUR) == pytest.approx(end * HOUR)


@given(st.floats(0, 5 * WEEK), st.floats(1, 3 * WEEK))
def test_advancing_passes_the_work_told(start: float, work: float) -> None:
    """The working time between a start and its end is the work."""
    passed = SHIFTS.worked(SHIFTS.advance(start, work)) - SHIFTS.worked(start)
    assert passed == pytest.approx(work, abs=1e-6)


@pytest.mark.parametrize(
    ("at", "opens", "closes"), [(5, 6, 14), (6, 6, 14), (14, 30, 38), (38, 174, 182), (40, 174, 182)]
)
def test_shifts_begin_and_end(at: float, opens: float, closes: float) -> None:
    """A shift's first second is working time, its end is not [h]."""
    assert SHIFTS.next_open(at * HOUR) == opens * HOUR
    assert SHIFTS.next_close(opens * HOUR) == closes * HOUR


def test_the_rivals_calendars_are_ours() -> None:
    """The spans that the rival reads from the job shop's file are those of our calendars."""
    plant = JobShop().plant()
    for name, times in work_times(json.loads(JOB_SHOP.read_text(encoding="utf-8"))).items():
        spans = plant.find_calendar(name).open_spans()
        assert list(zip(times.starts, times.ends, strict=True)) == list(spans)
