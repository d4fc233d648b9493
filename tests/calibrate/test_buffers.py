"""Buffers are read from departures that waited for a place, and from nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from plantwright.calibrate.buffers import _share_above, _Stays, _without_loops
from plantwright.calibrate.fit import fit
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.facts import NO_FACTS, CenterFact, Facts
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.log import simulate

HOUR = 3600.0
NOISE = Distribution.gamma(1.0, 0.5)


def line(*buffers: int | None, **release: Any) -> Plant:
    """Return three work centers in a row, the last of them the slowest."""
    centers = tuple(WorkCenter(id=f"c{k}", buffer=places) for k, places in enumerate((None, *buffers)))
    hours = (0.8, 0.8, 0.9)
    steps = tuple(
        Operation(id=one.id, work_center=one.id, per_lot=time * HOUR, noise=NOISE)
        for one, time in zip(centers, hours, strict=True)
    )
    return Plant(
        name="line",
        work_centers=centers,
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
        release=Release(**(release or {"interarrival": Distribution.exponential(1.1 * HOUR)})),
        transport=Distribution.uniform(120.0, 0.1),
    )


def learned(plant: Plant, facts: Facts = NO_FACTS, weeks: int = 10) -> list[int | None]:
    """Return the buffers of a plant fitted to its own log."""
    log = simulate(plant, horizon=weeks * 7 * 86_400, warm_up=7 * 86_400, seed=3)
    return [one.buffer for one in fit(log, facts).work_centers]


@pytest.mark.parametrize("places", [1, 2, 4, 7])
def test_places_are_counted(places: int) -> None:
    """In front of the slowest of a line, as many places are found as there are; in front of the others none."""
    assert learned(line(None, places)) == [None, None, places]


def test_several_buffers() -> None:
    """Each work center has its own."""
    assert learned(line(3, 2)) == [None, 3, 2]


@pytest.mark.parametrize("release", [{}, {"policy": "conwip", "wip_limit": 6}])
def test_no_limit_is_none(release: dict[str, Any]) -> None:
    """Without limits none is found, whatever lets orders in."""
    assert learned(line(None, None, **release)) == [None, None, None]


def test_what_was_told_is_taken() -> None:
    """A told work center has the buffer that was told, or none."""
    told = Facts(work_centers=(CenterFact(id="c1", buffer=9), CenterFact(id="c2")))
    assert learned(line(3, 2), told) == [None, 9, None]


def _stays(arrived: list[float], taken: list[float]) -> _Stays:
    done = np.array(arrived) - 100.0
    return _Stays(done=done, left=np.array(arrived), taken=np.array(taken))


def test_more_lots_than_places_tell_against_a_limit() -> None:
    """Were there a limit, never more lots than that would lie in front."""
    stays = _stays([0.0, 10.0, 20.0, 30.0], [100.0, 110.0, 120.0, 130.0])
    assert [_share_above(stays, places) for places in (1, 2, 3, 4)] == [0.5, 0.25, 0.0, 0.0]


@pytest.mark.parametrize(("back", "kept"), [(False, {"saw": 1}), (True, {"saw": 1, "mill": 2, "weld": 3})])
def test_limits_that_close_a_loop_are_not_believed(back: bool, kept: dict[str, int]) -> None:
    """Mill and weld that wait for each other would stop for good, unless only rework goes back."""
    legs = pd.DataFrame(
        {"center": ["saw", "mill", "weld"], "to": ["mill", "weld", "mill"], "back": [False, False, back]}
    )
    assert _without_loops({"saw": 1, "mill": 2, "weld": 3}, legs) == kept
