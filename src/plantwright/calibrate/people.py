"""Who may run what: skills, and the workers who have them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from plantwright.calibrate.sample import Sample
from plantwright.model.plant import Worker

_STAFFED = 0.8
"""Share of a work center's visits with a worker, above which it needs one."""


def skills_of(sample: Sample) -> dict[int, str]:
    """Return, by work center, the skill that running it takes; work centers that need nobody are left out."""
    told = {one.id: one.skill for one in sample.facts.work_centers if one.skill}
    if told:
        return {number: told[name] for number, name in enumerate(sample.names.centers) if name in told}
    return _learned(sample)


def workers_of(sample: Sample, skills: dict[int, str]) -> tuple[Worker, ...]:
    """Return the workers seen with the skills they used, brought to the number told."""
    held: defaultdict[int, set[str]] = defaultdict(set)
    center = sample.tasks.center[sample.visits.task]
    staffed = sample.visits.worker >= 0
    for worker, one in set(zip(sample.visits.worker[staffed].tolist(), center[staffed].tolist(), strict=True)):
        if one in skills:
            held[worker].add(skills[one])
    found = [Worker(id=sample.names.workers[n], skills=tuple(sorted(held[n]))) for n in sorted(held)]
    found += _nobody_yet(skills, found)
    return tuple(_to_number(found, sample.facts.workers, sample)) if found else ()


def _nobody_yet(skills: dict[int, str], found: list[Worker]) -> list[Worker]:
    had = {skill for worker in found for skill in worker.skills}
    return [Worker(id=f"{skill}-1", skills=(skill,)) for skill in sorted(set(skills.values()) - had)]


def _to_number(found: list[Worker], number: int | None, sample: Sample) -> list[Worker]:
    """Return as many workers as told: the busiest, or more of the commonest kind; every skill stays held."""
    if number is None or number == len(found):
        return found
    if number < len(found):
        busy = np.bincount(sample.visits.worker[sample.visits.worker >= 0], minlength=len(sample.names.workers))
        visits = {name: int(count) for name, count in zip(sample.names.workers, busy, strict=True)}
        kept = sorted(found, key=lambda worker: -visits.get(worker.id, 0))[:number]
        return sorted(kept + _nobody_yet(dict(enumerate(_all(found))), kept), key=lambda worker: worker.id)
    commonest = max(found, key=lambda worker: sum(other.skills == worker.skills for other in found)).skills
    added = [Worker(id=f"unseen-{k + 1}", skills=commonest) for k in range(number - len(found))]
    return found + added


def _all(workers: list[Worker]) -> list[str]:
    return sorted({skill for worker in workers for skill in worker.skills})


def _learned(sample: Sample) -> dict[int, str]:
    """Work centers run by the same people take one skill, named after them."""
    visits = sample.visits
    center = sample.tasks.center[visits.task]
    crews: dict[frozenset[int], list[int]] = defaultdict(list)
    for one in range(len(sample.names.centers)):
        crew = visits.worker[center == one]
        if len(crew) and float(np.mean(crew >= 0)) > _STAFFED and sample.attendance[one] > 0:
            crews[frozenset(crew[crew >= 0].tolist())].append(one)
    return {one: "+".join(sample.names.centers[c] for c in group) for group in crews.values() for one in group}
