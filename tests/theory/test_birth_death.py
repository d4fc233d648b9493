"""Queues with few places, and machines that wait for repair."""

from __future__ import annotations

import pytest

from plantwright.errors import TheoryError
from plantwright.theory.birth_death import birth_death, limited_queue, machine_repair
from plantwright.theory.closed_networks import mva
from plantwright.theory.many_stations import erlang_b, mmc
from plantwright.theory.open_networks import Node


def test_equal_rates_share_the_time_equally() -> None:
    """A count that goes up as often as down is everywhere equally long."""
    assert birth_death([2.0, 2.0], [2.0, 2.0]).tolist() == pytest.approx([1 / 3] * 3)


def test_one_place_a_station_is_erlangs_loss() -> None:
    """M/M/c/c loses what Erlang's formula B says."""
    assert limited_queue(3.0, 1.0, 4, 4).arrival_rate == pytest.approx(3.0 * (1 - erlang_b(3.0, 4)))


def test_many_places_are_no_limit() -> None:
    """With hundreds of places the M/M/c/K is the M/M/c."""
    limited, free = limited_queue(1.4, 1.0, 400, 2), mmc(1.4, 1.0, 2)
    assert limited.flow_time == pytest.approx(free.flow_time)
    assert limited.arrival_rate == pytest.approx(1.4)


@pytest.mark.parametrize(("places", "ratio"), [(1, 0.5), (4, 1.0), (6, 1.7)])
def test_few_places_are_a_closed_cycle(places: int, ratio: float) -> None:
    """M/M/1/K lets through what K orders make that go round a station of the arrival rate and the server."""
    cycle = mva([Node(1 / ratio), Node(1.0)], places)
    assert limited_queue(ratio, 1.0, places).arrival_rate == pytest.approx(cycle.throughput)
    assert limited_queue(ratio, 1.0, places).wip == pytest.approx(cycle.wip[1])


@pytest.mark.parametrize(("machines", "repairers"), [(4, 1), (6, 2), (3, 3)])
def test_machine_repair_is_a_closed_network(machines: int, repairers: int) -> None:
    """Machines and repairers are a closed cycle of as many running places as machines, and the repairers."""
    cycle = mva([Node(8.0, machines), Node(2.0, repairers)], machines)
    repair = machine_repair(machines, repairers, 8.0, 2.0)
    assert repair.arrival_rate == pytest.approx(cycle.throughput)
    assert repair.wip == pytest.approx(cycle.wip[1])


def test_a_repairer_for_each_machine_leaves_availability() -> None:
    """Where nobody waits for repair, each machine is down for its own share of the time."""
    assert machine_repair(5, 5, 9.0, 1.0).wip == pytest.approx(5 * 0.1)


def test_what_no_queue_has_is_refused() -> None:
    """Fewer places than stations, and no machines, get no number."""
    with pytest.raises(TheoryError, match="places: 2; must be at least 3"):
        limited_queue(1.0, 1.0, 2, 3)
    with pytest.raises(TheoryError, match="machines: 0"):
        machine_repair(0, 1, 1.0, 1.0)
