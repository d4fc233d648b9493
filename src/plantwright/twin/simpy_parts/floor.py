"""Of the SimPy script: what happens on the floor, and in which order."""

from __future__ import annotations

import math
import random
from bisect import insort
from collections.abc import Generator
from typing import Any, TypeAlias

import simpy

from plantwright.twin.simpy_parts.center import DRAW, Center, Hours, Lot, Station, Worker, pick
from plantwright.twin.simpy_parts.plant import (
    CALENDARS,
    PLANT_CALENDAR,
    PRODUCTS,
    RELEASE,
    TRANSPORT,
    URGENT_FIRST,
    WORK_CENTERS,
    WORKERS,
)

# ---- cut: what follows goes into the script ----

Process: TypeAlias = Generator[simpy.Event, Any, None]


class Floor:
    """The plant at work: one run from an empty floor.

    Orders coming, lots on their way and stations at work are processes of SimPy. After each event, ``settle`` starts
    all that can start.
    """

    def __init__(self, seed: str) -> None:
        self.env = simpy.Environment()
        self.rng = random.Random(seed)
        hours = {name: Hours(spans) for name, spans in CALENDARS.items()}
        self.hours = hours[PLANT_CALENDAR]
        self.centers = {name: Center(rules, hours[rules["calendar"]]) for name, rules in WORK_CENTERS.items()}
        self.workers = [Worker(skills) for skills in WORKERS.values()]
        self.changed: list[Center] = []  # work centers to look at before time goes on
        self.orders: list[Lot] = []
        for station in (one for center in self.centers.values() for one in center.stations):
            if station.center.rules["failures"]:
                station.until_failure = self.draw(station.center.rules["failures"]["time_to_failure"])
        self.env.process(self.releases())

    def draw(self, law: tuple[Any, ...]) -> float:
        """Return one value of a distribution."""
        kind, *numbers = law
        return DRAW[kind](self.rng, *numbers)

    def at(self, time: float) -> simpy.Event:
        """Return the event that comes at a time."""
        return self.env.timeout(time - self.env.now)

    # Orders reach the floor.

    def releases(self) -> Process:
        """Release orders: one after the other, or (CONWIP) so many at first and then one for each that leaves."""
        yield self.at(self.hours.opening(0.0))
        if RELEASE["policy"] == "conwip":
            for _ in range(RELEASE["wip_limit"]):
                self.release()
                self.settle()
            return
        following = self.next_order()
        while True:
            yield following
            self.release()
            following = self.next_order()
            self.settle()

    def next_order(self) -> simpy.Event:
        """Return the event that the next order comes."""
        return self.at(self.hours.later(self.env.now, self.draw(RELEASE["interarrival"])))

    def release(self) -> None:
        """Put a new order into the first queue of its routing, which never refuses it."""
        product = pick(self.rng, PRODUCTS.values(), "share")
        urgent = self.rng.random() < RELEASE["urgent_share"]
        lead_time = product["lead_time"]
        lot = Lot(
            family=product["family"],
            priority=1 if urgent else product["priority"],
            steps=pick(self.rng, product["routings"])["steps"],
            good=pick(self.rng, product["lot_sizes"])["quantity"],
            released=self.env.now,
            due=self.env.now + self.draw(lead_time) if lead_time else math.inf,
        )
        self.orders.append(lot)
        self.join_queue(lot)

    # Lots move and wait.

    def destination(self, lot: Lot) -> Center | None:
        """Return the work center of a lot's next step, None where it has no more."""
        return self.centers[lot.steps[lot.step]["work_center"]] if lot.step < len(lot.steps) else None

    def let_out(self, lot: Lot, station: Station) -> None:
        """Let a lot leave if there is a place for it, else it blocks its station; rework is never refused."""
        center = self.destination(lot)
        if center is None:
            self.empty(station, lot)
            lot.completed = self.env.now
            if RELEASE["policy"] == "conwip":
                self.release()
        elif lot.step < lot.furthest or center.has_place():
            self.empty(station, lot)
            self.send(lot, center)
        else:
            center.blocked.append((lot, station))

    def empty(self, station: Station, lot: Lot) -> None:
        """Take a lot out of a station."""
        station.lots.remove(lot)
        if not station.lots:
            self.look_at(station.center)

    def send(self, lot: Lot, center: Center) -> None:
        """Send a lot on its way."""
        center.coming += 1
        move = self.draw(TRANSPORT)
        if move > 0:
            self.env.process(self.travel(lot, center, self.at(self.hours.later(self.env.now, move))))
        else:
            self.arrive(lot, center)

    def travel(self, lot: Lot, center: Center, arrival: simpy.Event) -> Process:
        """Move a lot to a work center."""
        yield arrival
        self.arrive(lot, center)
        self.settle()

    def arrive(self, lot: Lot, center: Center) -> None:
        """End a lot's move."""
        center.coming -= 1
        self.join_queue(lot)

    def join_queue(self, lot: Lot) -> None:
        """Put a lot into the queue of its next step, behind those of equal rank."""
        step, now = lot.steps[lot.step], self.env.now
        center = self.centers[step["work_center"]]
        keys = {"fifo": now, "edd": lot.due, "spt": step["per_lot"] + step["per_piece"] * lot.good}
        lot.ready, lot.rank = now, (lot.priority if URGENT_FIRST else 0, keys[center.rules["dispatch"]])
        insort(center.queue, lot, key=lambda one: one.rank)
        self.look_at(center)
        batch = center.rules["batch"]
        if batch and batch["min_lots"] > 1 and batch["max_wait"] is not None:
            self.env.process(self.alarm(center, self.at(center.hours.later(now, batch["max_wait"]))))

    def alarm(self, center: Center, time: simpy.Event) -> Process:
        """Look at a work center again later: when it opens, or when a lot has waited long enough for its load."""
        yield time
        self.look_at(center)
        self.settle()

    # Stations start.

    def look_at(self, center: Center) -> None:
        """Note that something changed at a work center."""
        if center not in self.changed:
            self.changed.append(center)

    def settle(self) -> None:
        """Start all that can start; each start may free a place, a station or a worker for others."""
        while True:
            while self.changed:
                center = self.changed.pop()
                self.admit(center)
                lot = None if center.rules["skill"] else self.next_lot(center)
                if lot:
                    self.start(center, lot, None)
            if not self.start_with_worker():
                return

    def admit(self, center: Center) -> None:
        """Let the lots that wait for a place come while there is one."""
        while center.blocked and center.has_place():
            lot, station = center.blocked.pop(0)
            self.empty(station, lot)
            self.send(lot, center)

    def next_lot(self, center: Center) -> Lot | None:
        """Return the first lot in dispatch order that could start now, None where there is none."""
        if not center.queue or not center.idle():
            return None
        opening = center.hours.opening(self.env.now)
        if opening > self.env.now:
            if center.alarm != opening:
                center.alarm = opening
                self.env.process(self.alarm(center, self.at(opening)))
            return None
        return next((lot for lot in center.queue if center.is_ready(lot, self.env.now)), None)

    def start_with_worker(self) -> bool:
        """Give an idle worker to the work center whose next lot has waited longest; tell whether there was one."""
        best, longest = None, -1.0
        for center in self.centers.values():
            lot = self.next_lot(center) if center.rules["skill"] else None
            if lot and center.waited(lot, self.env.now) > longest:
                worker = self.idle_worker(center.rules["skill"])
                if worker:
                    best, longest = (center, lot, worker), center.waited(lot, self.env.now)
        if best:
            self.start(*best)
        return best is not None

    def idle_worker(self, skill: str) -> Worker | None:
        """Return the idle worker with the skill who has the fewest skills, None where there is none."""
        able = (one for one in self.workers if not one.busy and skill in one.skills)
        return min(able, key=lambda one: len(one.skills), default=None)

    def start(self, center: Center, first: Lot, worker: Worker | None) -> None:
        """Start a lot, with others where the work center takes batches, on a station set up for it if one is idle."""
        batch, idle = center.rules["batch"], center.idle()
        station = next((one for one in idle if one.family == first.family), idle[0])
        station.lots = center.together(first)[: batch["max_lots"] if batch else 1]
        for lot in station.lots:
            center.queue.remove(lot)
        if worker:
            worker.busy = True
        process = self.process_time(station)
        time = self.setup_time(station) + process + self.repair_time(station, process)
        self.look_at(center)
        self.env.process(self.work(station, worker, self.at(center.hours.later(self.env.now, time))))

    def setup_time(self, station: Station) -> float:
        """Set a station up for its load and return how long that takes."""
        setup, before, family = station.center.rules["setup"], station.family, station.lots[0].family
        station.family = family
        if not setup or before in (None, family):
            return 0.0
        return float(setup["times"].get((before, family), setup["default"]) * self.draw(setup["noise"]))

    def process_time(self, station: Station) -> float:
        """Return how long a load takes: as long as its longest lot, or as its first."""
        batch, lots = station.center.rules["batch"], station.lots
        steps = [(lot.steps[lot.step], lot.good) for lot in lots]
        times = [step["per_lot"] + step["per_piece"] * pieces for step, pieces in steps]
        time = times[0] if batch and batch["load_time"] == "lead" else max(times)
        return float(time * self.draw(steps[0][0]["noise"]))

    def repair_time(self, station: Station, process: float) -> float:
        """Let processing wear a station and return all repairs on the way; the interrupted work resumes."""
        failures, left, repairs = station.center.rules["failures"], process, 0.0
        while station.until_failure < left:
            left -= station.until_failure
            repairs += self.draw(failures["time_to_repair"])
            station.until_failure = self.draw(failures["time_to_failure"])
        station.until_failure -= left
        return repairs

    # Stations finish.

    def work(self, station: Station, worker: Worker | None, end: simpy.Event) -> Process:
        """Work on a load to its end; then each of its lots goes on, or waits in the station for a place."""
        yield end
        if worker:
            worker.busy = False
        for lot in list(station.lots):
            self.inspect(lot)
            self.let_out(lot, station)
        self.settle()

    def inspect(self, lot: Lot) -> None:
        """Scrap what failed, and say where the lot goes: on, or back into rework."""
        step = lot.steps[lot.step]
        lot.good -= self.scrapped(lot.good, step["scrap"])
        lot.furthest = max(lot.furthest, lot.step + 1)
        lot.step += -step["rework_back"] if self.rng.random() < step["rework"] else 1

    def scrapped(self, pieces: float, chance: float) -> float:
        """Return how many pieces of a lot are scrapped."""
        if chance in (0, 1):
            return pieces * chance
        return sum(self.rng.random() < chance for _ in range(int(pieces)))

    def stands_still(self) -> bool:
        """Tell whether nothing can happen any more, or some work centers wait for places in one another for ever."""
        waits: dict[Center, set[Center]] = {}
        held = {station for center in self.centers.values() for _, station in center.blocked}
        for center in self.centers.values():
            for _, station in center.blocked:
                waits.setdefault(station.center, set()).add(center)
        dead = {center for center in waits if held.issuperset(center.stations)}
        while any(waits[center] - dead for center in dead):
            dead = {center for center in dead if not waits[center] - dead}
        return bool(dead) or self.env.peek() == math.inf
