"""Jackson networks: visits from routing, and each node as a queue of its own."""

from __future__ import annotations

import pytest

from plantwright.errors import TheoryError
from plantwright.theory.many_stations import mmc
from plantwright.theory.open_networks import Node, jackson, network_flow_time, visits


def test_a_row_of_queues_is_the_sum_of_its_queues() -> None:
    """Burke: what leaves an M/M/c comes as a Poisson stream, so flow times in a row add up."""
    nodes = [Node(1.0), Node(2.5, 2), Node(0.3)]
    alone = sum(mmc(0.6, one.process_time, one.stations).flow_time for one in nodes)
    assert network_flow_time(0.6, nodes) == pytest.approx(alone)


def test_a_repeated_step_is_visited_geometrically_often() -> None:
    """A step that is repeated with chance p is visited 1/(1 − p) times."""
    assert visits([1.0], [[0.2]]).tolist() == pytest.approx([1.25])


def test_visits_follow_the_routing() -> None:
    """Who goes from the first to either of two others, and from the last back with one half, is counted right."""
    found = visits([1.0, 0.0, 0.0], [[0.0, 0.4, 0.6], [0.0, 0.0, 1.0], [0.5, 0.0, 0.0]])
    assert found.tolist() == pytest.approx([2.0, 0.8, 2.0])


def test_a_network_without_a_way_out_is_refused() -> None:
    """Where orders circle for ever there are no visits to count."""
    with pytest.raises(TheoryError, match="never leave"):
        visits([1.0, 0.0], [[0.0, 1.0], [1.0, 0.0]])


def test_all_that_is_wrong_with_a_network_is_said_at_once() -> None:
    """Every node's faults are named with their place."""
    with pytest.raises(TheoryError) as error:
        jackson(-1.0, [Node(0.0), Node(1.0, 0), Node(1.0, 1, -2.0)])
    assert [one.split(":")[0] for one in error.value.problems] == [
        "nodes.0.process_time", "nodes.1.stations", "nodes.2.visits", "arrival_rate",
    ]  # fmt: skip
