"""The suite of recovery: how near the numbers and the structure learned from a log come to the plant that made it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.interventions.make import make
from benchmarks.interventions.plants import KnownPlant
from benchmarks.table import Row, row
from plantwright.calibrate.fit import fit
from plantwright.events.log import EventLog
from plantwright.model.facts import Facts
from plantwright.model.plant import Plant

SEED, COUNT = 2, 40
ENOUGH = 200
"""Relevant observations from which on the targets hold."""
_FEW = 30


@dataclass
class Found:
    """What is found over plants: errors in per cent with the observations they rest on, or right and wrong."""

    errors: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    right: dict[str, list[bool]] = field(default_factory=dict)

    def error(self, name: str, learned: float, true: float, seen: int) -> None:
        """Note a number [%]."""
        if true > 0:
            self.errors.setdefault(name, []).append((100 * abs(learned / true - 1), seen))

    def hit(self, name: str, right: bool) -> None:
        """Note whether a piece of structure is right."""
        self.right.setdefault(name, []).append(right)


TARGETS = {"time to failure": 15, "time to repair": 15, "process time": 3, "scv of process time": 20}
"""Median error that is allowed where there are observations enough [%]."""
_PARTS = {"200 or more": (ENOUGH, 10**9), "30 to 199": (_FEW, ENOUGH), "below 30": (0, _FEW)}
"""How many observations a number rests on."""
_BUFFERS = {f"buffer, departures that waited: {label},": 0.8 if label == "200 or more" else None for label in _PARTS}
SHARES = {**_BUFFERS, "skill": 0.9, "hours of the calendar": 0.9, "release policy": 0.9, "dispatch rule": None}
"""Share that is to be exact, without being told [1]."""


def figures(smoke: bool) -> list[Row]:
    """Return how near the learned plants come."""
    found = Found()
    with tempfile.TemporaryDirectory() as place:
        for one in make(Path(place), 2 if smoke else COUNT, SEED):
            print(f"learning {one.name} …", file=sys.stderr, flush=True)
            compare(one, found)
    return [*_number_rows(found), *_structure_rows(found)]


def compare(one: KnownPlant, found: Found) -> None:
    """Note the numbers learned with facts, and the structure learned without any."""
    facts, true = one.facts(), one.true_plant()
    log = one.log(facts)
    _compare_numbers(fit(log, facts), true, log, found)
    bare = Facts(time_zone=facts.time_zone, log_window=facts.log_window)
    learned = fit(one.log(bare), bare)
    _compare_structure(learned, true, found)
    waited = one.truth()["departures_that_waited"]
    for center in true.work_centers:
        if center.buffer is not None:
            label = _label(waited.get(center.id, 0))
            found.hit(
                f"buffer, departures that waited: {label},", learned.work_center(center.id).buffer == center.buffer
            )


def _compare_numbers(learned: Plant, true: Plant, log: EventLog, found: Found) -> None:
    rows = log.frame()
    work = rows[rows["kind"] == "process"].dropna(subset=["start", "end"])
    seen = work.groupby(["product", "operation"]).size()
    stops = rows[rows["kind"] == "down"].groupby("work_center").size()
    times = {(product.id, step.id): (product, step) for product, step in learned.operations()}
    for product, step in true.operations():
        if (product.id, step.id) in times:
            _, mine = times[product.id, step.id]
            size = product.mean_quantity()
            count = int(seen.get((product.id, step.id), 0))
            found.error("process time", mine.mean_time(size), step.mean_time(size), count)
    _compare_centers(learned, true, work.groupby("work_center").size(), stops, found)


def _compare_centers(learned: Plant, true: Plant, visits: object, stops: object, found: Found) -> None:
    noise = {step.work_center: step.noise for _, step in learned.operations()}
    law = {step.work_center: step.noise for _, step in true.operations()}
    for center in true.work_centers:
        mine = learned.work_center(center.id)
        found.error("scv of process time", noise[center.id].scv, law[center.id].scv, _count(visits, center.id))
        count = _count(stops, center.id)
        if center.failures and mine.failures and count:
            up, down = mine.failures.time_to_failure.mean, mine.failures.time_to_repair.mean
            found.error("time to failure", up, center.failures.time_to_failure.mean, count)
            found.error("time to repair", down, center.failures.time_to_repair.mean, count)


def _count(table: object, name: str) -> int:
    return int(table.get(name, 0))  # type: ignore[attr-defined]


def _compare_structure(learned: Plant, true: Plant, found: Found) -> None:
    found.hit("release policy", learned.release.policy == true.release.policy)
    week, own = (plant.find_calendar(plant.calendar).open_spans() for plant in (true, learned))
    found.hit("hours of the calendar", week == own)
    skilled = any(one.skill for one in true.work_centers)
    for center in true.work_centers:
        mine = learned.work_center(center.id)
        found.hit("dispatch rule", mine.dispatch == center.dispatch)
    if skilled:
        found.hit("skill", _crews(learned) == _crews(true))


def _crews(plant: Plant) -> set[tuple[str, ...]]:
    """Return which work centers share their people, whatever the skills are called."""
    groups: dict[str, list[str]] = {}
    for one in plant.work_centers:
        if one.skill:
            groups.setdefault(one.skill, []).append(one.id)
    return {tuple(sorted(names)) for names in groups.values()}


def _label(seen: int) -> str:
    return next(label for label, (low, high) in _PARTS.items() if low <= seen < high)


def _number_rows(found: Found) -> Iterator[Row]:
    for name, bound in TARGETS.items():
        for label in _PARTS:
            errors = [error for error, seen in found.errors.get(name, []) if _label(seen) == label]
            value = float(np.median(errors)) if errors else None
            target = f"<= {bound}" if label == "200 or more" and errors else None
            yield row(f"recovery: {name}, median error, observations: {label} (n = {len(errors)})", value, "%", target)


def _structure_rows(found: Found) -> Iterator[Row]:
    for name, bound in SHARES.items():
        hits = found.right.get(name, [])
        value = float(np.mean(hits)) if hits else None
        target = f">= {bound}" if bound and hits else None
        yield row(f"recovery, nothing told: {name} exact (n = {len(hits)})", value, "1", target)
