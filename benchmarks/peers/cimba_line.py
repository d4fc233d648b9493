"""Lines of stations in cimba: Poisson arrivals, exponential service, buffers with blocking, repairs within the service.

Each server is a process that takes a job from its station's store, holds, and puts it into the next store, where it
waits, with its server, until there is a place.
"""

from __future__ import annotations

from typing import Any

import cimba as cb
from cimba import random
from speak import answer

UNLIMITED = 1_000_000_000


class Source(cb.Model):
    """Where jobs come from; a job is the time at which it was released [s]."""

    interarrival: float = 1.0
    start: float = 0.0
    end: float = 0.0
    released: float = 0.0
    first: cb.Ref[Station]

    @cb.process
    def arrive(self) -> None:
        """Release jobs."""
        while True:
            cb.hold(random.exponential(self.interarrival))
            self.released += self.end - max(cb.now(), self.start)
            self.first.queue.put(cb.now())


class Sink(cb.Model):
    """Where jobs leave: counted within the window."""

    start: float = 0.0
    end: float = 0.0
    completed: int = 0
    flow: float = 0.0
    left: float = 0.0

    @cb.function
    def take(self, released: float) -> None:
        """Count a job that leaves."""
        now = cb.now()
        self.left += self.end - max(now, self.start)
        if now >= self.start:
            self.completed += 1
            self.flow += now - released


class Station(cb.Model):
    """One server with a store in front; a time to failure of zero: it never fails."""

    service: float = 1.0
    time_to_failure: float = 0.0
    time_to_repair: float = 0.0
    until_failure: float = 0.0
    queue: cb.Store[float]
    following: cb.Ref[Station] | None = None
    sink: cb.Ref[Sink]

    @cb.process
    def serve(self) -> None:
        """Work on one job after the other; repairs are part of the time that a job takes."""
        if self.time_to_failure > 0.0:
            self.until_failure = random.exponential(self.time_to_failure)
        while True:
            job = self.queue.get()
            left = random.exponential(self.service)
            busy = left
            if self.time_to_failure > 0.0:
                while self.until_failure < left:
                    left -= self.until_failure
                    busy += random.exponential(self.time_to_repair)
                    self.until_failure = random.exponential(self.time_to_failure)
                self.until_failure -= left
            cb.hold(busy)
            if self.following is None:
                self.sink.take(job)
            else:
                self.following.queue.put(job)


class Line(cb.Model):
    """Source, stations and sink."""

    source: Source
    stations: list[Station]
    sink: Sink
    flow: cb.Output[float]
    throughput: cb.Output[float]
    wip: cb.Output[float]

    def __init__(self, told: dict[str, Any], start: float, end: float):
        self.sink = Sink()
        self.stations = [Station() for _ in told["buffers"]]
        self.source = Source()
        self.source.interarrival, self.source.first = told["interarrival"], self.stations[0]
        for one in (self.source, self.sink):
            one.start, one.end = start, end
        for station, after in zip(self.stations, [*self.stations[1:], None], strict=True):
            station.service, station.sink, station.following = told["service"], self.sink, after
            station.time_to_failure = told["time_to_failure"] or 0.0
            station.time_to_repair = told["time_to_repair"] or 0.0
        for station, buffer in zip(self.stations, told["buffers"], strict=True):
            station.queue = cb.Store(capacity=UNLIMITED if buffer is None else buffer)

    @cb.on_end
    def sum_up(self) -> None:
        """Sum up the window."""
        length = self.sink.end - self.sink.start
        self.flow = self.sink.flow / self.sink.completed
        self.throughput = self.sink.completed / length
        self.wip = (self.source.released - self.sink.left) / length


def experiment(told: dict[str, Any], end: float, seed: int) -> tuple[Line, cb.Experiment]:
    """Return a line and its run; cimba's own recording begins with its window, after all that is measured here."""
    model = Line(told, told["warm_up"], end)
    return model, cb.Experiment(model, window=cb.Window(warmup=end, duration=1e-6), seed=seed)


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Run a line once."""
    model, trial = experiment(told, told["warm_up"] + told["horizon"], seed)
    found = trial.run(workers=1)
    if found.failed.any():
        raise RuntimeError(str(found.failure_reasons))
    return {name: float(getattr(found[model], name)[0, 0]) for name in ("flow", "throughput", "wip")}


def prepare(told: dict[str, Any]) -> None:
    """Compile by a short run."""
    experiment(told, told["warm_up"] + 100.0 * told["interarrival"], 0)[1].run(workers=1)


if __name__ == "__main__":
    answer(run, prepare)
