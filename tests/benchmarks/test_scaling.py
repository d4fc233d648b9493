"""How cost grows: what the figures are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.engine import ours
from benchmarks.engine.models import tandem, unreliable
from benchmarks.engine.scaling import peak


def test_visits_are_counted_by_the_time_in_process() -> None:
    """Services take a second on average, so the seconds in process are the visits that there were; repairs are none."""
    line = unreliable(0.3)
    run = ours.timed(line, line.bringing(40_000), [0])[0]
    assert ours.visits(run, line) == pytest.approx(40_000, rel=0.05)


def test_a_line_that_only_fills_has_had_few_visits() -> None:
    """Orders that never reach the end of a long line count for the stations they passed."""
    line = tandem(200, 0.5, buffer=10)
    run = ours.timed(line, line.bringing(10_000), [0])[0]
    assert ours.visits(run, line) < 6_000


def test_peak_memory_is_that_of_a_process_of_its_own(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short run takes what its libraries take, whatever the process that asks has held."""
    monkeypatch.chdir(project)
    assert 0.05 < peak(1_000) < 1.0
