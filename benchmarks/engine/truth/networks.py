"""Networks of queues: few places, machines to repair, open (Jackson) and closed (Gordon and Newell)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product as pairs

import numpy as np

from benchmarks.engine.truth.cell import Cell
from benchmarks.engine.truth.plants import EXPONENTIAL, come, held, plant, product, step
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation
from plantwright.theory.birth_death import limited_queue, machine_repair
from plantwright.theory.closed_networks import mva
from plantwright.theory.open_networks import Node, network_flow_time, visits


def few_places() -> list[Cell]:
    """Return M/M/1/K cells, each as the closed cycle that has the same throughput: a station makes the arrivals."""
    return [_mm1k(places, ratio) for places, ratio in pairs((1, 2, 3, 5, 8), (0.5, 0.8, 1.0, 1.5))]


def _mm1k(places: int, ratio: float) -> Cell:
    queue = limited_queue(ratio, 1.0, places)
    steps = [step("source", 1 / ratio), step("server", 1.0)]
    made = plant([WorkCenter(id="source"), WorkCenter(id="server")], [product(steps)], held(places))
    name = f"{places} places, ratio {ratio}"
    figure, exact = ("throughput", queue.arrival_rate) if places % 2 else ("process server", queue.utilization)
    return Cell("M/M/1/K", name, made, figure, exact, 2 * queue.arrival_rate)


def repair() -> list[Cell]:
    """Return cells of machines that wait to be mended; running times of any kind do the same."""
    exponential = [_repair(n, c, ratio, EXPONENTIAL) for n, c, ratio in pairs((3, 5, 8), (1, 2), (0.1, 0.3))]
    laws = (Distribution.constant(1.0), Distribution.uniform(1.0, 0.2), Distribution.gamma(1.0, 0.3))
    others = [_repair(5, c, 0.3, law) for c, law in pairs((1, 2), (*laws, Distribution.lognormal(1.0, 0.5)))]
    return [*exponential, *others]


def _repair(machines: int, repairers: int, ratio: float, law: Distribution) -> Cell:
    queue = machine_repair(machines, repairers, 1 / ratio, 1.0)
    steps = [step("running", 1 / ratio, law), step("repair", 1.0)]
    centers = [WorkCenter(id="running", stations=machines), WorkCenter(id="repair", stations=repairers)]
    made = plant(centers, [product(steps)], held(machines))
    name = f"{machines} machines, {repairers} repairers, ratio {ratio}, running {law.kind}"
    figure, exact = ("throughput", queue.arrival_rate) if repairers == 1 else ("process repair", queue.utilization)
    return Cell("machine repair", name, made, figure, exact, 2 * queue.arrival_rate)


@dataclass(frozen=True)
class Stop:
    """A step of a route: at which node, with what chance it sends back, and how many steps."""

    node: int
    rework: float = 0.0
    back: int = 0


@dataclass(frozen=True)
class Shop:
    """Nodes by process time [s] and stations, and equally likely routes over them."""

    name: str
    nodes: tuple[tuple[float, int], ...]
    routes: tuple[tuple[Stop, ...], ...]

    def visited(self) -> list[Node]:
        """Return the nodes of the network, with how often an order comes by."""
        counts = np.zeros(len(self.nodes))
        for route in self.routes:
            times = visits([1.0] + [0.0] * (len(route) - 1), _chances(route))
            np.add.at(counts, [one.node for one in route], times / len(self.routes))
        return [Node(time, stations, float(count)) for (time, stations), count in zip(self.nodes, counts, strict=True)]

    def plant(self, release: Release) -> Plant:
        """Return the plant."""
        centers = [WorkCenter(id=f"n{k}", stations=stations) for k, (_, stations) in enumerate(self.nodes)]
        return plant(centers, [product(*(self._steps(route) for route in self.routes))], release)

    def _steps(self, route: Sequence[Stop]) -> list[Operation]:
        return [
            step(f"n{one.node}", self.nodes[one.node][0]).model_copy(
                update={"id": f"{k}", "rework": one.rework, "rework_back": one.back}
            )
            for k, one in enumerate(route)
        ]


def _chances(route: Sequence[Stop]) -> list[list[float]]:
    chances = np.zeros((len(route), len(route)))
    for k, one in enumerate(route):
        chances[k, k - one.back] += one.rework
        if k + 1 < len(route):
            chances[k, k + 1] += 1 - one.rework
    return [list(row) for row in chances]


def _way(*nodes: int) -> tuple[Stop, ...]:
    return tuple(Stop(one) for one in nodes)


ONE = ((1.0, 1),)
SHOPS = (
    Shop("two in a row", ONE * 2, (_way(0, 1),)),
    Shop("three in a row, unequal", ((1.0, 1), (0.5, 1), (0.8, 1)), (_way(0, 1, 2),)),
    Shop("four in a row", ONE * 4, (_way(0, 1, 2, 3),)),
    Shop("parallel stations", ((1.0, 1), (2.2, 2), (3.5, 4)), (_way(0, 1, 2),)),
    Shop("one step repeated", ONE * 2, ((Stop(0, 0.2), Stop(1)),)),
    Shop("back by one step", ONE * 2, ((Stop(0), Stop(1, 0.25, 1)),)),
    Shop("back in loops", ((0.8, 1), (1.0, 1), (1.6, 2)), ((Stop(0), Stop(1, 0.2, 1), Stop(2, 0.1, 2)),)),
    Shop("two routes", ((1.0, 1), (0.9, 1), (0.7, 1)), (_way(0, 1), _way(2, 1))),
    Shop(
        "three routes that cross",
        ONE * 3,
        (
            _way(0, 1, 2),
            _way(2, 0),
            _way(
                1,
            ),
        ),
    ),
    Shop("back to the first", ((0.5, 1), (1.0, 1)), (_way(0, 1, 0),)),
    Shop("twice through three", ((0.5, 1), (0.4, 1), (1.4, 3)), (_way(0, 1, 2, 0, 1),)),
    Shop("all at once", ((1.0, 2), (0.5, 1), (0.8, 1)), (_way(0, 1, 0, 2), (Stop(1, 0.3), Stop(0), Stop(2, 0.1, 2)))),
)
"""Shops whose orders come back, branch and cross; at each node all orders take equally long."""


def jackson() -> list[Cell]:
    """Return cells of open networks."""
    return [_open(shop, load) for load, shop in pairs((0.4, 0.6), SHOPS)]


def _open(shop: Shop, load: float) -> Cell:
    nodes = shop.visited()
    rate = load / max(one.visits * one.process_time / one.stations for one in nodes)
    flow_time = network_flow_time(rate, nodes)
    figure, exact = ("flow_time", flow_time) if load < 0.5 else ("wip", rate * flow_time)
    visit_rate = rate * sum(one.visits for one in nodes)
    return Cell("Jackson", f"{shop.name}, load {load}", shop.plant(come(rate)), figure, exact, visit_rate, 1.5)


def closed() -> list[Cell]:
    """Return cells of closed networks."""
    return [_closed(shop, orders) for orders, shop in pairs((3, 8), SHOPS)]


def _closed(shop: Shop, orders: int) -> Cell:
    nodes = shop.visited()
    net = mva(nodes, orders)
    figure, exact = ("flow_time", net.flow_time) if orders < 5 else ("throughput", net.throughput)
    visit_rate = net.throughput * sum(one.visits for one in nodes)
    return Cell("closed, MVA", f"{shop.name}, {orders} orders", shop.plant(held(orders)), figure, exact, visit_rate)
