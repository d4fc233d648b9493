"""Short lines by their Markov chain, against closed forms, networks and another construction of the same line."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.errors import TheoryError
from plantwright.theory.closed_networks import mva
from plantwright.theory.lines import Stage, line, two_stations
from plantwright.theory.open_networks import Node


@pytest.mark.parametrize(("buffer", "second"), [(0, 1.0), (1, 0.7), (4, 1.3)])
def test_two_stations_are_a_queue_with_few_places(buffer: int, second: float) -> None:
    """The chain of two stations is the M/M/1/(B + 2)."""
    made = line([Stage(1.0), Stage(second, buffer)]).throughput
    assert made == pytest.approx(two_stations(1.0, second, buffer))


@pytest.mark.parametrize("orders", [1, 4, 7])
def test_without_limits_a_line_is_a_closed_network(orders: int) -> None:
    """Under CONWIP and without limits between, the chain is the product form, parallel stations or not."""
    net = mva([Node(1.0), Node(1.7, 2), Node(0.6)], orders)
    made = line([Stage(1.0), Stage(1.7, stations=2), Stage(0.6)], orders)
    assert made.throughput == pytest.approx(net.throughput)
    assert made.working == pytest.approx(net.utilization)
    assert made.blocked == pytest.approx((0, 0, 0))


def test_enough_orders_are_a_line_that_never_lacks_any() -> None:
    """CONWIP with as many orders as the line has stations and buffers is the saturated line, breakdowns or not."""
    stages = [Stage(1.0, None, 2, 9.0, 3.0), Stage(0.5, 1), Stage(0.6, 2, 1, 20.0, 4.0)]
    places = 2 + (1 + 1) + (1 + 2)
    assert line(stages, places).throughput == pytest.approx(line(stages).throughput)
    assert line(stages, places - 2).throughput < line(stages).throughput


@pytest.mark.parametrize("buffer", [0, 2, 5])
def test_breakdowns_as_phases_of_the_process_time(buffer: int) -> None:
    """Two stations that break down are the same line as two whose process times have a phase for repair."""
    first, second = Stage(1.0, None, 1, 12.0, 4.0), Stage(0.8, buffer, 1, 20.0, 7.0)
    assert line([first, second]).throughput == pytest.approx(phase_type_throughput(first, second, buffer))


def phase_type_throughput(first: Stage, second: Stage, buffer: int) -> float:
    """Return the throughput of two stations with phase-type times, from the blocks of its quasi birth and death."""
    (inner_1, out_1), (inner_2, out_2) = _phases(first), _phases(second)
    one, begin = np.eye(2), np.array([[1.0, 0.0]])
    top = buffer + 2
    sizes = [2, *[4] * (buffer + 1), 2]
    edges = np.concatenate([[0], np.cumsum(sizes)])
    balance = np.zeros((edges[-1], edges[-1]))

    def put(level: int, after: int, block: np.ndarray) -> None:
        balance[edges[level] : edges[level + 1], edges[after] : edges[after + 1]] = block

    put(0, 0, inner_1)
    put(0, 1, np.kron(out_1 @ begin, begin))
    for level in range(1, top):
        put(level, level, np.kron(inner_1, one) + np.kron(one, inner_2))
        put(level, level + 1, np.kron(out_1 @ begin, one) if level + 1 < top else np.kron(out_1, one))
        put(level, level - 1, np.kron(one, out_2 @ begin) if level > 1 else np.kron(one, out_2))
    put(top, top, inner_2)
    put(top, top - 1, np.kron(begin, out_2 @ begin))
    assert balance.sum(axis=1) == pytest.approx(np.zeros(edges[-1]))
    equations = np.vstack([balance.T, np.ones(edges[-1])])
    shares = np.linalg.lstsq(equations, np.eye(edges[-1] + 1)[-1], rcond=None)[0]
    leaving = np.concatenate([np.zeros(2), *[np.kron(np.ones((2, 1)), out_2)[:, 0]] * (buffer + 1), out_2[:, 0]])
    return float(shares @ leaving)


def _phases(stage: Stage) -> tuple[np.ndarray, np.ndarray]:
    """Return the rates between working and under repair, and those of finishing."""
    fail, mend, done = 1 / stage.time_to_failure, 1 / stage.time_to_repair, 1 / stage.process_time
    return np.array([[-fail - done, fail], [mend, -mend]]), np.array([[done], [0.0]])


def test_a_line_backward_makes_as_much() -> None:
    """Reversibility of lines with blocking after service (Yamazaki and Sakasegawa 1975, Muth 1979)."""
    times, rooms = [1.0, 0.7, 1.3, 0.9], [2, 0, 1]
    forward = [Stage(time, room) for time, room in zip(times, [None, *rooms], strict=True)]
    backward = [Stage(time, room) for time, room in zip(times[::-1], [None, *rooms[::-1]], strict=True)]
    assert line(forward).throughput == pytest.approx(line(backward).throughput)


def test_much_room_leaves_the_slower_station() -> None:
    """With a large buffer the line makes what the slower of the two would make alone, its repairs counted."""
    made = line([Stage(1.0, None, 1, 10.0, 2.0), Stage(1.5, 150, 1, 10.0, 2.0)]).throughput
    assert made == pytest.approx(1 / (1.5 * 1.2), rel=1e-4)


def test_more_room_never_hurts() -> None:
    """Throughput grows with the buffer, and falls with breakdowns."""
    made = [line([Stage(1.0), Stage(1.0, room), Stage(1.0, room)]).throughput for room in range(4)]
    assert made == sorted(made)
    assert line([Stage(1.0), Stage(1.0, 2, 1, 20.0, 5.0)]).throughput < two_stations(1.0, 1.0, 2)


def test_a_station_has_one_state_at_a_time() -> None:
    """The first station of a line that never lacks orders works, is blocked or is down; repairs take their share."""
    made = line([Stage(1.0, None, 1, 15.0, 3.0), Stage(0.9, 1, 1, 30.0, 9.0)])
    assert made.working[0] + made.blocked[0] + made.down[0] == pytest.approx(1)
    assert made.down[1] == pytest.approx(made.working[1] * 9 / 30)


def test_all_that_is_wrong_with_a_line_is_said_at_once() -> None:
    """Each stage's faults are named with their place; a buffer without limit needs a limit of orders."""
    with pytest.raises(TheoryError) as error:
        line([Stage(0.0), Stage(1.0, -1), Stage(1.0, 0, 1, 10.0), Stage(1.0)])
    assert [one.split(":")[0] for one in error.value.problems] == [
        "stages.0.process_time", "stages.1.buffer", "stages.2.time_to_repair", "stages.3.buffer",
    ]  # fmt: skip
