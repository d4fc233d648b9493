"""Trying a change: the effect is that of paired runs, and a prediction is held against its interval."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantwright.errors import PlantError
from plantwright.files.plant import read_plant
from plantwright.improve.experiment import Trial
from plantwright.learn.lessons.outcome import WORDS, Outcome, judged, try_out
from plantwright.model.change import Change, ScaleDemand, ScaleProcessTime
from plantwright.model.estimate import Estimate

DAY = 86_400.0
TRIAL = Trial(warm_up=20 * DAY, horizon=60 * DAY, seed=3)


@pytest.fixture(scope="module")
def fewer_orders(project: Path) -> Outcome:
    """Return what a tenth fewer orders does to the mini-fab, which has little to spare."""
    plant = read_plant(project / "examples" / "mini-fab")
    return try_out(plant, {"name": "fewer", "scale_demand": {"factor": 0.9}}, 6, TRIAL)


def test_fewer_orders_mean_less_of_everything(fewer_orders: Outcome) -> None:
    """A tenth fewer orders lowers throughput by about a tenth, and WIP by more, with the interval below zero."""
    throughput, wip = fewer_orders.of("throughput").effect, fewer_orders.of("wip").effect
    assert throughput.value == pytest.approx(-10, abs=3)
    assert wip.high is not None
    assert wip.high < 0
    assert wip.value < throughput.value


def test_before_and_after_agree_with_the_effect(fewer_orders: Outcome) -> None:
    """The effect in percent is that of the two means shown."""
    for one in fewer_orders.effects:
        assert one.effect.value == pytest.approx(100 * (one.after.value / one.before.value - 1), rel=1e-6)


def test_a_change_that_changes_nothing_has_no_effect(project: Path) -> None:
    """On the same random numbers a factor of one leaves every run as it was."""
    plant = read_plant(project / "examples" / "mini-fab")
    same = Change(name="same", edits=(ScaleDemand(factor=1.0),))
    assert [one.effect.value for one in try_out(plant, same, 2, TRIAL).effects] == [0, 0, 0]


def test_a_change_that_does_not_fit_is_refused(project: Path) -> None:
    """A work center that the plant does not have is named."""
    plant = read_plant(project / "examples" / "mini-fab")
    with pytest.raises(PlantError, match="nowhere"):
        try_out(plant, Change(name="x", edits=(ScaleProcessTime(work_center="nowhere", factor=0.8),)), 2, TRIAL)


@pytest.mark.parametrize(
    ("predicted", "low", "value", "high", "verdict"),
    [
        (5, 4, 6, 8, "within"),
        (20, 4, 6, 8, "direction"),
        (-3, 4, 6, 8, "other_way"),
        (0, 4, 6, 8, "other_way"),
        (5, -1, 0.2, 1, "nothing"),
        (0.3, -1, 0.2, 1, "within"),
        (10.4, 10, 10, 10, "within"),
        (-5, -9, -6, -4, "within"),
    ],
)
def test_a_prediction_is_held_against_the_interval(
    predicted: float, low: float, value: float, high: float, verdict: str
) -> None:
    """Inside the interval, or half a percent from the mean, it is right; else its direction is told, if any."""
    found = judged(predicted, Estimate(value=value, unit="%", low=low, high=high))
    assert (found.verdict, found.says) == (verdict, WORDS[found.verdict])


def test_an_effect_that_is_not_known_tells_nothing() -> None:
    """Where runs know no effect, no prediction is called right or wrong."""
    assert judged(5, Estimate(value=None, unit="%")).verdict == "nothing"
