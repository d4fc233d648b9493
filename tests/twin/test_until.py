"""Runs until an interval is as narrow as asked: it is, it covers, and what cannot be reached is said."""

from __future__ import annotations

import pytest

from laws.plants import line
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.replicate import replicate
from plantwright.twin.until import FEWEST, Target, run_until
from twin.coverage import assert_covers, held

SHORT = {"warm_up": 200.0, "horizon": 1500.0}


def queue() -> Plant:
    """Return an M/M/1 of load 0.6 and mean process time 1 s: the mean flow time is 2.5 s."""
    return line([WorkCenter(id="a")], [1.0], interarrival=1 / 0.6)


def test_the_half_width_is_met_and_the_truth_inside() -> None:
    """Of 100 runs until ± 7 % on an M/M/1 each is that narrow, and its interval holds the true mean 95 times in 100."""
    target = Target("flow_mean", 0.07)
    found = [run_until(queue(), target, warm_up=100.0, horizon=700.0, seed=seed) for seed in range(100)]
    for one in found:
        half = (one.estimate.high - one.estimate.low) / 2  # type: ignore[operator]
        assert one.met()
        assert half <= 0.07 * one.estimate.value  # type: ignore[operator]
    assert max(len(one.runs.runs) for one in found) > FEWEST
    # stopping on a small spread costs a little of the level
    assert_covers(held([one.estimate for one in found], 2.5 / 3600), least=0.92)


def test_runs_are_those_of_replicate() -> None:
    """However many stages it takes, run k is run k."""
    found = run_until(queue(), Target("wip", 0.02), seed=3, **SHORT)  # type: ignore[arg-type]
    count = len(found.runs.runs)
    assert count > FEWEST
    same = replicate(queue(), replications=count, seed=3, **SHORT)  # type: ignore[arg-type]
    assert found.runs.metric("wip").tolist() == same.metric("wip").tolist()


def test_no_more_runs_than_needed() -> None:
    """The number of runs is about what the spread calls for: neither the last stage nor the first is wasted."""
    target = Target("wip", 0.015)
    found = run_until(queue(), target, seed=4, **SHORT)  # type: ignore[arg-type]
    assert len(found.runs.runs) < 1.3 * target.needed(found.runs)  # type: ignore[operator]


def test_an_absolute_width_is_in_the_measures_unit() -> None:
    """A half-width that is not relative is reached in orders."""
    found = run_until(queue(), Target("wip", 0.1, relative=False), **SHORT)  # type: ignore[arg-type]
    assert (found.estimate.high - found.estimate.low) / 2 <= 0.1  # type: ignore[operator]
    assert "± 0.1 orders of wip was asked for" in found.sentence()


def test_what_is_not_reached_is_said() -> None:
    """Where the runs allowed are not enough the answer says so, and about how many would be."""
    found = run_until(queue(), Target("flow_mean", 0.001), most=30, **SHORT)  # type: ignore[arg-type]
    assert (len(found.runs.runs), found.met()) == (30, False)
    assert "± 0.1 % of flow_mean was asked for and not reached" in found.sentence()
    needed = found.target.needed(found.runs)
    assert needed is not None
    assert f"about {needed:,} would do" in found.sentence()
    assert needed > 1000


def test_a_plant_without_chance_needs_no_more() -> None:
    """Where all runs are alike the first ones are enough."""
    plant = line([WorkCenter(id="a")], [1.0], noise=Distribution.constant(1.0), wip_limit=2)
    found = run_until(plant, Target("throughput", 0.01), warm_up=10, horizon=100)
    assert (len(found.runs.runs), found.met()) == (FEWEST, True)


def test_what_no_run_knows_is_not_run_for() -> None:
    """Orders without due dates are never on time: after the first runs it stops and says so."""
    found = run_until(queue(), Target("on_time", 0.01), **SHORT)  # type: ignore[arg-type]
    assert len(found.runs.runs) == FEWEST
    assert found.estimate.value is None
    assert "none of 20 runs knows on_time" in found.sentence()


def test_stages_are_told_before_they_are_made() -> None:
    """Each stage begins where the last ended, and every run is counted."""
    stages: list[tuple[int, int]] = []
    runs: list[int] = []
    found = run_until(
        queue(), Target("wip", 0.02), seed=3, tick=lambda a, b: stages.append((a, b)), done=lambda: runs.append(1),
        **SHORT,
    )  # type: ignore[arg-type] # fmt: skip
    assert [first for first, _ in stages] == [0, *(last for _, last in stages[:-1])]
    assert stages[-1][1] == len(found.runs.runs) == len(runs)


def test_it_can_be_interrupted() -> None:
    """What a callback raises, as Ctrl-C does, ends the runs at once."""

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_until(queue(), Target("wip", 0.001), tick=stop, **SHORT)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        run_until(queue(), Target("wip", 0.001), done=stop, **SHORT)  # type: ignore[arg-type]


def test_all_that_is_wrong_is_said_at_once() -> None:
    """A target out of its range names every field with what is allowed."""
    with pytest.raises(ValueError, match=r"known are throughput.*half_width: 0; above 0.*level: 95.*fewest: 1"):
        Target("flow", 0, level=95, fewest=1)
    with pytest.raises(ValueError, match="most: 1"):
        run_until(queue(), Target("wip", 0.1), most=1, **SHORT)  # type: ignore[arg-type]


def test_the_warm_up_is_found_on_the_way() -> None:
    """Without a warm-up told, pilot runs find one, and the answer has it with its evidence."""
    found = run_until(queue(), Target("flow_mean", 0.1), horizon=1500.0)
    assert found.warm_up is not None
    assert found.runs.warm_up == found.warm_up.time
