"""Published throughputs of lines without room between stations.

Hunt (1956), Sequential arrays of waiting lines, Operations Research 4(6), 674-683: the greatest possible utilization
of exponential stations in a row with no queue allowed between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from laws.plants import line
from plantwright.model.equipment import WorkCenter
from plantwright.twin.replicate import replicate

State = tuple[int, ...]
"""Lots at each station after the first: waiting, in process or done and blocked; the first always has work."""


def moves(state: State, stations: int) -> Iterator[State]:
    """Iterate over where the line goes when a busy station finishes; 0 idle, 1 busy, 2 blocked, station by station."""
    for one in range(stations):
        if state[one] == 1:
            after = list(state)
            after[one] = 2
            yield settled(after)


def settled(state: list[int]) -> State:
    """Return the line after every lot that is done and has a place has moved on."""
    last = len(state) - 1
    if state[last] == 2:
        state[last] = 0
    for one in range(last - 1, -1, -1):
        if state[one] == 2 and state[one + 1] == 0:
            state[one], state[one + 1] = 0, 1
    if state[0] == 0:
        state[0] = 1
    return tuple(state)


def throughput(stations: int) -> float:
    """Return the throughput of the saturated line, from the balance of its Markov chain, all rates 1."""
    known = [settled([1] + [0] * (stations - 1))]
    for state in known:
        known += [one for one in dict.fromkeys(moves(state, stations)) if one not in known]
    balance = np.zeros((len(known), len(known)))
    for k, state in enumerate(known):
        for after in moves(state, stations):
            balance[k, known.index(after)] += 1
            balance[k, k] -= 1
    share = np.linalg.lstsq(np.vstack([balance.T, np.ones(len(known))]), np.eye(len(known) + 1)[-1], rcond=None)[0]
    return float(sum(part for part, state in zip(share, known, strict=True) if state[-1] == 1))


@pytest.mark.parametrize(("stations", "published"), [(2, Fraction(2, 3)), (3, Fraction(22, 39))])
def test_hunts_line_without_room(stations: int, published: Fraction) -> None:
    """Hunt's greatest utilization of two and three stations without room, 2/3 and 22/39."""
    assert throughput(stations) == pytest.approx(float(published), rel=1e-9)
    assert_twin_agrees(stations, float(published))


def test_four_stations_without_room() -> None:
    """A line of four, whose chain has no short answer, makes in the twin what the chain says."""
    expected = throughput(4)
    assert 0.5 < expected < 22 / 39
    assert_twin_agrees(4, expected)


def assert_twin_agrees(stations: int, expected: float) -> None:
    """Assert that the saturated line's throughput lies in the narrow 99.9 % interval of 20 runs."""
    centers = [WorkCenter(id="c0"), *(WorkCenter(id=f"c{k}", buffer=0) for k in range(1, stations))]
    plant = line(centers, [1.0] * stations, wip_limit=100)
    made = replicate(plant, warm_up=300, horizon=8000, replications=20, seed=4).metric("throughput") / 86_400
    half = 3.88 * made.std(ddof=1) / math.sqrt(len(made))  # t(19) at 99.9 %
    assert abs(made.mean() - expected) < half < 0.015 * expected
