"""A job shop in SimPy as the twin understands one: setups by family, workers with skills, calendars, moves.

- A lot is a process: it waits for its turn at a work center, is set up and processed, and moves on.
- A station is chosen among the idle ones: one already set up for the lot's family, else the first.
- An idle worker goes to the work center whose first lot has waited longest in working time; of those with the skill,
  the one with the fewest skills goes. The worker stays from the beginning of the setup to the end of the processing.
- Work that meets the end of a shift pauses and resumes with the next; no work begins off shift.
"""

from __future__ import annotations

import json
import random
from collections import deque
from collections.abc import Callable, Generator
from itertools import accumulate
from pathlib import Path
from typing import Any

import simpy
from speak import answer
from tally import Tally
from worktime import WorkTime, work_times

Process = Generator[simpy.Event, Any, None]
PLANT = json.loads((Path(__file__).parent / "job_shop.json").read_text(encoding="utf-8"))


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Run the job shop once."""
    tally = Tally(told["warm_up"], told["warm_up"] + told["horizon"])
    floor = Floor(PLANT, random.Random(seed), tally)
    floor.env.run(until=tally.end)
    return tally.measures()


def law(told: dict[str, Any] | None, rng: random.Random) -> Callable[[], float]:
    """Return what draws from a distribution; without one, always one."""
    mean, scv = (told["mean"], told.get("scv", 0.0)) if told else (1.0, 0.0)
    if scv == 0.0:
        return lambda: mean
    if told["kind"] == "exponential":
        return lambda: rng.expovariate(1.0 / mean)
    if told["kind"] == "gamma":
        return lambda: rng.gammavariate(1.0 / scv, mean * scv)
    raise ValueError(f"no law {told['kind']!r} here; exponential, gamma and constant are known")


class Station:
    """A station and the family it is set up for."""

    def __init__(self) -> None:
        self.family: str | None = None


class Worker:
    """A worker and what they can do."""

    def __init__(self, skills: list[str]) -> None:
        self.skills = frozenset(skills)


class Center:
    """A work center: its queue, and its idle stations in order."""

    def __init__(self, told: dict[str, Any], plant: dict[str, Any], hours: dict[str, WorkTime], rng: random.Random):
        self.hours = hours[told.get("calendar", plant["calendar"])]
        self.skill = told.get("skill")
        self.queue: deque[tuple[float, str, simpy.Event]] = deque()
        self.stations = [Station() for _ in range(told.get("stations", 1))]
        self.idle = list(self.stations)
        setup = told.get("setup")
        self.default = setup["default"] if setup else 0.0
        self.times = {(one["from_family"], one["to_family"]): one["time"] for one in setup["times"]} if setup else {}
        self.setup_noise = law(setup["noise"] if setup else None, rng)

    def could_start(self, now: float) -> bool:
        """Whether there is a lot, a station, and working time."""
        return bool(self.queue and self.idle) and self.hours.next_open(now) <= now

    def join(self, now: float, family: str, turn: simpy.Event) -> None:
        """Put a lot into the queue, with the working time at which it came."""
        self.queue.append((self.hours.worked(now), family, turn))

    def waited(self, now: float) -> float:
        """Return the working time that the first lot has waited [s]."""
        return self.hours.worked(now) - self.queue[0][0]

    def start(self, worker: Worker | None) -> None:
        """Give the first lot its turn: a station, the setup it needs, and a worker."""
        _, family, turn = self.queue.popleft()
        station = next((one for one in self.idle if one.family == family), self.idle[0])
        self.idle.remove(station)
        setup = self._setup(station.family, family)
        station.family = family
        turn.succeed((station, worker, setup))

    def give_back(self, station: Station) -> None:
        """Take a station back, in its place among the idle ones."""
        self.idle.append(station)
        self.idle.sort(key=self.stations.index)

    def _setup(self, before: str | None, family: str) -> float:
        if before is None or before == family:
            return 0.0
        mean = self.times.get((before, family), self.default)
        return mean * self.setup_noise() if mean else 0.0


class Product:
    """A product: its family, its lot sizes, and its steps as (work center, per lot [s], per piece [s], noise)."""

    def __init__(self, told: dict[str, Any], centers: dict[str, Center], rng: random.Random):
        self.family = told["family"]
        self.sizes = [one["quantity"] for one in told["lot_sizes"]]
        self.weights = list(accumulate(one["weight"] for one in told["lot_sizes"]))
        self.steps = [
            (centers[one["work_center"]], one["per_lot"], one["per_piece"], law(one["noise"], rng))
            for one in told["routings"][0]["operations"]
        ]


class Floor:
    """All that happens."""

    def __init__(self, plant: dict[str, Any], rng: random.Random, tally: Tally):
        self.env, self.rng, self.tally = simpy.Environment(), rng, tally
        hours = work_times(plant)
        self.hours = hours[plant["calendar"]]
        self.move = law(plant["transport"], rng)
        centers = {one["id"]: Center(one, plant, hours, rng) for one in plant["work_centers"]}
        self.skilled = [one for one in centers.values() if one.skill]
        # the twin asks the workers in their order, those with the fewest skills first
        self.workers = sorted((Worker(one["skills"]) for one in plant["workers"]), key=lambda one: len(one.skills))
        self.idle_workers = list(self.workers)
        self.products = [Product(one, centers, rng) for one in plant["products"]]
        self.shares = list(accumulate(one["share"] for one in plant["products"]))
        self.env.process(self.release(law(plant["release"]["interarrival"], rng)))
        for calendar in hours.values():
            if not calendar.always:
                self.env.process(self.open(calendar, [one for one in centers.values() if one.hours is calendar]))

    def release(self, gap: Callable[[], float]) -> Process:
        """Release orders, one after the other, in the plant's working time."""
        env, rng = self.env, self.rng
        while True:
            yield env.timeout(self.hours.advance(env.now, gap()) - env.now)
            product = rng.choices(self.products, cum_weights=self.shares)[0]
            quantity = rng.choices(product.sizes, cum_weights=product.weights)[0]
            env.process(self.lot(product, quantity))

    def open(self, calendar: WorkTime, centers: list[Center]) -> Process:
        """Look at the work centers of a calendar whenever a shift begins."""
        env = self.env
        while True:
            begins = calendar.next_open(env.now)
            if begins <= env.now:
                begins = calendar.next_open(calendar.next_close(env.now))
            yield env.timeout(begins - env.now)
            for center in centers:
                self.settle(center)

    def lot(self, product: Product, quantity: float) -> Process:
        """Take a lot through its steps."""
        env, released = self.env, self.env.now
        self.tally.release(released)
        for step, (center, per_lot, per_piece, noise) in enumerate(product.steps):
            if step > 0:
                yield env.timeout(self.hours.advance(env.now, self.move()) - env.now)
            turn = env.event()
            center.join(env.now, product.family, turn)
            self.settle(center)
            station, worker, setup = yield turn
            work = setup + (per_lot + per_piece * quantity) * noise()
            yield env.timeout(center.hours.advance(env.now, work) - env.now)
            center.give_back(station)
            if worker:
                self.idle_workers.append(worker)
                self.idle_workers.sort(key=self.workers.index)
            self.settle(center)
        self.tally.complete(env.now, released, quantity)

    def settle(self, center: Center) -> None:
        """Start all that can start since something changed at a work center."""
        if center.skill:
            while self.send_worker():
                pass
            return
        while center.could_start(self.env.now):
            center.start(None)

    def send_worker(self) -> bool:
        """Send an idle worker to the work center whose first lot has waited longest; return whether there was one."""
        now = self.env.now
        best, best_worker, longest = None, None, -1.0
        if self.idle_workers:
            for center in self.skilled:
                if center.could_start(now) and (wait := center.waited(now)) > longest:
                    worker = next((one for one in self.idle_workers if center.skill in one.skills), None)
                    if worker:
                        best, best_worker, longest = center, worker, wait
        if best is None:
            return False
        self.idle_workers.remove(best_worker)
        best.start(best_worker)
        return True


if __name__ == "__main__":
    answer(run)
