"""Criticism: a right twin is left in peace, and a wrong one is told where it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from calibrate.shift_shop import (
    WEEKS,
    double_setup,
    hidden_buffer,
    missing_turner,
    shop,
    shortest_first,
    slow_mondays,
)
from plantwright.calibrate.check import Check, Verdict
from plantwright.calibrate.criticism import Criticism, Misfit
from plantwright.calibrate.criticize import criticize
from plantwright.calibrate.fit import fit
from plantwright.calibrate.misfits import _limit
from plantwright.calibrate.verdict import criticized
from plantwright.events.log import EventLog
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant, Release
from plantwright.twin.log import simulate

SEEDS = 20


def recorded(plant: Plant, seed: int) -> EventLog:
    """Return eight weeks of a plant, as its records would have them."""
    return simulate(plant, warm_up=3 * WEEKS, horizon=8 * WEEKS, seed=seed)


def test_a_right_twin_is_left_in_peace() -> None:
    """Of twenty logs of a plant, held against that very plant, at most a tenth show anything beyond chance."""
    found = [criticize(recorded(shop(), 700 + seed), shop(), seed=seed) for seed in range(SEEDS)]
    assert min(len(one.compared) for one in found) > 60
    assert sum(bool(one.misfits) for one in found) <= SEEDS / 10


def test_a_right_twin_with_a_wip_limit_is_left_in_peace() -> None:
    """The same of a plant in which an order waits for one to leave."""
    plant = shop().model_copy(update={"release": Release(policy="conwip", wip_limit=12)})
    found = [criticize(recorded(plant, 900 + seed), plant, seed=seed) for seed in range(SEEDS // 2)]
    assert found[0].start.startswith("a warm-up")
    assert sum(bool(one.misfits) for one in found) <= SEEDS / 20


@pytest.mark.parametrize(
    ("change", "center"),
    [
        (slow_mondays, "furnace"),
        (missing_turner, "turn"),
        (double_setup, "turn"),
        (hidden_buffer, "furnace"),
        (shortest_first, "grind"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(change: Callable[[Plant], Plant], center: str) -> None:
    """The work center at which one thing was changed comes first in at least four of five logs."""
    found = [criticize(recorded(change(shop()), 300 + seed), shop(), seed=seed) for seed in range(5)]
    first = [one.misfits[0].where if one.misfits else "" for one in found]
    assert first.count(center) >= 4


def test_late_mondays_are_told_of_mondays() -> None:
    """An oven that begins late on Mondays is told of its queue on Mondays, with both values and their unit."""
    found = criticize(recorded(slow_mondays(shop()), 300), shop())
    said = [one.sentence for one in found.shown() if one.when == "Mondays"]
    assert said[0].startswith("Queue at furnace, Mondays: recorded ")
    assert " lots, twin " in said[0]
    assert said[0].endswith("the twin waits too little there")


@pytest.mark.parametrize("plant", [shop(), double_setup(shop()), shortest_first(shop())])
def test_a_twin_that_learned_it_all_is_left_in_peace(plant: Plant) -> None:
    """Of five logs of a plant whose ways a fit can learn, the learned twin is wrong beyond chance in one at most."""
    logs = [recorded(plant, 300 + seed) for seed in range(5)]
    assert sum(bool(criticize(log, fit(log)).misfits) for log in logs) <= 1


def test_what_a_fit_cannot_learn_is_named() -> None:
    """A turner who is there on early shifts only is beyond a fit: its twin is told of the lathes, and of the shift."""
    for seed in range(3):
        log = recorded(missing_turner(shop()), 300 + seed)
        first = criticize(log, fit(log)).misfits[0]
        assert first.where == "turn"
        assert first.when in {"06:00 to 14:00", "14:00 to 22:00"}


def test_a_plant_in_another_zone_than_its_log_is_compared_on_its_own_clock() -> None:
    """A log that names no zone of its own changes nothing where the plant knows it."""
    plant = shop().model_copy(update={"time_zone": "Europe/Paris"})
    log = recorded(plant, 5)
    unzoned = replace(log, meta=replace(log.meta, time_zone="UTC"))
    assert criticize(unzoned, plant, runs=4) == criticize(log, plant, runs=4)


def test_what_is_not_recorded_is_not_compared() -> None:
    """Without rows of setups and stops, neither is compared, and a right twin is still left in peace."""
    log = recorded(shop(), 5)
    rows = log.intervals.filter(log.intervals.kind.notin(["setup", "down"]))
    bare = replace(log, intervals=rows.cache(), meta=replace(log.meta, has_setup_rows=False))
    assert not {one.measure for one in criticize(bare, shop()).compared} & {
        "setup_time",
        "setups_per_lot",
        "down_share",
    }


def test_a_seed_is_a_criticism() -> None:
    """The same log and seed give the same criticism."""
    log = recorded(shop(), 1)
    assert criticize(log, shop(), runs=4, seed=3) == criticize(log, shop(), runs=4, seed=3)


def test_benjamini_and_hochberg_by_hand() -> None:
    """Of 0.01, 0.02, 0.03 and 0.9 the first three pass at 5 %; of 0.04 and 0.9 none does."""
    assert _limit(np.array([0.9, 0.03, 0.01, 0.02])) == 0.03
    assert _limit(np.array([0.04, 0.9])) < 0
    assert _limit(np.array([])) < 0


def misfit(share: float, where: str = "oven") -> Misfit:
    """Return a misfit of a queue."""
    twin = Estimate(value=1.0, unit="lots", low=0.5, high=1.5)
    return Misfit("queue_length", where, "", 3.0, twin, 9.0, 1e-6, True, share, f"Queue at {where}")


def test_what_explains_most_is_shown_first_and_once() -> None:
    """Ranked by share, flow times last; wait and queue of one place are one, and so are the shifts of a day."""
    queue, wait = misfit(0.2), replace(misfit(0.1), measure="queue_time")
    early, late = (replace(misfit(share), when=when) for share, when in ((0.04, "06:00 to 14:00"), (0.05, "other")))
    flow = replace(misfit(0.9, "gear"), measure="flow_time")
    found = Criticism.of((flow, wait, early, late, queue), 20, "")
    assert found.misfits == (queue, wait, late, early, flow)
    assert found.shown() == (queue, late, flow)
    assert found.largest() == 0.2
    assert found.queues() == 0.2


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [((), "believable"), ((0.01,), "believable"), ((0.1,), "usable with care"), ((0.2, 0.2), "not to be believed")],
)
def test_the_verdict_heeds_how_much_is_wrong(shares: tuple[float, ...], verdict: str) -> None:
    """Small misfits leave a twin believable, one that matters asks for care, and lost queues refuse it."""
    misfits = tuple(misfit(share, f"c{k}") for k, share in enumerate(shares))
    criticism = Criticism.of(misfits or (replace(misfit(0.5), beyond_chance=False),), 20, "")
    found = criticized(Check("believable", ("all agrees",)), criticism)
    assert found.verdict == verdict
    assert len(found.reasons) > 1


@pytest.mark.parametrize("verdict", ["unchecked", "usable with care", "not to be believed"])
def test_criticism_never_raises_a_verdict(verdict: Verdict) -> None:
    """A twin that failed on the weeks held out, or never faced any, is no better for what its work centers show."""
    clean = Criticism.of((replace(misfit(0.5), beyond_chance=False),), 20, "")
    assert criticized(Check(verdict, ("said before",)), clean).verdict == verdict


def test_too_little_to_compare_is_said() -> None:
    """Where no work center was seen often enough, the verdict stays as it was and the reasons say so."""
    found = criticized(Check("believable", ("all agrees",)), Criticism.of((), 20, ""))
    assert found.verdict == "believable"
    assert "too little was seen" in found.reasons[-1]


def test_a_twin_that_does_not_get_through_is_not_believed() -> None:
    """A twin that stops within a window is refused, with the reason."""
    found = criticized(Check("believable", ("all agrees",)), Criticism(refusal="it deadlocks"))
    assert (found.verdict, found.reasons[-1]) == ("not to be believed", "it deadlocks")
