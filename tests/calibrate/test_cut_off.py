"""What is still going on when the records end counts for what it will likely come to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantwright.calibrate.cut_off import completed, ended, with_completed
from plantwright.calibrate.fit import fit
from plantwright.calibrate.process_times import noise_of
from plantwright.calibrate.regression import Lengths, Parts
from plantwright.events.log import EventLog
from plantwright.model.calendar import DAY
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.log import simulate


def _reactor(**center: object) -> Plant:
    """Return a plant whose only step takes five days on the average, beside windows of thirty."""
    step = Operation(id="grow", work_center="reactor", per_lot=5 * DAY, noise=Distribution.gamma(1.0, 0.4))
    return Plant(
        name="suite",
        work_centers=(WorkCenter(id="reactor", stations=40, **center),),  # type: ignore[arg-type]
        products=(Product(id="drug", routings=(Routing(operations=(step,)),)),),
        release=Release(policy="conwip", wip_limit=80),
    )


def _log(plant: Plant, seed: int) -> EventLog:
    return simulate(plant, horizon=30 * DAY, warm_up=20 * DAY, seed=seed)


def _means(plant: Plant, logs: int) -> np.ndarray:
    fitted = (fit(_log(plant, seed)).products[0].routings[0].operations[0] for seed in range(logs))
    return np.array([(one.per_lot or 0.0) + (one.per_piece or 0.0) for one in fitted]) / DAY


def test_long_steps_are_not_taken_for_short() -> None:
    """Over many windows the mean learned of long steps is the true one, within its own standard error."""
    found = _means(_reactor(), 30)
    assert found.mean() == pytest.approx(5.0, abs=3 * found.std() / np.sqrt(len(found)))


def test_only_what_ended_would_be_too_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the steps that are going on, the same windows tell of steps that are clearly too short."""

    def only_ended(seen: Lengths, going: np.ndarray, *, by_lot: bool) -> tuple[Lengths, np.ndarray]:
        kept = ~going
        names = ("length", "quantity", "group", "pair", "weight")
        return replace(seen, **{name: getattr(seen, name)[kept] for name in names}), kept

    monkeypatch.setattr("plantwright.calibrate.process_times.with_completed", only_ended)
    found = _means(_reactor(), 30)
    assert found.mean() < 5.0 - 3 * found.std() / np.sqrt(len(found))


def test_long_repairs_are_not_taken_for_short() -> None:
    """Over many windows the mean repair is the true one, those going on at the close counted."""
    repairs = Failures(
        time_to_failure=Distribution.exponential(2 * DAY), time_to_repair=Distribution.gamma(3 * DAY, 0.5)
    )
    logs = (_log(_reactor(failures=repairs), seed) for seed in range(30))
    fitted = (fit(log).work_centers[0].failures for log in logs)
    found = np.array([one.time_to_repair.mean for one in fitted if one]) / DAY
    assert found.mean() == pytest.approx(3.0, abs=3 * found.std() / np.sqrt(len(found)))


def test_the_mean_is_that_of_kaplan_and_meier() -> None:
    """Of 1, 2+, 3, 4+, 5 the curve falls to 4/5, 8/15 and 0, so that 2+ comes to 13/3 and 4+ to 5."""
    length, going = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([False, True, False, True, False])
    assert completed(length, np.ones(5), going).tolist() == pytest.approx([1, 13 / 3, 3, 5, 5])


def test_what_nothing_outlasted_is_taken_as_it_is() -> None:
    """The longest of all says no more than how long it is."""
    assert completed(np.array([1.0, 9.0]), np.ones(2), np.array([False, True])).tolist() == [1.0, 9.0]


def test_a_forgotten_end_is_no_length() -> None:
    """What goes on for more than three times the longest that ended was not recorded to its end."""
    length, going = np.array([1.0, 2.0, 5.9, 6.1]), np.array([False, False, True, True])
    assert ended(length, going).tolist() == [True, True, True, False]
    assert not ended(np.array([4.0]), np.array([True])).any()


def test_each_is_completed_by_its_own_group() -> None:
    """A long task's run is held against long tasks: 10 of a task of 10 and 30 comes to 30, though others take 1."""
    seen = Lengths(
        length=np.array([1.0, 1.0, 10.0, 30.0, 21.0]),
        quantity=np.ones(5),
        group=np.array([0, 0, 1, 1, 1]),
        groups=2,
        pair=np.full(5, -1),
        pairs=0,
        weight=np.ones(5),
    )
    found, kept = with_completed(seen, np.array([False, False, False, False, True]), by_lot=False)
    assert kept.all()
    assert found.length == pytest.approx([1.0, 1.0, 10.0, 30.0, 30.0])


def test_a_group_whose_time_is_all_setup_completes_nothing_else() -> None:
    """Runs of a group that comes out at nothing are no measure of how long others take."""
    seen = Lengths(
        length=np.array([1.0, 1.1, 0.9, 1.0, 5.0, 5.0, 5.0, 0.5]),
        quantity=np.array([1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 1.0]),
        group=np.array([0, 0, 0, 0, 1, 1, 1, 0]),
        groups=2,
        pair=np.array([-1, -1, -1, -1, 0, 0, 0, -1]),
        pairs=1,
        weight=np.ones(8),
    )
    found, _ = with_completed(seen, np.arange(8) == 7, by_lot=False)
    assert 0.5 <= found.length[-1] < 2.0


def test_noise_is_asked_of_what_takes_time() -> None:
    """A group of which setups took all says nothing of the noise, and breaks nothing."""
    seen = Lengths(
        length=np.tile([0.8, 1.2], 40) + np.repeat([0.0, 4.0], 40),
        quantity=np.ones(80),
        group=np.repeat([0, 1], 40),
        groups=2,
        pair=np.repeat([-1, 0], 40),
        pairs=1,
        weight=np.ones(80),
    )
    nothing = Parts(np.array([1.0, 0.0]), np.zeros(2), np.array([5.0]), np.zeros(1))
    assert noise_of(seen, nothing, seen.weight).scv == pytest.approx(0.04, rel=0.1)
