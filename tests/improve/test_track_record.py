"""What earlier predictions were worth."""

from __future__ import annotations

import pytest

from files.test_history import entry
from plantwright.improve.track_record import covers, track_record
from plantwright.model.change import AddStations, Change, ScaleProcessTime
from plantwright.model.estimate import Estimate
from plantwright.model.history import History

FASTER = Change(name="faster saw", edits=(ScaleProcessTime(work_center="saw", factor=0.8),))
MORE = Change(name="one more", edits=(AddStations(work_center="saw", count=1),))
GAIN = Estimate(value=20.0, unit="%", low=10.0, high=30.0)


def test_without_a_history_nothing_is_calibrated() -> None:
    """A prediction of which nothing like it was tried stays as it is."""
    record = track_record(History(), FASTER)
    assert (record.tried, record.part) == (0, 1.0)
    assert record.calibrated(GAIN) == GAIN


def test_only_changes_alike_count() -> None:
    """A history of shorter process times says nothing of added stations."""
    history = History(entries=(entry(),))
    assert track_record(history, FASTER).tried == 1
    assert track_record(history, MORE).tried == 0
    assert track_record(history).tried == 1


def test_many_disappointments_shrink_a_prediction_to_what_came() -> None:
    """Forty changes that brought half of what was foretold leave the next one at about half, with a wider interval."""
    history = History(entries=tuple(entry(realized=-10.0, foretold=-20.0) for _ in range(40)))
    record = track_record(history, FASTER)
    assert record.part == pytest.approx(0.5, abs=0.02)
    found = record.calibrated(GAIN)
    assert found.value == pytest.approx(10.0, abs=0.5)
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / found.value > (30 - 10) / 20


def test_one_surprise_shrinks_a_little_by_the_formula() -> None:
    """One entry weighs by its interval and by how much changes differ, against a prior of 1 ± 0.5."""
    record = track_record(History(entries=(entry(realized=-10.0, foretold=-20.0),)), FASTER)
    error = 4 / 1.645
    squared = (error**2 + (0.5 * error) ** 2) / 20**2 + 0.3**2
    weight = 1 / squared
    assert record.part == pytest.approx((4 + 0.5 * weight) / (4 + weight), rel=1e-3)


def test_an_effect_is_covered_within_both_intervals() -> None:
    """± 4 on both sides cover a difference of 5.6, and none of 5.8."""

    def at(value: float) -> Estimate:
        return Estimate(value=value, unit="%", low=value - 4, high=value + 4, level=0.9)

    assert covers(at(0), at(5.6))
    assert not covers(at(0), at(5.8))
