"""Closed networks: mean value analysis and convolution agree, and both with what is known of simple cases."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.errors import TheoryError
from plantwright.theory.closed_networks import convolution, mva
from plantwright.theory.open_networks import Node


@pytest.mark.parametrize("seed", range(8))
def test_two_algorithms_agree(seed: int) -> None:
    """Mean value analysis and Buzen's convolution give the same network, with parallel stations and delays."""
    rng = np.random.default_rng(seed)
    nodes = [
        Node(float(rng.uniform(0.2, 3)), int(rng.integers(1, 5)), float(rng.uniform(0.5, 2)))
        for _ in range(rng.integers(1, 6))
    ]
    orders = int(rng.integers(1, 12))
    first, second = mva(nodes, orders), convolution(nodes, orders)
    assert first.throughput == pytest.approx(second.throughput, rel=1e-9)
    assert first.wip == pytest.approx(second.wip, rel=1e-7)
    assert sum(second.wip) == pytest.approx(orders)


@pytest.mark.parametrize(("stations", "orders"), [(1, 3), (4, 6), (7, 2)])
def test_equal_stations_are_the_practical_worst_case(stations: int, orders: int) -> None:
    """N equal stations make W/(W + N − 1) of the bottleneck rate, the practical worst case of Factory Physics."""
    assert mva([Node(2.0)] * stations, orders).throughput == pytest.approx(orders / (orders + stations - 1) / 2.0)


def test_with_enough_stations_nobody_waits() -> None:
    """With a station for each order, flow time is the sum of the process times."""
    assert mva([Node(2.0, 5), Node(1.0, 5, 3.0)], 5).flow_time == pytest.approx(5.0)


def test_many_orders_keep_the_bottleneck_busy() -> None:
    """Throughput tends to the bottleneck rate."""
    net = convolution([Node(1.0), Node(3.0, 2), Node(0.5)], 200)
    assert net.throughput == pytest.approx(2 / 3)
    assert net.utilization[1] == pytest.approx(1.0)


def test_what_no_network_has_is_refused() -> None:
    """No nodes, and no orders, get no number."""
    for solve in (mva, convolution):
        with pytest.raises(TheoryError) as error:
            solve([], 0)
        assert len(error.value.problems) == 2
