"""Predictions: their shape, and intervals that hold the truth as often as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from improve.shops import HOUR, SHORT, bottleneck, twins
from laws.plants import line
from plantwright.errors import PlantError
from plantwright.improve.experiment import BASE, Experiment, Trial
from plantwright.improve.what_if import Prediction, what_if
from plantwright.model.change import AddStations, Change, ScaleProcessTime, SetWipLimit
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.twin.replicate import METRICS

CHANGES = (
    Change(name="faster", edits=(ScaleProcessTime(work_center="mill", factor=0.8),)),
    Change(name="less", edits=(SetWipLimit(limit=2),)),
)


def test_triples_have_the_shape_that_was_told() -> None:
    """``{plant: {base: {metric: [mean, lo, hi]}, changes: {name: …}}}``, each lo ≤ mean ≤ hi, shares within 0 and 1."""
    plain = bottleneck()
    promised = plain.products[0].model_copy(update={"lead_time": Distribution.exponential(11 * HOUR)})
    promising = plain.model_copy(update={"products": (promised,)})
    found = what_if(promising, CHANGES, trial=SHORT, replications=6).triples()
    assert set(found) == {"line"}
    plant = found["line"]
    assert set(plant) == {"base", "changes"}  # type: ignore[call-overload]
    assert list(plant["changes"]) == ["faster", "less"]  # type: ignore[index]
    for one in (plant["base"], *plant["changes"].values()):  # type: ignore[index]
        assert list(one) == list(METRICS)
        for name, (mean, low, high) in one.items():
            assert low <= mean <= high
            assert low >= 0
            assert name != "on_time" or high <= 1


def test_promises_that_nobody_made_are_not_kept() -> None:
    """Without due dates the share on time is not known: three times nothing."""
    found = what_if(bottleneck(), (), trial=SHORT, replications=3).triples()
    assert found["line"]["base"]["on_time"] == [None, None, None]  # type: ignore[index]


def test_a_change_is_compared_on_the_streams_of_the_base() -> None:
    """The runs of a change that does nothing are the runs of the base, number by number."""
    same = Change(name="same", edits=(ScaleProcessTime(work_center="mill", factor=1.0),))
    found = what_if(bottleneck(), (same,), trial=SHORT, replications=4)
    assert found.changes["same"] == found.base


def test_refits_widen_the_interval_of_a_level() -> None:
    """What the plant might also be widens a prediction as a ratio, and never below zero."""
    others = [
        ScaleProcessTime(work_center="mill", factor=factor).apply(bottleneck()) for factor in (0.6, 0.8, 1.3, 1.6)
    ]
    sure = what_if(bottleneck(), (), trial=SHORT, replications=6)
    unsure = what_if(bottleneck(), (), draws=others, trial=SHORT, replications=6)
    for metric in ("throughput", "flow_mean", "flow_p95"):
        one, other = sure.base[metric], unsure.base[metric]
        assert one.value == pytest.approx(other.value)
        assert 0 < other.low < one.low  # type: ignore[operator]
        assert other.high > one.high  # type: ignore[operator]


def test_misfits_are_raised_before_anything_runs() -> None:
    """A change of what the plant does not have raises, with the change's name."""
    bad = Change(name="bad", edits=(AddStations(work_center="lathe", count=1),))
    with pytest.raises(PlantError, match=r"changes\.bad"):
        what_if(bottleneck(), (bad,), trial=SHORT)


@pytest.fixture(scope="module")
def experiments() -> list[Prediction]:
    """Return 60 small experiments with an M/M/1 at load 0.6."""
    plant = line([WorkCenter(id="a")], [1.0], interarrival=1 / 0.6)
    trials = (Trial(warm_up=200, horizon=1200, seed=seed, threads=1) for seed in range(60))
    return [what_if(plant, (), trial=trial, replications=20).base for trial in trials]


@pytest.mark.parametrize(("metric", "truth"), [("wip", 1.5), ("flow_mean", 2.5 / HOUR), ("throughput", 0.6 * 86_400)])
def test_intervals_hold_the_truth_of_a_queue(experiments: list[Prediction], metric: str, truth: float) -> None:
    """In 60 small experiments with an M/M/1 the 95 % interval holds the true mean 51 times at least."""
    bounds = np.array([(one[metric].low, one[metric].high) for one in experiments], float)
    held = ((bounds[:, 0] <= truth) & (truth <= bounds[:, 1])).sum()
    assert held >= 51  # 50 or fewer of 60 have a chance below 0.1 % where each holds it at 95 %
    assert (bounds[:, 1] - bounds[:, 0]).mean() < 0.35 * truth


def test_more_runs_narrow_what_is_chance() -> None:
    """Four times the runs halve the interval that holds chance alone."""
    experiment = Experiment(twins(), {}, SHORT)
    experiment.extend([BASE], 16)
    few = experiment.level(BASE, "flow_mean").half_width()
    experiment.extend([BASE], 64)
    many = experiment.level(BASE, "flow_mean").half_width()
    assert 0.3 < many / few < 0.75


def test_extending_keeps_the_runs_already_made() -> None:
    """Runs made at once or bit by bit are the same runs."""
    whole, parts = Experiment(twins(), {}, SHORT), Experiment(twins(), {}, SHORT)
    whole.extend([BASE], 7)
    for count in (2, 3, 7, 5):
        parts.extend([BASE], count)
    assert whole.runs[BASE]["wip"].tolist() == parts.runs[BASE]["wip"].tolist()
    assert math.isnan(parts.runs[BASE]["worker_busy"][0])
