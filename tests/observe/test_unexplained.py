"""Idle time with work waiting, in large logs from a part of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from observe.conftest import Build
from plantwright.events.read import read_log
from plantwright.model.calendar import ALWAYS
from plantwright.model.estimate import Estimate, Measures
from plantwright.observe import unexplained
from plantwright.observe.measures import measure


def weekly(measures: Measures) -> Estimate:
    """Return the unexplained hours a week."""
    (found,) = [one["hours_per_week"] for one in measures.table("downtime") if one["kind"] == "unexplained"]
    assert isinstance(found, Estimate)
    assert found.value is not None
    return found


def test_a_part_of_the_shifts_tells_of_all(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """One of eleven shifts of each station, times eleven, holds the whole in its interval, and the method says so."""
    log = read_log(project / "examples" / "machine-shop")
    whole = weekly(measure(log))
    monkeypatch.setattr(unexplained, "MANY", 0)
    part = weekly(measure(log))
    assert part.value == pytest.approx(whole.value, rel=0.25)
    assert part.value != whole.value
    assert part.low is not None
    assert part.high is not None
    assert whole.value is not None
    assert part.low < whole.value < part.high
    assert "one of 11 shifts" in part.method
    assert "shifts" not in whole.method


def test_what_runs_when_the_window_opens_holds_its_station(floor_log: Build) -> None:
    """X runs from before the window until 1 h; Y, ready at 0 h, begins at 3 h: two hours are unexplained."""
    rows = [
        {"order": "X", "station": "a1", "start": -1, "end": 1},
        {"order": "Y", "station": "a1", "start": 3, "end": 4},
    ]
    orders = [{"order": "Y", "released": 0}]
    measures = measure(floor_log(rows, orders, hours=(0.0, 6.0)), ALWAYS)
    (found,) = [one["hours"] for one in measures.table("downtime") if one["kind"] == "unexplained"]
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(2.0)
