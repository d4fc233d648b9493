"""What is seen of a floor, by hand."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.seen import Seen, came_of, first_of_loads

NOBODY = np.zeros(0, dtype=np.int64)
NEVER = np.zeros(0)


def seen(came: list[float], begun: list[float], end: list[float], center: list[int] | None = None) -> Seen:
    """Return a window of ten thousand seconds in which lots came, were begun, and ended."""
    begins, ends = np.array(begun), np.array(end)
    many = len(begun)
    return Seen(
        opens=0.0, closes=10_000.0, center=np.array(center or [0] * many), came=np.array(came), begun=begins,
        start=begins, end=ends, length=ends - begins, inside=np.ones(many, bool), first=np.ones(many, bool),
        setup_center=NOBODY, setup_length=NEVER, down_center=NOBODY, down_length=NEVER, product=NOBODY, flow=NEVER,
        order_time=0.0,
    )  # fmt: skip


def test_a_wait_is_counted_from_when_the_window_opens() -> None:
    """A lot that came before the window has waited since it opened; one of which nothing is known has no wait."""
    waits = seen([-500.0, 100.0, np.nan], [400.0, 100.0, 900.0], [500.0, 600.0, 950.0]).waits()
    np.testing.assert_array_equal(waits, [400.0, 0.0, np.nan])


def test_who_is_overtaken() -> None:
    """A lot begun after one that came later was overtaken; not at another work center, nor by less than a minute."""
    assert seen([0.0, 100.0], [900.0, 500.0], [1e3, 1e3]).overtaken().tolist() == [True, False]
    assert seen([0.0, 100.0], [900.0, 500.0], [1e3, 1e3], [0, 1]).overtaken().tolist() == [False, False]
    assert seen([0.0, 30.0], [900.0, 500.0], [1e3, 1e3]).overtaken().tolist() == [False, False]
    assert seen([0.0, 100.0], [530.0, 500.0], [1e3, 1e3]).overtaken().tolist() == [False, False]


def test_a_load_is_occupied_once_and_up_to_the_edge() -> None:
    """What still runs as the window closes counts up to there."""
    np.testing.assert_array_equal(seen([0.0, 0.0], [9_000.0, 100.0], [np.nan, 400.0]).occupied(), [1_000.0, 300.0])


def test_lots_that_start_together_are_one_load_where_loads_are() -> None:
    """Two lots of one start on one station are one load of an oven, and two of a work center that takes single lots."""
    start = np.array([50.0, 50.0, 90.0])
    stations = np.zeros(3, dtype=np.int64)
    assert first_of_loads(stations, stations, start, np.array([True])).tolist() == [True, False, True]
    assert first_of_loads(stations, stations, start, np.array([False])).all()


def test_a_lot_came_when_its_step_before_ended() -> None:
    """The first step's lot came with its release, the others as the step before ended, or were there at the opening."""
    order, end = np.array([0, 0, 1, 1]), np.array([30.0, 60.0, np.nan, 80.0])
    np.testing.assert_array_equal(came_of(order, end, np.array([5.0, 5.0, 7.0, 7.0]), 0.0), [5.0, 30.0, 7.0, 0.0])
