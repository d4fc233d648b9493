"""How good a proposal is: the share of the best gain that was found within the budget, by the plant's twin.

The rivals are changes of usual size, one alone and two or three together. The best of them is chosen on some runs, and
both it and the proposal are judged on others, so that luck in the choice flatters neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.errors import PlantError, TwinError
from plantwright.improve.candidates import candidates
from plantwright.improve.combine import join
from plantwright.improve.experiment import BASE, Array, Experiment, Trial
from plantwright.improve.gains import better, by_gain, estimate, gain, objective_of
from plantwright.learn.capstone.brief import Brief, affordable_of, within
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.load import station_hours

CHOOSING, JUDGING = 12, 40
"""Runs that the best is chosen on, and others that it is judged on."""
Z = 1.96
ORDERS, SEED = 2_000, 20_261
WEEK, MOST_WEEKS = 7 * 86_400.0, 9
NAME = "the proposal"


@dataclass(frozen=True)
class Judged:
    """What a proposal is worth."""

    proposal: Change
    """Priced by the brief."""
    best: Change
    """The best that was found within the budget, the proposal among what was tried."""
    objective: str
    """throughput, or flow_mean."""
    gain: Estimate
    """Of the proposal, above zero is better [%]."""
    best_gain: Estimate
    share: Estimate
    """Of the best gain that the proposal reaches [1]; not known where no gain is sure."""
    tried: int
    """Changes and combinations that were compared."""


def trial_of(plant: Plant) -> Trial:
    """Return how long runs are: about ``ORDERS`` orders, but a working week at least and two months at most.

    The seed is the same for every proposal on a plant, so that two learners' marks differ by what they propose.
    """
    pace = 1 / max(*_loads(plant).values(), 1e-9)
    horizon = min(max(ORDERS / pace * 3600, WEEK), MOST_WEEKS * WEEK)
    return Trial(warm_up=horizon / 2, horizon=horizon, seed=SEED)


def judge(
    plant: Plant, proposal: Change, brief: Brief, trial: Trial, tell: Callable[[str], None] = lambda _: None
) -> Judged:
    """Return what a proposal is worth on a plant.

    Parameters
    ----------
    trial
        How runs are made; its seed chooses the best, the next one judges.

    Raises
    ------
    PlantError
        The proposal does not fit the plant, has no price, or costs more than the budget.
    TwinError
        The plant, or the proposal on it, cannot finish.
    """
    told = within(proposal, brief, plant).model_copy(update={"name": NAME})
    tell("choosing the best that the budget pays for")
    best, tried = _best(plant, told, brief, trial)
    tell(f"judging the proposal against the best of {tried}")
    return _judged(plant, told, best, Trial(trial.warm_up, trial.horizon, trial.seed + 1, trial.threads), tried)


def _best(plant: Plant, proposal: Change, brief: Brief, trial: Trial) -> tuple[Change, int]:
    rivals = affordable_of(candidates(plant, _loads(plant)), brief, plant)
    experiment = Experiment(plant, {one.name: one for one in (proposal, *rivals)}, trial)
    experiment.extend([BASE, NAME], CHOOSING)
    kept = [one for one in rivals if _runs(experiment, one.name)]
    join(experiment, kept, brief.budget, CHOOSING)
    names = list(experiment.runs.keys() - {BASE})
    return experiment.changes[by_gain(experiment, objective_of(plant), sorted(names))[0]], len(names)


def _loads(plant: Plant) -> dict[str, float]:
    """Return the work that an order brings to each work center, over its stations: which are the busiest."""
    hours = station_hours(plant)
    return {one.id: hours[one.id] / one.stations for one in plant.work_centers}


def _runs(experiment: Experiment, name: str) -> bool:
    try:
        experiment.extend([name], CHOOSING)
    except (TwinError, PlantError):
        return False
    return True


def _judged(plant: Plant, proposal: Change, best: Change, trial: Trial, tried: int) -> Judged:
    objective = objective_of(plant)
    experiment = Experiment(plant, {one.name: one for one in (proposal, best)}, trial)
    experiment.extend([BASE, *experiment.changes], JUDGING)
    sign = better(objective)
    differences = [
        sign * (experiment.runs[name][objective] - experiment.runs[BASE][objective])
        for name in (proposal.name, best.name)
    ]
    gains = [estimate(gain(experiment, objective, name), "%", "paired runs of the twin") for name in (NAME, best.name)]
    share = _alike() if best.name == NAME else share_of(*differences)
    return Judged(proposal, best, objective, gains[0], gains[1], share, tried)


def _alike() -> Estimate:
    return Estimate(value=1.0, unit="1", low=1.0, high=1.0, n=JUDGING, method="nothing that was tried gains more")


def share_of(gained: Array, best: Array) -> Estimate:
    """Return the ratio of two mean gains of paired runs with its 95 % interval, shape (runs,) each.

    Notes
    -----
    Fieller's interval: the ratios that the paired runs do not refute. Where the best gain itself is not surely above
    zero there is none, and the share is not known.

    References
    ----------
    Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.
    """
    count = len(best)
    covariance = np.cov(np.stack([gained, best])) / count
    top, bottom = float(np.mean(gained)), float(np.mean(best))
    square = bottom**2 - Z**2 * covariance[1, 1]
    if not (bottom > 0 and square > 0):
        return Estimate(value=None, unit="1", n=count, method="no gain within the budget is sure")
    half = top * bottom - Z**2 * covariance[0, 1]
    root = float(np.sqrt(max(half**2 - square * (top**2 - Z**2 * covariance[0, 0]), 0.0)))
    low, high = (half - root) / square, (half + root) / square
    return Estimate(value=top / bottom, unit="1", low=low, high=high, n=count, method="ratio of mean gains, Fieller")


def points(share: Estimate, met: Sequence[bool]) -> float:
    """Return a mark out of 100: seventy for the share of the best gain, thirty for the criteria that were met."""
    reached = min(max(share.value or 0.0, 0.0), 1.0)
    return 70 * reached + 30 * (sum(met) / len(met) if met else 0.0)
