"""What must hold of every realized effect."""

from __future__ import annotations

import numpy as np
import pytest

from improve.changed_shop import AFTER, BEFORE, FASTER, recorded, shop
from plantwright.improve.sides import Recorded
from plantwright.improve.verify import verify


def test_identical_records_show_no_effect_at_all() -> None:
    """Held against itself, a log has an effect of exactly zero on every metric."""
    one = recorded(shop(), BEFORE, seed=1, days=28)
    for line in verify(one, one).lines:
        assert line.realized.value == pytest.approx(0.0, abs=1e-9)


def test_where_nothing_changed_zero_is_held_at_the_stated_rate() -> None:
    """Over 16 pairs of the same shop the 90 % interval holds zero about 14 times: fewer than 11 would be one in 200."""
    before = [recorded(shop(), BEFORE, seed=seed, days=35) for seed in range(4)]
    after = [recorded(shop(), AFTER, seed=100 + seed, days=35) for seed in range(16)]
    held = [_holds_zero(before[number % 4], one) for number, one in enumerate(after)]
    assert sum(held) >= 11


def _holds_zero(before: Recorded, after: Recorded) -> bool:
    one = verify(before, after).line("flow_mean").realized
    assert one.low is not None
    assert one.high is not None
    return one.low <= 0 <= one.high


def test_an_effect_knows_no_units() -> None:
    """Pieces counted in dozens or in thousandths give the same effects in percent."""
    effects = []
    for size in (10.0, 10_000.0):
        before = recorded(shop(size=size), BEFORE, seed=1, days=28)
        after = recorded(FASTER.apply(shop(size=size, pace=1.1)), AFTER, seed=2, days=28)
        effects.append([line.realized.value for line in verify(before, after, FASTER).lines])
    assert effects[0] == pytest.approx(effects[1], rel=1e-6, abs=1e-6)


def test_longer_records_after_never_widen_the_interval_by_much() -> None:
    """Three times as many days after a change make the interval narrower."""
    before = recorded(shop(), BEFORE, seed=1, days=56)
    widths = []
    for days in (21, 84):
        one = verify(before, recorded(shop(), AFTER, seed=2, days=days)).line("flow_mean").realized
        assert one.low is not None
        assert one.high is not None
        widths.append(one.high - one.low)
    assert np.diff(widths)[0] < 0
