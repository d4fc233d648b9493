"""What names a draw: a lot's visits are numbered so that no two share their luck."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from plantwright.twin.compile_laws import salt
from plantwright.twin.kernel import draws


def number(monkeypatch: pytest.MonkeyPatch, step: int, passes: int, part: int) -> int:
    """Return the number of a lot's visit to a step it has passed so often."""
    monkeypatch.setattr(draws, "passed", lambda floor, lot, step: 2 * step)
    lots = [SimpleNamespace(step=step, first_step=0, part=part)]
    seen = np.zeros(2 * (step + 1), np.uint16)
    seen[2 * step] = passes
    steps = [SimpleNamespace(salt=salt("step", "P", 0, f"{k}", 0)) for k in range(4)]
    floor = SimpleNamespace(lots=lots, passes=seen, steps=steps, state=[SimpleNamespace(passes=0)])
    return int(draws.occasion.py_func(floor, 0))


def test_no_two_visits_of_a_lot_share_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step passed hundreds of times never takes the number, and so the luck, of another step or part."""
    seen = (0, 1, 255, 256, 257, 511, 512, 65_535)
    numbers = {number(monkeypatch, step, passes, part) for step in range(4) for passes in seen for part in range(3)}
    assert len(numbers) == 4 * 8 * 3
