"""What is scrapped, and what goes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.arrays import Floats, Ints, ints, ratio, sums
from plantwright.calibrate.sample import Sample

_HIGHEST = 0.95


@dataclass(frozen=True)
class Quality:
    """Scrap and rework of each task, shape (tasks,)."""

    scrap: Floats
    rework: Floats
    back: Ints
    performed: Floats
    """Visits whose outcome is known."""


def quality_of(sample: Sample) -> Quality:
    """Return the share of pieces scrapped, the share of lots sent back and how far, by task."""
    visits, tasks = sample.visits, len(sample.tasks.center)
    weight = sample.order_weight[visits.order]
    known = np.isfinite(visits.scrapped)
    lost = sums(visits.task[known], (visits.scrapped * weight)[known], tasks)
    entered = sums(visits.task[known], (visits.quantity * weight)[known], tasks)
    outcome = visits.back > -2
    performed = sums(visits.task[outcome], weight[outcome], tasks)
    returned = visits.back >= 0
    sent = sums(visits.task[returned], weight[returned], tasks)
    rework = pooled_shares(sent, performed, sample.tasks.center)
    return Quality(np.clip(ratio(lost, entered), 0, 1), rework, _backs(sample, weight), performed)


def pooled_shares(sent: Floats, performed: Floats, center: Ints) -> Floats:
    """Return the chance of each task, drawn toward that of its work center as far as chance explains the differences.

    Notes
    -----
    Beta-binomial: with prior strength k the chance is (sent + k·p) / (performed + k). The method of moments sets k by
    the excess of the chi-square between the tasks over its degrees of freedom; without excess k is infinite.
    """
    chance = np.zeros(len(sent))
    for one in np.unique(center):
        mine = center == one
        total = float(performed[mine].sum())
        p = float(sent[mine].sum()) / total if total > 0 else 0.0
        chance[mine] = p if p in (0.0, 1.0) else _drawn(sent[mine], performed[mine], p)
    return np.clip(chance, 0.0, _HIGHEST)


def _drawn(sent: Floats, performed: Floats, p: float) -> Floats:
    some = performed > 0
    n, total = performed[some], float(performed.sum())
    excess = float(((sent[some] - n * p) ** 2 / (n * p * (1 - p))).sum()) - (some.sum() - 1)
    # below two standard deviations of chi-square the differences are what chance makes
    if excess <= 2 * np.sqrt(2 * max(some.sum() - 1, 1)):
        return np.full(len(sent), p)
    between = excess * p * (1 - p) / (total - float((n**2).sum()) / total)
    strength = max(p * (1 - p) / between - 1, 0.5)
    return np.asarray((sent + strength * p) / (performed + strength))


def _backs(sample: Sample, weight: Floats) -> Ints:
    """Return the most frequent number of steps back by task; the work center's where a task was never sent back."""
    visits, center = sample.visits, sample.tasks.center
    sent = visits.back >= 0
    far = int(visits.back.max(initial=0)) + 1
    by_task = np.zeros((len(center), far))
    np.add.at(by_task, (visits.task[sent], visits.back[sent]), weight[sent])
    by_center = np.zeros((int(center.max(initial=0)) + 1, far))
    np.add.at(by_center, center, by_task)
    counts = np.where(by_task.sum(axis=1, keepdims=True) > 0, by_task, by_center[center])
    return ints(np.argmax(counts, axis=1))
