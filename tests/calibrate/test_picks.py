"""Who waited when a lot was taken, told all at once and one lot after the other."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate import picks
from plantwright.calibrate.picks import Queue, taken_of


def _queue(lots: int, seed: int) -> Queue:
    rng = np.random.default_rng(seed)
    came = np.round(rng.uniform(0, 10 * lots, lots))
    start = came + np.round(rng.exponential(40.0, lots))
    due = np.where(rng.random(lots) < 0.1, np.nan, came + rng.integers(1, 5, lots) * 50.0)
    return Queue(np.column_stack([came, due, rng.integers(1, 4, lots) * 10.0]), start, rng.random(lots) < 0.3)


def _one_by_one(queue: Queue) -> tuple[list[list[float]], list[tuple[float, float]]]:
    """Return agreements and urgent picks by looking at the whole queue each time a lot is taken."""
    keys, start, urgent = queue.keys, queue.start, queue.urgent
    settled = keys[:, 0] + float(np.quantile(start - keys[:, 0], 0.1)) * 1.5
    agreements, picked = [], []
    for taken in np.argsort(start):
        waiting = np.flatnonzero((settled < start[taken]) & (start >= start[taken]))
        if len(waiting) < 2 or taken not in waiting:
            continue
        share = float(urgent[waiting].mean())
        if 0 < share < 1:
            picked.append((float(urgent[taken]), share))
        peers = waiting[urgent[waiting] == urgent[taken]]
        if len(peers) > 1:
            values = keys[peers]
            agree = (keys[taken] <= values.min(axis=0) + 1e-6).astype(float)
            agree[np.isnan(values).any(axis=0) | (np.ptp(values, axis=0) < 1e-6)] = np.nan
            agreements.append(agree.tolist())
    return agreements, picked


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("pairs", [3, 40, 1_000_000])
def test_all_at_once_sees_what_one_by_one_sees(seed: int, pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pairs are looked at together, each choice shows what the whole queue showed then."""
    monkeypatch.setattr(picks, "_PAIRS", pairs)
    queue = _queue(120, seed)
    agreements, picked = _one_by_one(queue)
    found = taken_of(queue)
    assert len(agreements) > 30
    np.testing.assert_array_equal(found.agreements, agreements)
    np.testing.assert_allclose(found.urgent, picked, rtol=1e-12)


def test_a_lot_that_never_waits_is_no_choice() -> None:
    """Where each lot is taken as it comes, nothing was chosen."""
    came = np.arange(50) * 100.0
    found = taken_of(Queue(np.column_stack([came, came, came]), came + 1.0, np.zeros(50, bool)))
    assert found.agreements.shape == (0, 3)
    assert found.urgent.shape == (0, 2)
