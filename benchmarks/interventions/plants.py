"""Plants of known truth: where they are, what they recorded, and their true selves."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plantwright.events.log import EventLog
from plantwright.events.read import read_log
from plantwright.files.changes import read_changes
from plantwright.files.facts import read_facts
from plantwright.files.plant import read_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.change import Change
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, SetupTime, WorkCenter
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

HOUR = 3600.0
_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_DUE_SPREAD = (0.8, 1.0, 1.3)


def folder() -> Path:
    """Return the folder of the known plants; PLANTWRIGHT_DATA says where published data lie."""
    found = Path(os.environ.get("PLANTWRIGHT_DATA", _BESIDE)) / "known-plants"
    if not found.is_dir():
        raise SystemExit(f"{found} is not here: set PLANTWRIGHT_DATA to the folder that holds known-plants")
    return found


@dataclass(frozen=True)
class KnownPlant:
    """One plant: its records, what a manager told, the changes asked about, and the truth."""

    name: str
    folder: Path
    answers: Path
    """The folder of the truth; predictions never read it."""

    def facts(self) -> Facts:
        """Return what was told."""
        return read_facts(self.folder)

    def log(self, facts: Facts = NO_FACTS) -> EventLog:
        """Read the records, with facts or without."""
        return read_log(self.folder, facts=facts)

    def changes(self) -> tuple[Change, ...]:
        """Return the changes asked about."""
        return read_changes(self.folder / "changes.yaml")

    def truth(self) -> dict[str, Any]:
        """Return the true answers."""
        found: dict[str, Any] = json.loads((self.answers / "truth.json").read_text(encoding="utf-8"))
        return found

    def true_plant(self) -> Plant:
        """Return the plant with its true parameters, as our nouns say them."""
        if (self.answers / "plant").is_dir():
            return read_plant(self.answers / "plant")
        return true_plant(self.name, self.truth()["parameters"])


def known_plants() -> tuple[KnownPlant, ...]:
    """Return every plant of the published set."""
    plants = folder() / "plants"
    return tuple(KnownPlant(one.name, one, one) for one in sorted(plants.iterdir()) if (one / "truth.json").is_file())


def plants_in(place: Path) -> tuple[KnownPlant, ...]:
    """Return every plant of a set of ours, in the order of their names."""
    return tuple(KnownPlant(one.name, one, place / "truth" / one.name) for one in sorted((place / "plants").iterdir()))


def true_plant(name: str, told: dict[str, Any]) -> Plant:
    """Return a plant from the ``parameters`` of a truth file; times there are hours."""
    centers = {one["id"]: one for one in told["work_centers"]}
    shifts = tuple(Shift(days=one["days"], start=one["from"], end=one["to"]) for one in told["shifts"])
    low, high = told["transport"]
    return Plant(
        name=name,
        time_zone=told["time_zone"],
        currency=told["currency"],
        calendars=(Calendar(id="shifts", shifts=shifts),),
        calendar="shifts",
        work_centers=tuple(_center(one) for one in told["work_centers"]),
        products=tuple(_product(one, centers) for one in told["products"]),
        workers=tuple(Worker(id=one["id"], skills=tuple(one["skills"])) for one in told["workers"]),
        release=_release(told),
        urgent_first=told["urgent_first"],
        transport=Distribution.uniform((low + high) / 2 * HOUR, ((high - low) / (high + low)) ** 2 / 3),
    )


def _law(kind: str, mean: float, cv: float) -> Distribution:
    if kind == "exponential":
        return Distribution.exponential(mean)
    return Distribution(kind=kind, mean=mean, scv=cv**2)


def _center(told: dict[str, Any]) -> WorkCenter:
    return WorkCenter(
        id=told["id"],
        stations=told["stations"],
        buffer=told["buffer"],
        skill=told["skill"],
        dispatch=told["dispatch"],
        setup=_setup(told["setup"]) if told["setup"] else None,
        failures=_failures(told["failures"]) if told["failures"] else None,
        batch=_batch(told["batch"]) if told["batch"] else None,
    )


def _setup(told: dict[str, Any]) -> Setup:
    times = tuple(
        SetupTime(from_family=one, to_family=other, time=hours * told["scale"] * HOUR)
        for one, row in told["hours"].items()
        for other, hours in row.items()
    )
    return Setup(times=times, noise=Distribution.gamma(1.0, told["cv"] ** 2))


def _failures(told: dict[str, Any]) -> Failures:
    return Failures(
        time_to_failure=_law(told["ttf"], told["mtbf"] * HOUR, told["ttf_cv"]),
        time_to_repair=_law(told["repair"], told["mttr"] * HOUR, told["repair_cv"]),
    )


def _batch(told: dict[str, Any]) -> Batch:
    wait = told["max_wait"] * HOUR
    return Batch(max_lots=told["max_lots"], min_lots=told["min_lots"], max_wait=wait, load_time="lead")


def _product(told: dict[str, Any], centers: dict[str, Any]) -> Product:
    return Product(
        id=told["id"],
        family=told["family"],
        share=told["share"],
        lot_sizes=tuple(LotSize(quantity=size) for size in told["lots"]),
        routings=(Routing(operations=tuple(_operation(one, centers[one["work_center"]]) for one in told["route"])),),
        lead_time=Distribution.empirical([told["allowance"] * HOUR * factor for factor in _DUE_SPREAD]),
    )


def _operation(told: dict[str, Any], center: dict[str, Any]) -> Operation:
    return Operation(
        id=told["operation"],
        work_center=told["work_center"],
        per_lot=told["fixed"] * HOUR * center["process_scale"],
        per_piece=told["unit"] * HOUR * center["process_scale"],
        noise=_law(center["noise"], 1.0, center["cv"]),
        scrap=told["scrap"],
        rework=center["rework"],
        rework_back=told["back"],
    )


def _release(told: dict[str, Any]) -> Release:
    release, urgent = told["release"], told["urgent_share"]
    if release["mode"] == "conwip":
        return Release(policy="conwip", wip_limit=release["wip"], urgent_share=urgent)
    return Release(interarrival=Distribution.gamma(HOUR / release["rate"], release["cv"] ** 2), urgent_share=urgent)
