"""Plants of ours, drawn at random over what plants differ in: each seed is one plant, the same on every machine.

What is drawn is fictional; its ranges follow what shops of 20 to 100 people are like: 4 to 9 work centers of 1 to 4
stations, a bottleneck 75 to 92 % busy, breakdowns that cost 2 to 15 %, rework of a few per cent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.interventions.invent_people import staffed
from benchmarks.interventions.invent_routes import Flow, Rng, drawn_flow, law, released, retimed
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Plant

HOUR = 3600.0
STREAM = 20261125
"""Stands with each seed, so that the draws are not those of another use of the seed."""

_CENTERS = ("saw", "lathe", "mill", "drill", "grind", "deburr", "weld", "wash", "coat", "solder", "assemble", "test")
_SHIFTS = (
    ("mon-fri", "07:00", "15:30"),
    ("mon-fri", "06:00", "22:00"),
    ("mon-sat", "06:00", "22:00"),
    ("mon-sun", "00:00", "24:00"),
)
_ZONES = (("Asia/Tokyo", "JPY"), ("America/Bogota", "COP"), ("Africa/Lagos", "NGN"), ("Asia/Kolkata", "INR"))


@dataclass(frozen=True)
class Invented:
    """A plant, and what of it is recorded."""

    plant: Plant
    weeks: int
    """Length of its records."""
    downtime: bool
    """Breakdowns are recorded."""
    setup_rows: bool
    """Setups have rows of their own."""


def invented(seed: int) -> Invented:
    """Return the plant of a seed."""
    rng = np.random.default_rng([seed, STREAM])
    flow = drawn_flow(rng, _CENTERS)
    shift = _SHIFTS[rng.choice(len(_SHIFTS), p=(0.3, 0.35, 0.2, 0.15))]
    calendar = Calendar(id="shifts", shifts=(Shift(days=shift[0], start=shift[1], end=shift[2]),))
    zone, currency = _ZONES[rng.integers(len(_ZONES))]
    rule = str(rng.choice(["fifo", "spt", "edd"], p=(0.5, 0.25, 0.25)))
    oven = _oven(rng, flow)
    centers = tuple(_center(rng, flow, name, rule, name == oven) for name in flow.centers)
    plant = Plant(
        name=f"i{seed:03d}",
        time_zone=zone,
        currency=currency,
        calendars=(calendar,),
        calendar=calendar.id,
        work_centers=centers,
        products=flow.products,
        release=released(rng, None),
        urgent_first=bool(rng.random() < 0.3),
        transport=_transport(rng),
    )
    plant = retimed(rng, plant, flow)
    plant = staffed(rng, _with_setups(rng, plant, flow))
    return Invented(plant, int(rng.integers(10, 18)), bool(rng.random() < 0.67), bool(rng.random() < 0.4))


def shortened(one: Invented, share: float) -> Invented:
    """Return the same plant with a share of its weeks recorded."""
    return replace(one, weeks=max(round(one.weeks * share), 1))


def _oven(rng: Rng, flow: Flow) -> str | None:
    return flow.centers[rng.integers(1, len(flow.centers))] if rng.random() < 0.35 else None


def _center(rng: Rng, flow: Flow, name: str, rule: str, is_oven: bool) -> WorkCenter:
    guarded = flow.straight and flow.buffered and name != flow.centers[0] and rng.random() < 0.6
    smallest = 4 if is_oven else 2
    return WorkCenter(
        id=name,
        stations=int(rng.choice([1, 2, 3, 4], p=(0.35, 0.35, 0.2, 0.1))),
        buffer=int(rng.integers(smallest, 11)) if guarded else None,
        dispatch=rule,
        failures=_failures(rng) if rng.random() < 0.6 else None,
        batch=_batch(rng) if is_oven else None,
    )


def _failures(rng: Rng) -> Failures:
    repair = rng.uniform(0.5, 4.0)
    lost = rng.uniform(0.02, 0.15)
    return Failures(
        time_to_failure=law(rng, ("exponential", "gamma"), repair * (1 - lost) / lost * HOUR),
        time_to_repair=law(rng, ("exponential", "lognormal"), repair * HOUR),
    )


def _batch(rng: Rng) -> Batch:
    most = int(rng.integers(3, 6))
    load_time = "lead" if rng.random() < 0.5 else "longest"
    wait = float(rng.uniform(2, 6)) * HOUR
    return Batch(max_lots=most, min_lots=int(rng.integers(1, most)), max_wait=wait, load_time=load_time)


def _transport(rng: Rng) -> Distribution:
    low = float(rng.uniform(0.01, 0.1))
    high = low * float(rng.uniform(1.5, 3.0))
    return Distribution.uniform((low + high) / 2 * HOUR, ((high - low) / (high + low)) ** 2 / 3)


def _with_setups(rng: Rng, plant: Plant, flow: Flow) -> Plant:
    """Give some work centers setups between families, of a part of a mean process time."""
    centers = []
    for one in plant.work_centers:
        has = one.batch is None and len(flow.families) > 1 and rng.random() < 0.5
        centers.append(one.model_copy(update={"setup": _setup(rng, plant, flow, one.id)}) if has else one)
    return plant.model_copy(update={"work_centers": tuple(centers)})


def _setup(rng: Rng, plant: Plant, flow: Flow, center: str) -> Setup:
    means = [one.mean_time(product.mean_quantity()) for product, one in plant.operations() if one.work_center == center]
    usual = float(np.mean(means)) * rng.uniform(0.05, 0.3)
    times = tuple(
        SetupTime(from_family=one, to_family=other, time=usual * rng.uniform(0.5, 1.5))
        for one in flow.families
        for other in flow.families
        if one != other
    )
    return Setup(times=times, noise=Distribution.gamma(1.0, float(rng.uniform(0.1, 0.4)) ** 2))
