"""What names a draw: a lot's visits are numbered so that no two share their luck."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from plantwright.twin.kernel.station import occasion


def number(step: int, passes: int) -> int:
    """Return the number of a lot's visit to a step it has passed so often."""
    lots = [SimpleNamespace(step=step)]
    seen = np.zeros((1, step + 1), np.uint16)
    seen[0, step] = passes
    return int(occasion.py_func(SimpleNamespace(lots=lots, passes=seen), 0))


def test_no_two_visits_of_a_lot_share_a_number() -> None:
    """A step passed hundreds of times never takes the number, and so the luck, of another step."""
    numbers = {number(step, passes) for step in range(4) for passes in (0, 1, 255, 256, 257, 511, 512, 65_535)}
    assert len(numbers) == 4 * 8
