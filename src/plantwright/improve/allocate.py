"""Spend runs and refits where it is open which change is the best, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plantwright.improve.experiment import BASE, Experiment
from plantwright.improve.gains import by_gain
from plantwright.improve.gap import may_be_best
from plantwright.improve.guarantee import Guarantee
from plantwright.improve.ranking import Objective
from plantwright.model.plant import Plant

FIRST_RUNS, MOST_RUNS = 8, 48
FURTHER_RUNS = 600
"""Runs beyond the first of every change, at the most."""
DRAWN_CHANGES, MOST_DRAWN, DRAWN_RUNS = 8, 16, 2

Tell = Callable[[str], None]


def allocate(experiment: Experiment, objective: Objective, promise: Guarantee, tell: Tell) -> None:
    """Double the runs of every change that may still be the best, until one is left or the budget is spent."""
    names, runs, left = list(experiment.changes), FIRST_RUNS, FURTHER_RUNS
    experiment.extend([BASE, *names], runs)
    for _ in range(promise.looks - 1):
        still_open = _open(experiment, objective, promise)
        more = min(runs, MOST_RUNS - runs, left // (len(still_open) + 1))
        if len(still_open) <= 1 or more < 1:
            return
        runs, left = runs + more, left - more * (len(still_open) + 1)
        tell(f"{len(still_open)} changes may still be the best: {runs} runs each")
        experiment.extend([BASE, *still_open], runs)


def draw_open(
    experiment: Experiment, objective: Objective, promise: Guarantee, draws: Sequence[Plant], tell: Tell
) -> None:
    """Ask the refits about the first changes, then about every further one that may be the best."""
    asked: list[str] = []
    names = by_gain(experiment, objective, experiment.changes)[:DRAWN_CHANGES]
    while names:
        tell(f"asking {len(draws)} refits how sure {len(names)} changes are")
        experiment.draw(names if asked else [BASE, *names], draws, DRAWN_RUNS)
        asked += names
        still_open = _open(experiment, objective, promise)
        names = [name for name in still_open if name not in asked][: MOST_DRAWN - len(asked)]


def _open(experiment: Experiment, objective: Objective, promise: Guarantee) -> list[str]:
    best = by_gain(experiment, objective, experiment.changes)
    return may_be_best(experiment, objective, best, promise)
