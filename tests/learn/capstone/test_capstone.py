"""A proposal is judged by the twin against the best that its budget pays for, with an interval that holds the truth."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.errors import PlantError
from plantwright.improve.experiment import Trial
from plantwright.learn.capstone.brief import Brief, priced
from plantwright.learn.capstone.judge import judge, points, share_of
from plantwright.learn.capstone.rubric import CRITERIA, rubric_of
from plantwright.model.change import Change, parse_changes
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.theory.closed_networks import mva
from plantwright.theory.open_networks import Node

TIMES = {"saw": 60.0, "mill": 100.0, "pack": 40.0}
TRIAL = Trial(warm_up=20_000.0, horizon=100_000.0, seed=3)
BRIEF = Brief(budget=60_000.0)


def line() -> Plant:
    """Return three stations in a row, exponential, ten orders on the floor; the mill limits it."""
    steps = tuple(
        Operation(id=name, work_center=name, per_lot=time, noise=Distribution.exponential(1.0))
        for name, time in TIMES.items()
    )
    product = Product(id="p", share=1.0, lot_sizes=(LotSize(quantity=1.0),), routings=(Routing(operations=steps),))
    return Plant(
        name="line",
        work_centers=tuple(WorkCenter(id=name) for name in TIMES),
        products=(product,),
        release=Release(policy="conwip", wip_limit=10),
    )


def change(**edit: dict[str, object]) -> Change:
    """Return a change of one edit."""
    return parse_changes([{"name": "x", **edit}])[0]


def test_the_right_proposal_reaches_the_best_and_a_wrong_one_nothing() -> None:
    """One more mill is best within the budget and gains what theory says; a second packing table gains nothing."""
    right = judge(line(), change(add_stations={"work_center": "mill", "count": 1}), BRIEF, TRIAL)
    wrong = judge(line(), change(add_stations={"work_center": "pack", "count": 1}), BRIEF, TRIAL)
    assert right.share.value == pytest.approx(1.0, abs=0.05)
    one, two = (
        mva([Node(time, 1 + (name == "mill") * more) for name, time in TIMES.items()], 10).throughput for more in (0, 1)
    )
    assert right.best_gain.low <= 100 * (two / one - 1) <= right.best_gain.high
    assert wrong.share.value == pytest.approx(0.0, abs=0.05)
    assert (wrong.share.low or 0.0) <= 0.02
    assert "mill" in wrong.best.name
    assert points(right.share, [True] * 5) == pytest.approx(100, abs=4)
    assert points(wrong.share, [True] * 5) < 37


def test_the_model_answer_holds_the_numbers_of_this_run() -> None:
    """The rubric names the best change that was found and both gains."""
    found = judge(line(), change(add_stations={"work_center": "pack", "count": 1}), BRIEF, TRIAL)
    rubric = rubric_of(found)
    assert found.best.name in rubric.model
    assert len(rubric.criteria) == len(CRITERIA)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"add_stations": {"work_center": "mill", "count": 9}}, "the budget is 60,000"),
        ({"scale_process_time": {"work_center": "mill", "factor": 0.01}}, "at least 0.5"),
        ({"scale_failures": {"work_center": "mill", "mtbf_factor": 50, "mttr_factor": 1}}, "at most 2"),
        ({"scale_demand": {"factor": 0.5}}, "has no price"),
        ({"set_buffer": {"work_center": "mill", "capacity": None}}, "a number of places"),
        ({"add_stations": {"work_center": "mil", "count": 1}}, "unknown work center"),
    ],
)
def test_what_a_capstone_does_not_allow_is_refused(edit: dict[str, dict[str, object]], says: str) -> None:
    """Beyond the budget, cheap on paper, without a price or not of this plant: each is refused with its reason."""
    with pytest.raises(PlantError, match=says):
        judge(line(), change(**edit), BRIEF, TRIAL)


def test_prices_follow_what_is_changed() -> None:
    """Two stations cost twice one, and half a time as many steps of ten percent as it takes."""
    two = priced(change(add_stations={"work_center": "mill", "count": 2}), Brief(), line())
    assert two.cost.once == pytest.approx(120_000)
    half = priced(change(scale_process_time={"work_center": "mill", "factor": 0.5}), Brief(), line())
    assert half.cost.once == pytest.approx(25_000 * np.log(0.5) / np.log(0.9))


def test_a_learner_cannot_price_their_own_proposal() -> None:
    """A cost that the proposal names for itself does not count."""
    cheap = parse_changes([{"name": "x", "add_stations": {"work_center": "mill", "count": 9}, "cost": {"once": 1}}])[0]
    with pytest.raises(PlantError, match="the budget is"):
        judge(line(), cheap, BRIEF, TRIAL)


def test_the_interval_of_a_share_holds_the_truth() -> None:
    """Of 2,000 pairs of gains with a true share of 0.4, 93 to 97 percent of the intervals hold it."""
    draw, held = np.random.default_rng(5), 0
    for _ in range(2_000):
        noise = draw.multivariate_normal([0, 0], [[1.0, 0.6], [0.6, 1.5]], size=40)
        found = share_of(2.0 + noise[:, 0], 5.0 + noise[:, 1])
        held += found.low <= 0.4 <= found.high
    assert 0.93 <= held / 2_000 <= 0.97


def test_no_share_is_claimed_where_no_gain_is_sure() -> None:
    """Where the best gain cannot be told from nothing, the share is not known and earns nothing."""
    draw = np.random.default_rng(6)
    found = share_of(draw.normal(size=40), 0.05 + draw.normal(size=40))
    assert found.value is None
    assert points(found, []) == 0.0
    assert points(Estimate(value=1.7, unit="1"), []) == pytest.approx(70.0)
