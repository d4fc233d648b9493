"""The promise of the first group, kept on experiments whose best change is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from improve.synthetic import Synthetic
from plantwright.improve.allocate import FIRST_RUNS, FURTHER_RUNS, allocate
from plantwright.improve.experiment import BASE
from plantwright.improve.gap import Gap, gap, joint_reach
from plantwright.improve.guarantee import ONE_LOOK, PROMISE, Guarantee
from plantwright.improve.rank import first_group
from plantwright.twin.intervals import t_quantile

TIMES = 400
NONE = np.zeros((0, 1))


def groups(gains: Sequence[float], promise: Guarantee = PROMISE) -> list[set[str]]:
    """Return the first group of many experiments, runs spent as a ranking spends them."""
    found = []
    for seed in range(TIMES):
        experiment = Synthetic(gains, seed)
        allocate(experiment, "throughput", promise, lambda _: None)
        found.append(set(first_group(experiment, promise)))
    return found


@pytest.mark.parametrize(
    "gains",
    [[2.0, *[1.5] * 9], [1.0, 0.9, 0.8, 0.5, 0.0, -1.0], [3.0, *[0.0] * 14]],
    ids=["one just ahead of equals", "a row of steps", "one far ahead of many"],
)
def test_the_best_is_in_the_first_group_as_often_as_promised(gains: list[float]) -> None:
    """In 400 experiments on common random numbers the group misses the best by more than the indifference in 5 %."""
    promise = Guarantee(indifference=0.3, looks=PROMISE.looks)
    near = {f"c{k}" for k, gain in enumerate(gains) if max(gains) - gain <= promise.indifference}
    assert np.mean([bool(near & group) for group in groups(gains, promise)]) >= 0.95


@pytest.mark.parametrize("gains", [[2.0, *[1.5] * 9], [0.2, *[0.0] * 5]])
def test_without_indifference_the_best_itself_is_in_the_group(gains: list[float]) -> None:
    """Where every difference counts the truly best change is in group 1 in at least 95 % of 400 experiments."""
    promise = Guarantee(indifference=0.0, looks=PROMISE.looks)
    assert np.mean(["c0" in group for group in groups(gains, promise)]) >= 0.95


def test_a_group_is_no_larger_than_it_must_be() -> None:
    """A change that is plainly the best stands alone nearly always, and runs are spent where the order is open."""
    sizes = [len(group) for group in groups([4.0, 1.0, 0.5, 0.0, 0.0, -1.0])]
    assert np.mean(np.array(sizes) == 1) > 0.95


def test_refits_count_as_what_is_not_known() -> None:
    """Where twelve refits move the gains more than chance does, the best of the true plant is still in the group."""
    kept = []
    for seed in range(TIMES):
        rng = np.random.default_rng(10_000 + seed)
        true = np.array([1.0, 0.0, -1.0, -2.0])
        known = true + rng.standard_normal(4)
        experiment = Synthetic(known, seed, own=0.1)
        experiment.extend([BASE, *experiment.changes], FIRST_RUNS)
        experiment.know({name: rng.standard_normal(12) for name in experiment.changes})
        kept.append("c0" in first_group(experiment, ONE_LOOK))
    assert np.mean(kept) >= 0.95


def test_refits_that_only_widen_a_lead_leave_no_doubt() -> None:
    """Refits under which the leader gains still more say nothing against it; those that turn the order do."""
    experiment = Synthetic([3.0, 0.0], 1, own=0.1)
    experiment.extend([BASE, "c0", "c1"], FIRST_RUNS)
    steps = np.linspace(0.0, 6.0, 12)
    experiment.know({"c0": steps, "c1": 0 * steps})
    assert first_group(experiment, ONE_LOOK) == ("c0",)
    experiment.know({"c0": -steps, "c1": 0 * steps})
    assert first_group(experiment, ONE_LOOK) == ("c0", "c1")


def test_the_chance_of_the_few_runs_of_a_refit_is_not_ignorance() -> None:
    """Of what refits with two noisy runs each differ by, the part that is chance is taken out, but half at the most."""
    rng = np.random.default_rng(4)
    downs = []
    for seed in range(50):
        experiment = Synthetic([0.0, 0.0], seed)
        experiment.extend([BASE, "c0", "c1"], FIRST_RUNS)
        experiment.drawn = {
            name: {"throughput": experiment.table[name][:2] + rng.standard_normal((16, 2))}
            for name in (BASE, "c0", "c1")
        }
        downs.append(gap(experiment, "throughput", "c0", "c1").down())
    # 1.22 with all that the runs and refits differ by
    assert 0.6 < np.median(downs) < 1.05


def test_the_budget_of_runs_is_kept() -> None:
    """However many changes are alike, no more than the stated runs are made beyond the first."""
    experiment = Synthetic([0.0] * 60, 3)
    allocate(experiment, "throughput", PROMISE, lambda _: None)
    spent = sum(len(one["throughput"]) for one in experiment.runs.values())
    assert 61 * FIRST_RUNS < spent <= 61 * FIRST_RUNS + FURTHER_RUNS


def test_the_margin_is_that_of_student() -> None:
    """Sixteen runs have a margin of 1.753 standard errors at 5 %; what refits leave open is added in squares."""
    moved = np.repeat([1.0, -1.0], 6)[:, None]
    assert Gap(1.0, 1.0, 16, NONE).margin(0.05, 0.0) == pytest.approx(1.753, abs=1e-3)
    assert Gap(1.0, 0.0, 16, moved).margin(0.05, 1.8) == pytest.approx(1.8, abs=1e-3)
    assert Gap(1.0, 1.0, 16, moved).margin(0.05, 1.8) == pytest.approx(np.hypot(1.753, 1.8), abs=2e-3)
    assert Gap(1.0, float("nan"), 1, NONE).margin(0.05, 0.0) == float("inf")


def test_pairs_that_move_together_are_one() -> None:
    """Of one pair, or of many that refits move alike, the reach is Student's; of independent ones Bonferroni's."""
    rng = np.random.default_rng(1)
    one = rng.standard_normal((16, 1))
    assert joint_reach([one], 0.95) == pytest.approx(t_quantile(15, 0.90), rel=0.06)
    assert joint_reach([one, 2 * one, 7 * one], 0.95) == pytest.approx(joint_reach([one], 0.95))
    apart = list(np.eye(16)[:, :, None])
    assert joint_reach(apart[:10], 0.95) == pytest.approx(t_quantile(15, 1 - 2 * 0.005), rel=0.12)
    assert joint_reach([NONE, np.zeros((16, 2))], 0.95) == 0.0


def test_the_risk_is_shared_by_the_pairs() -> None:
    """Eleven changes make ten pairs with the best, each with a tenth of the risk; looks share it further."""
    assert ONE_LOOK.risk(11) == pytest.approx(0.005)
    assert PROMISE.risk(11) == pytest.approx(0.005 / PROMISE.looks)
    assert ONE_LOOK.risk(1) == pytest.approx(0.05)
    assert "at least 95 %" in PROMISE.sentence()
    assert "0.5 %" in PROMISE.sentence()
