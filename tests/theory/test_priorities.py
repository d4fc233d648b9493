"""Cobham's waits: one class is the plain queue, and urgency only moves the waiting around."""

from __future__ import annotations

import pytest

from plantwright.errors import TheoryError
from plantwright.theory.general import Moments, mg1
from plantwright.theory.priorities import Class, cobham, overall


def test_one_class_is_the_mg1() -> None:
    """Without a second class nobody goes first."""
    assert cobham([Class(0.7, Moments(1.0, 0.4))])[0].wait == pytest.approx(mg1(0.7, Moments(1.0, 0.4)).wait)


def test_the_work_that_waits_is_conserved() -> None:
    """Kleinrock's law: Σ ρₖ Wₖ is the same as without priorities, whoever goes first."""
    classes = [Class(0.2, Moments(0.5, 1.0)), Class(0.1, Moments(3.0, 0.2)), Class(0.25, Moments(1.0, 2.0))]
    load = sum(one.arrival_rate * one.process.mean for one in classes)
    residual = sum(one.arrival_rate * one.process.second for one in classes) / 2
    for order in (classes, classes[::-1]):
        work = sum(one.arrival_rate * one.process_time * one.wait for one in cobham(order))
        assert work == pytest.approx(load * residual / (1 - load))


def test_equal_classes_keep_the_mean_flow_time() -> None:
    """Where urgency tells nothing of the process time, the mean over all orders is that of the plain queue."""
    both = cobham([Class(0.3, Moments(1.0)), Class(0.4, Moments(1.0))])
    assert both[0].wait < both[1].wait
    assert overall(both) == pytest.approx(mg1(0.7, Moments(1.0)).flow_time)


def test_shortest_first_is_best() -> None:
    """The mean flow time is least where the shorter go first."""
    short, long = Class(0.4, Moments(0.5)), Class(0.2, Moments(2.0))
    assert overall(cobham([short, long])) < overall(cobham([long, short]))


@pytest.mark.parametrize(
    "classes", [[], [Class(0.5, Moments(1.0)), Class(0.5, Moments(1.0))], [Class(0.0, Moments(1.0))]]
)
def test_what_has_no_steady_state_is_refused(classes: list[Class]) -> None:
    """No class, too much work, or a class that never comes get no number."""
    with pytest.raises(TheoryError):
        cobham(classes)
