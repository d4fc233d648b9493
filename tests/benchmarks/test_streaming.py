"""What a streamed log costs: what the figures are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.engine.streaming import apart


def test_rows_are_those_of_the_visits(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit is a row; repairs add a few, and the peak is that of a process of its own."""
    monkeypatch.chdir(project)
    found = apart(20_000)
    assert found.rows == pytest.approx(20_000, rel=0.1)
    assert 0.05 < found.peak < 1.0
    assert found.cpu > 0
