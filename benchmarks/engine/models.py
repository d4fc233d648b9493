"""The models that are run: each as a plant of ours, and as a rival is told of it. One unit of time is a second."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.environments import PEERS
from plantwright.model.calendar import WEEK
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing

JOB_SHOP = PEERS / "job_shop.json"
"""A job shop as a plant's own fields; rivals read it as it is."""


@dataclass(frozen=True)
class Window:
    """The measured stretch of a run that begins with an empty floor [s]."""

    warm_up: float
    horizon: float


@dataclass(frozen=True)
class Line:
    """Stations in a row: Poisson arrivals, exponential service, blocking after service, repairs within the service."""

    interarrival: float
    """Mean time between arrivals [s]."""
    buffers: tuple[int | None, ...]
    """Places in front of each station; None: no limit."""
    servers: int = 1
    """Servers at each station."""
    service: float = 1.0
    """Mean time of a service [s]."""
    time_to_failure: float | None = None
    """Mean time in service between failures; None: it never fails [s]."""
    time_to_repair: float | None = None
    """Mean time of a repair [s]."""

    def plant(self) -> Plant:
        """Return the line as a plant."""
        law = Distribution.exponential(1.0)
        centers = tuple(
            WorkCenter(id=f"c{k}", stations=self.servers, buffer=buffer, **self._failing())
            for k, buffer in enumerate(self.buffers)
        )
        steps = tuple(Operation(id=one.id, work_center=one.id, per_lot=self.service, noise=law) for one in centers)
        return Plant(
            name="line",
            work_centers=centers,
            products=(Product(id="part", routings=(Routing(operations=steps),)),),
            release=Release(interarrival=law.scaled(self.interarrival)),
        )

    def _failing(self) -> dict[str, Any]:
        if self.time_to_failure is None or self.time_to_repair is None:
            return {}
        failures = Failures(
            time_to_failure=Distribution.exponential(self.time_to_failure),
            time_to_repair=Distribution.exponential(self.time_to_repair),
        )
        return {"failures": failures}

    def told(self) -> dict[str, Any]:
        """Return the line as a rival is told of it."""
        return asdict(self)

    def short(self) -> Window:
        """Return a window just long enough that all is compiled."""
        return Window(0.0, 100 * self.interarrival)

    def visits(self, window: Window) -> float:
        """Return how many visits of stations the arrivals of a run bring, on average."""
        return (window.warm_up + window.horizon) / self.interarrival * len(self.buffers)

    def bringing(self, visits: float) -> Window:
        """Return the window without a warm-up whose arrivals bring so many visits, on average."""
        return Window(0.0, visits * self.interarrival / len(self.buffers))


@dataclass(frozen=True)
class JobShop:
    """Ten work centers, six products, setups by family, eight workers with skills, two calendars, moves."""

    file: Path = JOB_SHOP

    def plant(self) -> Plant:
        """Return the shop as a plant."""
        return Plant.model_validate_json(self.file.read_text(encoding="utf-8"))

    def told(self) -> dict[str, Any]:
        """Return nothing: the rival reads the same file."""
        return {}

    def short(self) -> Window:
        """Return a window just long enough that all is compiled."""
        return weeks(0, 1)

    def visits(self, window: Window) -> float:
        """Return how many visits of work centers the orders of a run bring, on average."""
        plant = self.plant()
        assert plant.release.interarrival is not None
        weeks = (window.warm_up + window.horizon) / WEEK
        worked = plant.find_calendar(plant.calendar).hours_per_week() * 3600 * weeks
        steps = sum(one.share * len(one.routings[0].operations) for one in plant.products)
        return worked / plant.release.interarrival.mean * steps / sum(one.share for one in plant.products)


def single(load: float, servers: int = 1) -> Line:
    """Return servers behind one queue, each busy the share ``load`` of the time: M/M/c."""
    return Line(interarrival=1.0 / (load * servers), buffers=(None,), servers=servers)


def tandem(stations: int, arrivals: float, buffer: int) -> Line:
    """Return a line with ``buffer`` places in front of all but the first of its stations; ``arrivals`` [1/s]."""
    return Line(interarrival=1.0 / arrivals, buffers=(None, *[buffer] * (stations - 1)))


def unreliable(arrivals: float) -> Line:
    """Return a line of 20 stations that fail each 100 s of service and take 10 s to repair; ``arrivals`` [1/s]."""
    return replace(tandem(20, arrivals, buffer=10), time_to_failure=100.0, time_to_repair=10.0)


def weeks(warm_up: float, horizon: float) -> Window:
    """Return a window told in weeks."""
    return Window(warm_up * WEEK, horizon * WEEK)
