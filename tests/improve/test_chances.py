"""Chances to be best, against cases that can be computed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from improve.synthetic import Synthetic
from plantwright.improve.chances import chances
from plantwright.improve.experiment import BASE, Array


def asked(gains: list[float], runs: int = 25, shifts: dict[str, Array] | None = None) -> tuple[Synthetic, Array]:
    """Return an experiment and its chances."""
    experiment = Synthetic(gains, 5)
    experiment.extend([BASE, *experiment.changes], runs)
    if shifts:
        experiment.know(shifts)
    return experiment, chances(experiment, "throughput", list(experiment.changes))


def test_two_changes_are_a_normal_difference() -> None:
    """Of two changes the first is the better with Φ(difference / its standard error), the common noise left out."""
    experiment, found = asked([0.2, 0.0])
    apart = experiment.runs["c0"]["throughput"] - experiment.runs["c1"]["throughput"]
    expected = norm.cdf(apart.mean() / (apart.std(ddof=1) / np.sqrt(25)))
    assert 0.05 < expected < 0.95
    assert found[0] == pytest.approx(expected, abs=0.02)
    assert found.sum() == pytest.approx(1.0)


def test_a_refit_is_drawn_for_all_changes_together() -> None:
    """Refits that move all gains alike leave the order as it is, however far they move them."""
    moved = 50 * np.random.default_rng(2).standard_normal(16)
    _, alone = asked([0.2, 0.0])
    _, together = asked([0.2, 0.0], shifts={"c0": moved, "c1": moved})
    assert together == pytest.approx(alone, abs=1e-3)


def test_refits_that_turn_the_order_count_by_their_number() -> None:
    """Where a quarter of the refits puts the second change far ahead, it is the best with a quarter's chance."""
    turned = np.repeat([0.0, 100.0], [12, 4])
    _, found = asked([30.0, 0.0], shifts={"c0": 0 * turned, "c1": turned})
    assert found[1] == pytest.approx(0.25, abs=0.03)


def test_what_is_exactly_alike_shares_its_chance() -> None:
    """Two changes that do the same have the same chance, and the sum is still one."""
    experiment = Synthetic([1.0, 0.0, 0.0], 5)
    experiment.table["c2"] = experiment.table["c0"]
    experiment.extend([BASE, *experiment.changes], 10)
    found = chances(experiment, "throughput", ["c0", "c1", "c2"])
    assert found[0] == found[2]
    assert found.sum() == pytest.approx(1.0)
    assert len(chances(experiment, "throughput", [])) == 0
