"""Markov chains in continuous time: found by walking from a first state, solved for their steady state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import TheoryError

State = TypeVar("State")
Moves = Callable[[State], Iterable[tuple[float, State]]]
"""From a state to the rates at which it is left, and for where [1/s]."""

MOST_STATES = 4000
"""States up to which the dense equations are solved."""


def steady_state(first: State, moves: Moves[State]) -> dict[State, float]:
    """Return how much of the time a chain is in each state that it can reach.

    Raises
    ------
    TheoryError
        The chain has more states than can be solved here.

    Notes
    -----
    ``π Q = 0`` with one equation replaced by ``Σ π = 1``.
    """
    places = {first: 0}
    waiting, flows = [first], []
    while waiting:
        state = waiting.pop()
        for rate, after in moves(state):
            if after not in places:
                places[after] = len(places)
                waiting.append(after)
            flows.append((places[state], places[after], rate))
        if len(places) > MOST_STATES:
            raise TheoryError("a Markov chain", [f"more than {MOST_STATES} states; shorten the line or its buffers"])
    shares = _solved(flows, len(places))
    return {state: float(shares[place]) for state, place in places.items()}


def _solved(flows: list[tuple[int, int, float]], count: int) -> NDArray[np.float64]:
    balance = np.zeros((count, count))
    for source, target, rate in flows:
        balance[target, source] += rate
        balance[source, source] -= rate
    balance[-1] = 1.0
    right = np.zeros(count)
    right[-1] = 1.0
    return np.asarray(np.linalg.solve(balance, right), dtype=float)
