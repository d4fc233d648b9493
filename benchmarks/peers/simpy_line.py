"""Lines of stations in SimPy: Poisson arrivals, exponential service, buffers with blocking, repairs within the service.

Each server is a process that takes a job from its station's store, works, and puts it into the next store, where it
waits, with its server, until there is a place. A job is the time at which it was released.
"""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy
from speak import answer
from tally import Tally


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Run a line once."""
    env, rng = simpy.Environment(), random.Random(seed)
    tally = Tally(told["warm_up"], told["warm_up"] + told["horizon"])
    queues = [simpy.Store(env, float("inf") if buffer is None else buffer) for buffer in told["buffers"]]
    env.process(arrivals(env, rng, told["interarrival"], queues[0], tally))
    for queue, following in zip(queues, [*queues[1:], None], strict=True):
        for _ in range(told["servers"]):
            env.process(server(env, Work(rng, told), queue, following, tally))
    env.run(until=tally.end)
    return tally.measures()


def arrivals(
    env: simpy.Environment, rng: random.Random, interarrival: float, queue: simpy.Store, tally: Tally
) -> Generator[simpy.Event, Any, None]:
    """Release jobs."""
    while True:
        yield env.timeout(rng.expovariate(1.0 / interarrival))
        tally.release(env.now)
        yield queue.put(env.now)


def server(
    env: simpy.Environment, work: Work, queue: simpy.Store, following: simpy.Store | None, tally: Tally
) -> Generator[simpy.Event, Any, None]:
    """Work on one job after the other."""
    while True:
        job = yield queue.get()
        yield env.timeout(work.time())
        if following is None:
            tally.complete(env.now, job)
        else:
            yield following.put(job)


class Work:
    """How long a server is busy with a job: its service, and the repairs that its failures need."""

    def __init__(self, rng: random.Random, told: dict[str, Any]) -> None:
        self.draw = rng.expovariate
        self.rate = 1.0 / told["service"]
        self.fails = told["time_to_failure"] is not None
        if self.fails:
            self.failure_rate, self.repair_rate = 1.0 / told["time_to_failure"], 1.0 / told["time_to_repair"]
            self.until_failure = self.draw(self.failure_rate)

    def time(self) -> float:
        """Return the time of the next job [s]."""
        left = self.draw(self.rate)
        if not self.fails:
            return left
        busy = left
        while self.until_failure < left:
            left -= self.until_failure
            busy += self.draw(self.repair_rate)
            self.until_failure = self.draw(self.failure_rate)
        self.until_failure -= left
        return busy


if __name__ == "__main__":
    answer(run)
