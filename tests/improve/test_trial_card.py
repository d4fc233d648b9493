"""Trial cards: days, limits and what can be seen, against what simulation and formulas say."""

from __future__ import annotations

import numpy as np
import pytest

from improve.changed_shop import DAY, FASTER, shop
from improve.shops import bottleneck
from plantwright.improve.noise import LENGTHS, Noise, noise_of, setting_of
from plantwright.improve.rank import rank
from plantwright.improve.stop_rule import FALSE_ALARM, boundary, look_days
from plantwright.improve.trial_card import REACH, TrialNoise, trial_cards
from plantwright.model.change import Change, ScaleProcessTime
from plantwright.twin.intervals import t_quantile

FLAT = Noise((1.0, 100.0), {"flow_mean": (0.5, 0.05)})
"""Chance that falls with the root of the length: 0.5 over a day."""


def test_chance_falls_with_the_root_between_and_beyond_lengths() -> None:
    """Where ten thousand days would halve a hundredth, and where nothing was run, the root of the length holds."""
    for days in (0.25, 1.0, 4.0, 50.0, 100.0, 400.0):
        assert FLAT.over("flow_mean", days) == pytest.approx(0.5 / np.sqrt(days))


def test_the_days_needed_solve_the_formula() -> None:
    """After the days named the effect is as many standard errors as 80 % power needs; a smaller one is never seen."""
    trial = TrialNoise(FLAT, FLAT, 400.0)
    days = trial.days("flow_mean", 0.25)
    assert days is not None
    assert REACH * trial.error("flow_mean", days) == pytest.approx(0.25, rel=0.02)
    assert trial.days("flow_mean", 0.05) is None


def test_four_trials_of_five_see_their_effect() -> None:
    """An effect at the detectable limit leaves zero out of a 90 % interval in 80 % of normal trials."""
    rng, normal = np.random.default_rng(0), t_quantile(10_000, 0.90)
    seen = rng.standard_normal(100_000) + REACH > normal
    assert seen.mean() == pytest.approx(0.80, abs=0.01)


def test_one_look_stops_at_the_one_sided_limit() -> None:
    """With a single look the boundary is the 95 % quantile of a normal number: 1.645."""
    constant, caught = boundary([0.1], 0.1 * REACH)
    assert constant == pytest.approx(1.645, abs=0.03)
    assert caught == pytest.approx(0.80, abs=0.02)


def test_five_equal_looks_have_the_published_boundary() -> None:
    """Pocock (1977), as table 2.1 of Jennison and Turnbull gives it: 2.122 for five looks and one-sided 5 %."""
    errors = [1 / np.sqrt(look) for look in range(1, 6)]
    assert boundary(errors, 0.0)[0] == pytest.approx(2.122, abs=0.03)


def test_a_change_that_does_nothing_is_stopped_as_seldom_as_said() -> None:
    """Means that grow day by day, without an effect, cross the limits in one trial of twenty."""
    days, rng = np.array(look_days(28)), np.random.default_rng(1)
    constant, _ = boundary(list(1 / np.sqrt(days)), 0.0)
    walk = np.cumsum(rng.standard_normal((20_000, 28)), axis=1)
    looks = walk[:, days.astype(int) - 1] / np.sqrt(days)
    assert (looks > constant).any(axis=1).mean() == pytest.approx(FALSE_ALARM, abs=0.006)


def test_looks_are_weekly_and_the_last_is_at_the_end() -> None:
    """Four weeks have four looks, a year has eight, three days have one."""
    assert look_days(28) == (7.0, 14.0, 21.0, 28.0)
    assert len(look_days(365)) == 8
    assert look_days(3) == (3.0,)


def test_the_noise_of_a_window_is_what_other_runs_show() -> None:
    """Two sets of runs of the same weeks agree on the spread as two dozen runs can, and longer windows move less."""
    setting = setting_of(shop(), 7 * DAY, 20 * DAY)
    one, two = (noise_of(shop(), setting, seed=seed) for seed in (0, 1))
    assert 0.5 < one.over("flow_mean", 20) / two.over("flow_mean", 20) < 2
    assert one.over("flow_mean", 20) < one.over("flow_mean", 5)


def test_cards_are_for_what_helps_and_tell_all() -> None:
    """A change at the bottleneck has a card with days, places and limits; one that does nothing needs no trial."""
    plant = bottleneck()
    idle = Change(name="idle", edits=(ScaleProcessTime(work_center="pack", factor=1.0),))
    ranking = rank(plant, [FASTER, idle], warm_up=5 * DAY, horizon=20 * DAY)
    (card,) = trial_cards(plant, ranking, 60.0)
    assert card.change == FASTER
    assert card.where == ("mill",)
    assert card.days() is not None
    assert card.watched[0].signal >= card.watched[-1].signal
    assert [one.days for one in card.detectable] == list(LENGTHS)
    effects = [one.effect for one in card.detectable]
    assert effects == sorted(effects, reverse=True)
    assert all(look.limit < 0 for look in card.stop.looks)
    assert card.stop.false_alarm == FALSE_ALARM
