"""Open networks of queues: orders come, go from work center to work center, and leave (Jackson)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.theory.many_stations import mmc
from plantwright.theory.steady import Steady, at_least, check, positive


@dataclass(frozen=True)
class Node:
    """A work center of a network: exponential process times, first in, first out."""

    process_time: float
    """Mean, the same for every order that comes by [s]."""
    stations: int = 1
    visits: float = 1.0
    """How often an order comes by, on the mean."""


def node_problems(nodes: Sequence[Node]) -> list[str | None]:
    """Return what is wrong with each node of a network."""
    return [
        problem
        for k, one in enumerate(nodes)
        for problem in (
            positive(f"nodes.{k}.process_time", one.process_time),
            positive(f"nodes.{k}.visits", one.visits),
            at_least(f"nodes.{k}.stations", one.stations, 1),
        )
    ]


def visits(entry: Sequence[float], routing: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return how often an order visits each node of a network, shape (nodes,).

    Parameters
    ----------
    entry
        Chance that an order begins at each node, shape (nodes,).
    routing
        Chance to go from node i to node j, the rest of each row leaving, shape (nodes, nodes).

    Notes
    -----
    The traffic equations ``v = entry + v · routing``.

    References
    ----------
    .. [1] Jackson (1957). Networks of waiting lines. Operations Research 5(4), 518-521.
    """
    chances = np.asarray(routing, float)
    if np.abs(np.linalg.eigvals(chances)).max() >= 1 - 1e-12:
        check("a network", ["routing: some orders never leave; each node needs a way out"])
    return np.linalg.solve(np.eye(len(chances)) - chances.T, np.asarray(entry, float))


def jackson(arrival_rate: float, nodes: Sequence[Node]) -> list[Steady]:
    """Return each node of an open network; it behaves as an M/M/c of its own.

    Parameters
    ----------
    arrival_rate
        Orders that come from outside [1/s].

    Raises
    ------
    TheoryError
        A node cannot keep up, or a number is none that a queue can have.

    Notes
    -----
    Exact for chance routing, and for orders that each know their way beforehand, as long as all orders take equally
    long at a node [2]_. ``wait`` and ``flow_time`` are those of one visit; an order takes ``network_flow_time``.

    References
    ----------
    .. [1] Jackson (1957). Networks of waiting lines. Operations Research 5(4), 518-521.
    .. [2] Kelly (1975). Networks of queues with customers of different types. J. Applied Probability 12(3), 542-554.
    """
    check("an open network", [*node_problems(nodes), positive("arrival_rate", arrival_rate)])
    return [mmc(arrival_rate * one.visits, one.process_time, one.stations) for one in nodes]


def network_flow_time(arrival_rate: float, nodes: Sequence[Node]) -> float:
    """Return the mean time of an order from coming to leaving an open network [s]."""
    return sum(one.wip for one in jackson(arrival_rate, nodes)) / arrival_rate
