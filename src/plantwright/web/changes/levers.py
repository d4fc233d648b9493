"""What can be changed at a plant: the vocabulary of changes bound to its work centers, skills and products."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from plantwright.model.equipment import RULES
from plantwright.model.plant import Plant


def levers(plant: Plant) -> dict[str, Any]:
    """Return what each edit may be of, with what stands there now."""
    rework: dict[str, float] = defaultdict(float)
    for _, step in plant.operations():
        rework[step.work_center] = max(rework[step.work_center], step.rework)
    skills = sorted({skill for one in plant.workers for skill in one.skills})
    return {
        "work_centers": [
            {
                "id": one.id, "stations": one.stations, "buffer": one.buffer, "dispatch": one.dispatch,
                "calendar": one.calendar, "setup": one.setup is not None, "failures": bool(one.failure_modes()),
                "rework": rework[one.id] > 0,
            }
            for one in plant.work_centers
        ],
        "skills": [{"id": one, "workers": sum(one in worker.skills for worker in plant.workers)} for one in skills],
        "products": [{"id": one.id, "lot": one.mean_quantity()} for one in plant.products],
        "calendars": ["always", *(one.id for one in plant.calendars)],
        "calendar": plant.calendar,
        "rules": list(RULES),
        "wip_limit": plant.release.wip_limit,
        "open": plant.release.policy == "open",
    }  # fmt: skip
