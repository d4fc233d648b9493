"""The rungs of the ladder: each foretells base and changes of one plant, knowing more than the rung before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.interventions.formulas import predictions
from benchmarks.interventions.plants import KnownPlant, folder
from plantwright.calibrate.refits import refits_of
from plantwright.events.cut import known_at
from plantwright.improve.experiment import Trial
from plantwright.improve.what_if import what_if
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate, Measures
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.observe.shifts import infer_calendar
from plantwright.twin.replicate import METRICS

DAY = 86_400.0
WARM_UP, HORIZON = 30 * DAY, 120 * DAY

Answer = Mapping[str, Any]
"""``{"base": {metric: [mean, lo, hi]}, "changes": {name: {metric: [mean, lo, hi]}}}``."""


@dataclass(frozen=True)
class Effort:
    """How much is computed: runs of each scenario, and refits."""

    replications: int = 40
    refits: int = 24
    plants: int = 1000
    """How many plants of the set, at most."""


@dataclass(frozen=True)
class Rung:
    """One way to foretell."""

    name: str
    facts: str
    """``yes``, ``no``, or ``-`` where they do not matter."""
    answer: Callable[[KnownPlant, Effort], Answer]


def no_effect(plant: KnownPlant, _: Effort) -> Answer:
    """Say that what was observed stays, whatever is changed."""
    base = _triples(_observed(plant))
    return {"base": base, "changes": {change.name: base for change in plant.changes()}}


def busy_share(plant: KnownPlant, _: Effort) -> Answer:
    """Let the busiest work center set the pace: a change there gains what it gains in capacity, all others nothing."""
    measures = _observed(plant)
    busiest = max(measures.table("work_centers"), key=_busy)["work_center"]
    base = _triples(measures)
    changes = {one.name: _faster(base, _capacity_gain(one, str(busiest))) for one in plant.changes()}
    return {"base": base, "changes": changes}


def formulas(plant: KnownPlant, _: Effort) -> Answer:
    """Take queueing formulas on raw log means: those published with the plants, or ours."""
    if plant.answers != plant.folder:
        calendar = infer_calendar(plant.log(plant.facts()))
        hours = calendar.hours_per_week() / 7
        return predictions(_observed(plant), plant.facts(), plant.changes(), hours)
    file = folder() / "baseline-queueing-formulas.json"
    answer: Answer = json.loads(file.read_text(encoding="utf-8"))[plant.name]
    return answer


def true_plant(plant: KnownPlant, effort: Effort) -> Answer:
    """Run the true parameters in our twin: what is left is the engine's error and the truth's own noise."""
    return _foretold(plant.true_plant(), plant.changes(), (), effort)


def true_structure(facts: bool) -> Callable[[KnownPlant, Effort], Answer]:
    """Return the rung with true routings, people, batches, buffers and rules, and learned numbers."""

    def answer(plant: KnownPlant, effort: Effort) -> Answer:
        learned, refits = _learned(plant, facts, effort)
        true = plant.true_plant()
        made = tuple(with_structure(one, true) for one in (learned, *refits))
        return _foretold(made[0], plant.changes(), made[1:], effort)

    return answer


def all_learned(facts: bool, share: float = 1.0) -> Callable[[KnownPlant, Effort], Answer]:
    """Return the rung with everything learned from the records, or from a share of their weeks."""

    def answer(plant: KnownPlant, effort: Effort) -> Answer:
        learned, refits = _learned(plant, facts, effort, share)
        return _foretold(learned, plant.changes(), refits, effort)

    return answer


RUNGS = (
    Rung("no effect", "-", no_effect),
    Rung("bottleneck by busy share", "-", busy_share),
    Rung("queueing formulas", "yes", formulas),
    Rung("all learned", "no", all_learned(facts=False)),
    Rung("all learned", "yes", all_learned(facts=True)),
    Rung("all learned, half the weeks", "yes", all_learned(facts=True, share=0.5)),
    Rung("all learned, a quarter of the weeks", "yes", all_learned(facts=True, share=0.25)),
    Rung("true structure, fitted numbers", "no", true_structure(facts=False)),
    Rung("true structure, fitted numbers", "yes", true_structure(facts=True)),
    Rung("true plant in our twin", "-", true_plant),
)


def with_structure(learned: Plant, true: Plant) -> Plant:
    """Return a learned plant with the true one's structure: what is connected how, not how long it takes."""
    centers = {one.id: one for one in learned.work_centers}
    products = {one.id: one for one in learned.products}
    return true.model_copy(
        update={
            "work_centers": tuple(
                one.model_copy(update={"setup": centers[one.id].setup, "failures": centers[one.id].failures})
                for one in true.work_centers
            ),
            "products": tuple(_with_routing(products[one.id], one) for one in true.products if one.id in products),
            "release": true.release.model_copy(update={"interarrival": learned.release.interarrival})
            if true.release.policy == learned.release.policy
            else true.release,
            "transport": learned.transport,
            "calendars": true.calendars,
        }
    )


def _with_routing(learned: Any, true: Any) -> Any:
    numbers = {one.id: one for routing in learned.routings for one in routing.operations}
    steps = tuple(
        one.model_copy(
            update={
                "per_lot": numbers[one.id].per_lot,
                "per_piece": numbers[one.id].per_piece,
                "noise": numbers[one.id].noise,
                "scrap": numbers[one.id].scrap,
                "rework": numbers[one.id].rework,
            }
        )
        if one.id in numbers
        else one
        for one in true.routings[0].operations
    )
    routing = true.routings[0].model_copy(update={"operations": steps})
    return learned.model_copy(update={"routings": (routing,), "family": true.family})


def _learned(plant: KnownPlant, facts: bool, effort: Effort, share: float = 1.0) -> tuple[Plant, tuple[Plant, ...]]:
    told: Facts = plant.facts() if facts else NO_FACTS
    log = plant.log(told)
    if share < 1.0:
        log = known_at(log, log.meta.start + (log.meta.end - log.meta.start) * share)
    return refits_of(log, told, effort.refits, seed=1)


def _foretold(plant: Plant, changes: tuple[Change, ...], refits: tuple[Plant, ...], effort: Effort) -> Answer:
    # what does not fit the plant as learned (a skill by another name) stays unanswered, and is scored as no effect
    fitting = [one for one in changes if not one.problems(plant)]
    trial = Trial(WARM_UP, HORIZON, seed=7)
    found = what_if(plant, fitting, draws=refits, trial=trial, replications=effort.replications)
    answer: dict[str, Any] = found.triples()[plant.name]  # type: ignore[assignment]
    return {**answer, "best": list(found.best)}


def _observed(plant: KnownPlant) -> Measures:
    log = plant.log(plant.facts())
    return measure(log, infer_calendar(log))


def _triples(measures: Measures) -> dict[str, list[float]]:
    return {metric: _triple(measures[metric]) for metric in METRICS}


def _triple(one: Estimate) -> list[float]:
    value = float(one.value or 0.0)
    return [value, value if one.low is None else one.low, value if one.high is None else one.high]


def _busy(line: Mapping[str, Any]) -> float:
    share = line["busy_share"]
    return float(share.value or 0.0) if isinstance(share, Estimate) else 0.0


def _capacity_gain(change: Change, busiest: str) -> float:
    """Return by what factor a change speeds up the busiest work center: process times and stations only."""
    gain = 1.0
    for edit in change.edits:
        if getattr(edit, "work_center", None) == busiest:
            gain *= 1 / getattr(edit, "factor", 1.0) if edit.key == "scale_process_time" else 1.0
            gain *= 1 + 1 / 2 if edit.key == "add_stations" else 1.0
    return gain


def _faster(base: dict[str, list[float]], gain: float) -> dict[str, list[float]]:
    scale = {"throughput": gain, "flow_mean": 1 / gain, "flow_p95": 1 / gain}
    return {metric: [value * scale.get(metric, 1.0) for value in triple] for metric, triple in base.items()}
