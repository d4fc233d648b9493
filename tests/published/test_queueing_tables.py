"""Published numbers of queues, networks and lines.

Gross, Shortle, Thompson, Harris, Fundamentals of Queueing Theory, 4th ed. (2008), the examples of chapter 2; Jain, The
Art of Computer Systems Performance Analysis (1991), table 34.1; Hillier and Boling, Finite queues in series with
exponential or Erlang service times, Operations Research 15(2) (1967), 286-303; Hopp and Spearman, Factory Physics, 3rd
ed. (2008), chapter 7.
"""

from __future__ import annotations

import pytest

from plantwright.theory.birth_death import limited_queue, machine_repair
from plantwright.theory.closed_networks import convolution, mva
from plantwright.theory.lines import Stage, line
from plantwright.theory.many_stations import erlang_b, mmc
from plantwright.theory.open_networks import Node

HOUR, MINUTE = 3600.0, 60.0


def test_the_hairdresser() -> None:
    """Gross et al., M/M/1 example: 5 customers an hour, 10 min each: 5 there, 50 min of waiting."""
    queue = mmc(5 / HOUR, 10 * MINUTE)
    assert queue.wip == pytest.approx(5)
    assert queue.wait == pytest.approx(50 * MINUTE)


def test_the_eye_clinic() -> None:
    """Gross et al., M/M/c example: 6 patients an hour, three doctors, 20 min each: 8/9 wait, for 4/27 h."""
    queue = mmc(6 / HOUR, 20 * MINUTE, 3)
    assert queue.arrival_rate * queue.wait == pytest.approx(8 / 9)
    assert queue.wait == pytest.approx(4 / 27 * HOUR)


def test_the_emission_inspection() -> None:
    """Gross et al., M/M/c/K example: a car a minute, three stations, 6 min each, seven places: 6.06 cars there."""
    assert limited_queue(1 / MINUTE, 6 * MINUTE, 7, 3).wip == pytest.approx(6.06, abs=0.005)


def test_five_machines_and_two_menders() -> None:
    """Gross et al., example of finite sources: five machines that run 30 h and take 3 h to mend: 0.465 are down."""
    assert machine_repair(5, 2, 30 * HOUR, 3 * HOUR).wip == pytest.approx(0.465, abs=0.0005)


@pytest.mark.parametrize(("stations", "offered"), [(5, 1.36), (10, 4.46), (20, 12.03)])
def test_erlang_b_table(stations: int, offered: float) -> None:
    """The traffic table of telephony for a loss of 1 %: 1.36, 4.46 and 12.03 erlang on 5, 10 and 20 lines."""
    assert erlang_b(offered, stations) == pytest.approx(0.01, rel=0.005)


@pytest.mark.parametrize("solve", [mva, convolution])
@pytest.mark.parametrize(
    ("orders", "response", "throughput", "lengths"),
    [
        (1, 6.000, 0.100, (0.200, 0.300, 0.100)),
        (2, 7.400, 0.175, (0.421, 0.684, 0.193)),
        (5, 13.256, 0.290, (1.088, 2.365, 0.388)),
        (20, 56.016, 0.333, (1.991, 16.177, 0.500)),
    ],
)
def test_jains_time_sharing_system(
    solve: object, orders: int, response: float, throughput: float, lengths: tuple[float, float, float]
) -> None:
    """Jain's table 34.1: a processor, two disks and users who think for 4 s, from 1 to 20 users."""
    users = Node(4.0, stations=orders)
    net = solve([Node(0.125, 1, 16), Node(0.3, 1, 10), Node(0.2, 1, 5), users], orders)
    assert net.flow_time - 4.0 == pytest.approx(response, abs=5e-4)
    assert net.throughput == pytest.approx(throughput, abs=5e-4)
    assert net.wip[:3] == pytest.approx(lengths, abs=5e-4)


@pytest.mark.parametrize(
    ("stations", "room", "published"),
    [(3, 0, 0.5641), (4, 0, 0.5148), (5, 0, 0.4858), (6, 0, 0.4667), (3, 1, 0.6705), (3, 2, 0.7340)],
)
def test_hillier_and_bolings_lines(stations: int, room: int, published: float) -> None:
    """Hillier and Boling's mean production rates of lines of equal exponential stations, by room between them."""
    assert line([Stage(1.0, room)] * stations).throughput == pytest.approx(published, abs=5e-5)


def test_penny_fab_in_the_practical_worst_case() -> None:
    """Hopp and Spearman's Penny Fab One: four stations of 2 h; at its critical WIP of 4 it makes 4/7 of 0.5 an hour."""
    assert mva([Node(2.0)] * 4, 4).throughput == pytest.approx(4 / 7 * 0.5)
