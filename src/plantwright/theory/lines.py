"""Short lines of exponential stations with little room between them, reliable or not, by their exact Markov chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plantwright.theory.chains import steady_state
from plantwright.theory.steady import at_least, check, positive


@dataclass(frozen=True)
class Stage:
    """A work center of a line, as the twin has it: exponential times, blocking after service."""

    process_time: float
    """Mean [s]."""
    buffer: int | None = None
    """Places for orders that wait; None: no limit. With 0, only an idle station is a place."""
    stations: int = 1
    time_to_failure: float | None = None
    """Mean processing time between the failures of a station; None: it never fails [s]."""
    time_to_repair: float = 0.0
    """Mean; the interrupted work is then resumed [s]."""


@dataclass(frozen=True)
class LineSteady:
    """A line in steady state."""

    throughput: float
    """Orders that leave [1/s]."""
    working: tuple[float, ...]
    """Share of their time in which the stations of each stage work."""
    blocked: tuple[float, ...]
    down: tuple[float, ...]


@dataclass(frozen=True)
class Held:
    """Orders at one stage: waiting, and on its stations by what these do."""

    waiting: int = 0
    working: int = 0
    down: int = 0
    blocked: int = 0

    def on_stations(self) -> int:
        """Return how many stations are taken."""
        return self.working + self.down + self.blocked


Floor = tuple[Held, ...]


def line(stages: Sequence[Stage], wip_limit: int | None = None) -> LineSteady:
    """Return a line under CONWIP, or one whose first stage never lacks orders.

    Parameters
    ----------
    stages
        The buffer of the first is not asked for: what is released is never refused.
    wip_limit
        Orders on the floor; None: the first stage always has work.

    Raises
    ------
    TheoryError
        A number is none that a line can have, or the chain is too large.

    Notes
    -----
    The state holds, for each stage, the orders that wait, are worked on, are on a station under repair, or are done
    and blocked. Stations fail only while they work. CONWIP with as many orders as the line has stations and limited
    buffers together is exactly the line that never lacks orders.

    References
    ----------
    .. [1] Hunt (1956). Sequential arrays of waiting lines. Operations Research 4(6), 674-683.
    .. [2] Hillier, Boling (1967). Finite queues in series with exponential or Erlang service times: a numerical
       approach. Operations Research 15(2), 286-303.
    .. [3] Gershwin, Berman (1981). Analysis of transfer lines consisting of two unreliable machines with random
       processing times and finite storage buffers. AIIE Transactions 13(1), 2-11.
    .. [4] Buzacott, Shanthikumar (1993). Stochastic Models of Manufacturing Systems, chapters 5 and 6.
    """
    _check(stages, wip_limit)
    chain = _Chain(tuple(stages), closed=wip_limit is not None)
    shares = steady_state(chain.settled((Held(waiting=wip_limit or 0), *(Held() for _ in stages[1:]))), chain.moves)

    def mean(state: str, stage: int) -> float:
        held = sum(share * getattr(floor[stage], state) for floor, share in shares.items())
        return float(held) / stages[stage].stations

    working, blocked, down = (
        tuple(mean(state, k) for k in range(len(stages))) for state in ("working", "blocked", "down")
    )
    return LineSteady(working[-1] * stages[-1].stations / stages[-1].process_time, working, blocked, down)


def two_stations(first_time: float, second_time: float, buffer: int) -> float:
    """Return the throughput of two exponential stations, the first never without work [1/s].

    Notes
    -----
    With buffer B the second station and what waits for it is an M/M/1/(B + 2): the blocked order counts as one more.

    References
    ----------
    .. [1] Hunt (1956). Sequential arrays of waiting lines. Operations Research 4(6), 674-683.
    """
    check(
        "a line of two stations",
        [positive("first_time", first_time), positive("second_time", second_time), at_least("buffer", buffer, 0)],
    )
    weights = [(second_time / first_time) ** count for count in range(buffer + 3)]
    return (1 - weights[0] / sum(weights)) / second_time


def _check(stages: Sequence[Stage], wip_limit: int | None) -> None:
    problems = [at_least("stages", len(stages), 1), at_least("wip_limit", 1 if wip_limit is None else wip_limit, 1)]
    for k, one in enumerate(stages):
        problems += [positive(f"stages.{k}.process_time", one.process_time)]
        problems += [at_least(f"stages.{k}.stations", one.stations, 1)]
        problems += [at_least(f"stages.{k}.buffer", one.buffer or 0, 0)]
        if one.time_to_failure is not None:
            problems += [positive(f"stages.{k}.time_to_failure", one.time_to_failure)]
            problems += [positive(f"stages.{k}.time_to_repair", one.time_to_repair)]
        if wip_limit is None and k and one.buffer is None:
            problems += [f"stages.{k}.buffer: no limit; a line that never lacks orders would fill it; tell a wip_limit"]
    check("a line", problems)


@dataclass(frozen=True)
class _Chain:
    """How a line moves from state to state."""

    stages: tuple[Stage, ...]
    closed: bool

    def moves(self, floor: Floor) -> Iterator[tuple[float, Floor]]:
        """Iterate over what may happen next: a station finishes, fails, or is repaired."""
        for k, (stage, held) in enumerate(zip(self.stages, floor, strict=True)):
            less = replace(held, working=held.working - 1)
            if held.working:
                done = replace(less, blocked=held.blocked + 1)
                yield held.working / stage.process_time, self.settled(_with(floor, k, done))
            if held.working and stage.time_to_failure is not None:
                yield held.working / stage.time_to_failure, _with(floor, k, replace(less, down=held.down + 1))
            if held.down:
                mended = replace(held, down=held.down - 1, working=held.working + 1)
                yield held.down / stage.time_to_repair, _with(floor, k, mended)

    def settled(self, floor: Floor) -> Floor:
        """Return the floor after all that can move on or start has done so."""
        while (after := self._step(floor)) != floor:
            floor = after
        return floor

    def _step(self, floor: Floor) -> Floor:
        """Return the floor after the first thing that can happen at once, the last stage looked at first."""
        last = len(floor) - 1
        for k in range(last, -1, -1):
            held = floor[k]
            if self._can_start(floor, k):
                waiting = held.waiting - (1 if k or self.closed else 0)
                return _with(floor, k, replace(held, waiting=waiting, working=held.working + 1))
            if held.blocked and (k == last or self._has_place(floor, k + 1)):
                return self._moved_on(_with(floor, k, replace(held, blocked=held.blocked - 1)), k + 1)
        return floor

    def _can_start(self, floor: Floor, k: int) -> bool:
        supplied = floor[k].waiting > 0 or (k == 0 and not self.closed)
        return supplied and floor[k].on_stations() < self.stages[k].stations

    def _has_place(self, floor: Floor, k: int) -> bool:
        buffer, held = self.stages[k].buffer, floor[k]
        if buffer is None:
            return True
        return held.waiting < (buffer or self.stages[k].stations - held.on_stations())

    def _moved_on(self, floor: Floor, k: int) -> Floor:
        """Return the floor with one more order waiting at a stage; one that leaves the line is replaced."""
        if k == len(floor) and not self.closed:
            return floor
        k %= len(floor)
        return _with(floor, k, replace(floor[k], waiting=floor[k].waiting + 1))


def _with(floor: Floor, k: int, held: Held) -> Floor:
    return (*floor[:k], held, *floor[k + 1 :])
