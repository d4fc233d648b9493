"""Shares of few and many."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.calibrate.quality import pooled_shares


def test_tasks_that_chance_alone_sets_apart_share_one_chance() -> None:
    """Where the differences are no larger than chance makes them, each task has its work center's share."""
    rng = np.random.default_rng(4)
    performed = np.full(10, 150.0)
    sent = rng.binomial(150, 0.08, 10).astype(float)
    shares = pooled_shares(sent, performed, np.zeros(10, int))
    assert shares == pytest.approx([sent.sum() / 1500] * 10)


def test_tasks_that_differ_keep_their_own_chance() -> None:
    """A task sent back five times as often as the others keeps nearly its own share."""
    shares = pooled_shares(np.array([10.0, 12.0, 60.0]), np.full(3, 200.0), np.zeros(3, int))
    assert shares[2] == pytest.approx(0.3, abs=0.03)
    assert shares[0] < 0.08


def test_work_centers_do_not_mix() -> None:
    """What never went back at one work center stays at zero, whatever happens at another."""
    shares = pooled_shares(np.array([0.0, 20.0]), np.full(2, 100.0), np.array([0, 1]))
    assert shares.tolist() == [0.0, 0.2]


def test_nothing_goes_back_for_ever() -> None:
    """A share of one is kept below one, or the lot would never leave."""
    assert pooled_shares(np.array([5.0]), np.array([5.0]), np.zeros(1, int))[0] < 1
