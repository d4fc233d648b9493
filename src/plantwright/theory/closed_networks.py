"""Closed networks of queues: a fixed number of orders goes round, as under CONWIP (Gordon and Newell)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.theory.open_networks import Node, node_problems
from plantwright.theory.steady import at_least, check


@dataclass(frozen=True)
class Closed:
    """A closed network in steady state."""

    throughput: float
    """Orders that leave, each replaced at once [1/s]."""
    flow_time: float
    """Mean time of an order from release to completion [s]."""
    wip: tuple[float, ...]
    """Mean orders at each node."""
    utilization: tuple[float, ...]
    """Busy share of the stations of each node."""


def mva(nodes: Sequence[Node], orders: int) -> Closed:
    """Return a closed network by mean value analysis, exact with any number of stations.

    Parameters
    ----------
    nodes
        A node with at least as many stations as there are orders never makes them wait.
    orders
        On the floor at any time.

    Notes
    -----
    With n orders, node k takes ``τₖ Σⱼ j / min(j, cₖ) · pₖ(j − 1 | n − 1)`` for a visit; Little's law over the network
    gives the throughput ``X(n)``, and ``pₖ(j | n) = vₖ τₖ X(n) / min(j, cₖ) · pₖ(j − 1 | n − 1)``.

    References
    ----------
    .. [1] Reiser, Lavenberg (1980). Mean-value analysis of closed multichain queuing networks. J. ACM 27(2), 313-322.
    """
    _check(nodes, orders)
    demands = np.array([one.visits * one.process_time for one in nodes])
    pace = _pace(nodes, orders)
    counts = np.arange(1, orders + 1)
    shares = np.zeros((len(nodes), orders + 1))
    shares[:, 0] = 1.0
    throughput = 0.0
    for present in range(1, orders + 1):
        times = demands * (shares[:, :-1] * counts / pace).sum(axis=1)
        throughput = present / times.sum()
        shares[:, 1:] = throughput * demands[:, None] / pace * shares[:, :-1]
        shares[:, 0] = 1 - shares[:, 1:].sum(axis=1)
    return _closed(nodes, orders, throughput, shares @ np.arange(orders + 1))


def convolution(nodes: Sequence[Node], orders: int) -> Closed:
    """Return a closed network by Buzen's convolution, exact with any number of stations.

    Notes
    -----
    ``G = f₁ * … * f_K`` with ``fₖ(n) = Πⱼ vₖ τₖ / min(j, cₖ)``; throughput ``G(N − 1) / G(N)``; node k holds n orders
    with chance ``fₖ(n) G₋ₖ(N − n) / G(N)``, where ``G₋ₖ`` leaves node k out.

    References
    ----------
    .. [1] Buzen (1973). Computational algorithms for closed queueing networks with exponential servers. Communications
       of the ACM 16(9), 527-531.
    """
    _check(nodes, orders)
    demands = np.array([one.visits * one.process_time for one in nodes])
    demands /= demands.max()  # the weights stay near one; only ratios count
    steps = demands[:, None] / _pace(nodes, orders)
    weights = np.concatenate([np.ones((len(nodes), 1)), np.cumprod(steps, axis=1)], axis=1)
    total = _convolved(weights, orders)
    scale = max(one.visits * one.process_time for one in nodes)
    held = [
        float(weights[k] * _convolved(np.delete(weights, k, axis=0), orders)[::-1] @ np.arange(orders + 1)) / total[-1]
        for k in range(len(nodes))
    ]
    return _closed(nodes, orders, total[-2] / total[-1] / scale, np.array(held))


def _check(nodes: Sequence[Node], orders: int) -> None:
    check("a closed network", [*node_problems(nodes), at_least("nodes", len(nodes), 1), at_least("orders", orders, 1)])


def _pace(nodes: Sequence[Node], orders: int) -> NDArray[np.float64]:
    """Return how many stations work where j orders are, shape (nodes, orders), j from 1."""
    stations = np.array([[one.stations] for one in nodes])
    return np.asarray(np.minimum(np.arange(1, orders + 1), stations), dtype=float)


def _convolved(weights: NDArray[np.float64], orders: int) -> NDArray[np.float64]:
    total = np.zeros(orders + 1)
    total[0] = 1.0
    for one in weights:
        total = np.convolve(total, one)[: orders + 1]
    return total


def _closed(nodes: Sequence[Node], orders: int, throughput: float, wip: NDArray[np.float64]) -> Closed:
    busy = tuple(float(throughput) * one.visits * one.process_time / one.stations for one in nodes)
    return Closed(float(throughput), orders / float(throughput), tuple(float(one) for one in wip), busy)
