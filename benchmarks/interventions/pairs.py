"""Records before and after a change of an invented plant, with what the change truly did.

Between the two the demand and the mix change as well. In half of the pairs the change that was foretold did nothing: it
was announced, and the plant stayed as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.interventions.invent import STREAM, Invented
from benchmarks.interventions.invent_routes import Rng
from benchmarks.interventions.levers import levers
from benchmarks.interventions.make import MOST, steady
from benchmarks.interventions.publish import publish
from plantwright.calibrate.effect_scale import SHARES
from plantwright.calibrate.own_pace import Demand
from plantwright.calibrate.replay import imagined
from plantwright.events.read import read_log
from plantwright.files.facts import read_facts
from plantwright.improve.robust import order_shares, with_share
from plantwright.improve.sides import Recorded
from plantwright.model.change import Change, ScaleDemand, ScaleProcessTime
from plantwright.model.plant import Plant
from plantwright.twin.load import overload_problems, station_hours
from plantwright.twin.replicate import METRICS

TRUTH_RUNS = 60
TRUTH_SEED = 77
_BUSIEST = 0.92
"""Load of the busiest work center after demand and mix have changed, at most."""


@dataclass(frozen=True)
class Pair:
    """What there is before and after, what was foretold to be done, and whether it was done."""

    name: str
    before: Invented
    after: Invented
    change: Change
    works: bool
    """The change was really made; else the plant stayed as it was."""
    unchanged: Plant
    """The true plant, with the demand and mix of after."""
    seed: int

    def changed(self) -> Plant:
        """Return the true plant after."""
        return self.change.apply(self.unchanged) if self.works else self.unchanged

    def records_before(self, place: Path) -> Recorded:
        """Write the records before into a folder and read them."""
        return _recorded(self.before, 2 * self.seed, place / "before")

    def records_after(self, place: Path, weeks: int) -> Recorded:
        """Write the records after, as long as asked; longer ones begin like shorter ones."""
        return _recorded(replace(self.after, weeks=weeks), 2 * self.seed + 1, place / f"after-{weeks}")


def pair(seed: int, number: int, weeks: int) -> Pair:
    """Return a pair of a seed; even numbers work, odd ones do nothing."""
    rng = np.random.default_rng([seed, number, STREAM, 2])
    one = replace(steady(seed, number), weeks=weeks)
    other = _other_demand(rng, one.plant)
    works = number % 2 == 0
    change = _any_change(rng, one.plant) if works else _bold_change(one.plant)
    after = replace(one, plant=change.apply(other) if works else other)
    return Pair(one.plant.name, one, after, change, works, other, seed * MOST + number)


def true_effects(asked: Pair, demand: Demand) -> dict[str, float]:
    """Return what the change did with the orders of after: many runs of the true plant with it and without it.

    Logarithm of a ratio, or a difference of shares, as ``realized`` says it.
    """
    with_it = imagined(asked.changed(), demand, TRUTH_RUNS, seed=TRUTH_SEED)
    without = imagined(asked.unchanged, demand, TRUTH_RUNS, seed=TRUTH_SEED)
    return {name: _apart(name, with_it[name], without[name]) for name in METRICS}


def _apart(name: str, one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if name in SHARES:
        return float(one.mean() - other.mean())
    return float(np.log(one).mean() - np.log(other).mean())


def _recorded(one: Invented, seed: int, folder: Path) -> Recorded:
    publish(one, seed, folder, None)
    facts = read_facts(folder)
    return Recorded(read_log(folder, facts=facts), facts)


def _other_demand(rng: Rng, plant: Plant) -> Plant:
    """Return the plant with other orders: more or fewer, and half as many or half more of its largest product."""
    shares = order_shares(plant)
    mixed = with_share(plant, max(shares, key=lambda name: shares[name]), float(rng.choice([0.5, 1.5])))
    factor = float(rng.uniform(0.85, 1.1))
    while factor > 0.5:
        made = ScaleDemand(factor=factor).apply(mixed)
        if not overload_problems(made) and _load(made) <= _BUSIEST:
            return made
        factor *= 0.95
    return mixed


def _load(plant: Plant) -> float:
    """Return the share of its working time that the busiest work center needs; 0 where the floor sets the pace."""
    gap = plant.release.interarrival
    if plant.release.policy != "open" or gap is None:
        return 0.0
    return max(_hours_each(plant).values()) / (gap.mean / 3600)


def _any_change(rng: Rng, plant: Plant) -> Change:
    """Draw a change of the vocabulary, every second time a faster busiest work center; none changes the demand."""
    others = [one for one in levers(rng, plant) if one.edits[0].key != "scale_demand"]
    if others and rng.random() < 0.5:
        return others[0]
    return _faster(plant, 1, float(rng.choice([0.7, 0.8])))


def _bold_change(plant: Plant) -> Change:
    """Return the change of which most is foretold: the two busiest work centers twice as fast."""
    return _faster(plant, 2, 0.5)


def _faster(plant: Plant, count: int, factor: float) -> Change:
    busiest = sorted(plant.work_centers, key=lambda one: -_hours_each(plant)[one.id])[:count]
    edits = tuple(ScaleProcessTime(work_center=one.id, factor=factor) for one in busiest)
    return Change(name="faster bottleneck", edits=edits)


def _hours_each(plant: Plant) -> dict[str, float]:
    """Return the hours of one station that an order needs, by work center [h]; loads hold as many lots as they may."""
    hours = station_hours(plant)
    lots = {one.id: one.batch.max_lots if one.batch else 1 for one in plant.work_centers}
    return {one.id: hours[one.id] / one.stations / lots[one.id] for one in plant.work_centers}
