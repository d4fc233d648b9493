"""Predict the plant as it is and after each change: start empty, warm up, measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from plantwright.improve.combine import affordable, join
from plantwright.improve.experiment import BASE, Experiment, Trial
from plantwright.improve.gains import level
from plantwright.improve.guarantee import ONE_LOOK, Guarantee
from plantwright.improve.rank import first_group, raise_unfit
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.replicate import METRICS

Prediction = dict[str, Estimate]
"""One scenario: the metrics of the twin, by name."""


@dataclass(frozen=True)
class WhatIf:
    """The plant as it is and after each change."""

    plant: str
    base: Prediction
    changes: dict[str, Prediction]
    best: tuple[str, ...] = ()
    """The changes of which any may be the best: those that cannot be told from the one that gains most."""
    guarantee: Guarantee = ONE_LOOK
    """What is promised of them."""
    joined: tuple[Change, ...] = ()
    """Combinations that a budget pays for, which nobody told."""

    def triples(self) -> dict[str, object]:
        """Return ``{plant: {"base": {metric: [mean, lo, hi]}, "changes": {name: …}}}``."""
        changes = {name: _triples(one) for name, one in self.changes.items()}
        return {self.plant: {"base": _triples(self.base), "changes": changes}}


def what_if(
    plant: Plant,
    changes: Sequence[Change],
    *,
    draws: Sequence[Plant] = (),
    trial: Trial,
    replications: int = 40,
    each: int = 2,
    budget: float | None = None,
    done: Callable[[], None] | None = None,
) -> WhatIf:
    """Predict base and changes, each metric with a 95 % interval for its true mean.

    Parameters
    ----------
    draws
        The plant as it might also be (bootstrap refits); ``each`` runs are made of every one.
    budget
        What may be spent, once and in a year: what gains and can be paid for is also tried two and three together, and
        only what can be paid for may be the best.

    Raises
    ------
    PlantError
        A change does not fit the plant, or the budget pays for none.
    TwinError
        The plant or a changed one deadlocks or cannot keep up.
    """
    raise_unfit(changes, plant)
    paid = list(changes) if budget is None else list(affordable(changes, plant, budget))
    experiment = Experiment(plant, {one.name: one for one in changes}, trial, done=done)
    experiment.extend([BASE, *experiment.changes], replications)
    joined = [] if budget is None else join(experiment, paid, budget, replications)
    names = [BASE, *experiment.changes]
    if draws:
        experiment.draw(names, draws, each)
    predictions = {name: {metric: level(experiment, name, metric) for metric in METRICS} for name in names}
    base = predictions.pop(BASE)
    compared = replace(experiment, changes={one.name: one for one in (*paid, *joined)})
    return WhatIf(plant.name, base, predictions, first_group(compared, ONE_LOOK), ONE_LOOK, tuple(joined))


def _triples(prediction: Prediction) -> dict[str, list[float | None]]:
    return {metric: [one.value, one.low, one.high] for metric, one in prediction.items()}
