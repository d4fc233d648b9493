"""Some of very many runs stand for all of them."""

import numpy as np

from plantwright.calibrate.hidden_failures import hidden_failures
from plantwright.calibrate.regression import Lengths
from plantwright.calibrate.thinned import FEWEST, thinned


def runs(number: int, mean_to_failure: float = 0.0, seed: int = 1) -> Lengths:
    """Return runs of two tasks, with repairs of half an hour after so much time in process [s]."""
    rng = np.random.default_rng(seed)
    group = (rng.random(number) < 0.3).astype(np.int64)
    length = np.where(group, 1800.0, 600.0) * rng.gamma(20, 1 / 20, number)
    if mean_to_failure:
        failed = rng.poisson(length / mean_to_failure)
        length = length + np.where(failed > 0, rng.gamma(2.0 * np.maximum(failed, 1), 900.0), 0.0)
    none = np.full(number, -1)
    return Lengths(length, np.ones(number), group, 2, none, 0, np.ones(number))


def test_few_runs_are_left_as_they_are() -> None:
    """Where there are no more than asked for, nothing changes."""
    seen = runs(500)
    assert thinned(seen, 500, seen.length > 900) is seen


def test_each_kind_weighs_what_it_did() -> None:
    """Of a hundred thousand runs some six thousand are kept; each task keeps its weight, a rare one its runs."""
    seen = runs(100_000)
    rare = np.flatnonzero(seen.group == 1)[200:]
    seen = Lengths(
        *(np.delete(getattr(seen, one), rare) for one in ("length", "quantity", "group")), 2,
        np.delete(seen.pair, rare), 0, np.delete(seen.weight, rare),
    )  # fmt: skip
    some = thinned(seen, 6000, seen.length > 900)
    assert 3000 <= len(some.length) <= 6000 + 4 * FEWEST
    assert (some.group == 1).sum() >= FEWEST
    for task in (0, 1):
        assert np.isclose(some.weight[some.group == task].sum(), seen.weight[seen.group == task].sum())


def test_failures_are_found_in_some_as_in_all() -> None:
    """Failures of a hundred thousand runs are found from a few thousand of them, every run's repair included."""
    found = hidden_failures(runs(100_000, 40_000.0), by_lot=False)
    assert found is not None
    assert np.isclose(found.failures.time_to_failure.mean, 40_000, rtol=0.12)
    assert np.isclose(found.failures.time_to_repair.mean, 1800, rtol=0.12)
    assert len(found.repair) == 100_000
    assert hidden_failures(runs(100_000), by_lot=False) is None
