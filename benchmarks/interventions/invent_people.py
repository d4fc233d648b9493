"""Who runs an invented plant: some work centers need a skill, and some people have two."""

from __future__ import annotations

import math

from benchmarks.interventions.invent_routes import Rng
from plantwright.model.plant import Plant, Worker
from plantwright.twin.load import station_hours, utilization

_BUSY = 0.8
"""Share of their time that people have work for, at the most."""


def staffed(rng: Rng, plant: Plant) -> Plant:
    """Let some plants need people; as many as the work asks for."""
    if rng.random() < 0.6:
        return plant
    skills = ("skillA", "skillB")[: int(rng.integers(1, 3))]
    crews = tuple(str(rng.choice(skills)) if rng.random() < 0.6 else None for _ in plant.work_centers)
    centers = tuple(
        one.model_copy(update={"skill": skill}) for one, skill in zip(plant.work_centers, crews, strict=True)
    )
    plant = plant.model_copy(update={"work_centers": centers})
    people: list[Worker] = []
    for skill in skills:
        people += _crew(plant, skill)
    if len(skills) > 1 and people and rng.random() < 0.6:
        people[0] = people[0].model_copy(update={"skills": skills})
    return plant.model_copy(update={"workers": tuple(people)})


def _crew(plant: Plant, skill: str) -> list[Worker]:
    centers = [one for one in plant.work_centers if one.skill == skill]
    stations = sum(one.stations for one in centers)
    busy = utilization(plant)
    if busy:
        work = sum(busy[one.id] * one.stations for one in centers)
        count = min(math.ceil(work / _BUSY), stations)
    else:
        hours = station_hours(plant)
        count = max(1, math.ceil(0.7 * stations)) if any(hours[one.id] for one in centers) else 0
    return [Worker(id=f"{skill[-1]}{number + 1:02d}", skills=(skill,)) for number in range(count)]
