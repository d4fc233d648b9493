"""Idle time with work waiting, in large logs from a part of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantwright.events.read import read_log
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
