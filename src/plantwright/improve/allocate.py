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
FURTHER_RUNS = 1000
"""Runs beyond the first of every change, at the most."""
DRAWN_CHANGES, MOST_DRAWN, DRAWN_RUNS = 8, 16, 4

Tell = Callable[[str], None]


def allocate(
    experiment: Experiment, objective: Objective, promise: Guarantee, tell: Tell, draws: Sequence[Plant] = ()
) -> None:
    """Double the runs of every change that may still be the best, until one is left or the budget is spent.

    Refits are asked about the first changes before that, so that no run is spent on what only records can tell, and at
    the end about every further change that may be the best.
    """
    names, runs, left = list(experiment.changes), FIRST_RUNS, FURTHER_RUNS
    experiment.extend([BASE, *names], runs)
    _ask(experiment, by_gain(experiment, objective, names)[:DRAWN_CHANGES], draws, tell)
    for _ in range(promise.looks - 1):
        still_open = _open(experiment, objective, promise)
        more = min(runs, MOST_RUNS - runs, left // (len(still_open) + 1))
        if len(still_open) <= 1 or more < 1:
            break
        runs, left = runs + more, left - more * (len(still_open) + 1)
        tell(f"{len(still_open)} changes may still be the best: {runs} runs each")
        experiment.extend([BASE, *still_open], runs)
    while draws and (further := _further(experiment, objective, promise)):
        _ask(experiment, further, draws, tell)


def _further(experiment: Experiment, objective: Objective, promise: Guarantee) -> list[str]:
    """Return the changes that may be the best and that no refit was asked about, as far as the budget goes."""
    asked = len(experiment.drawn) - 1
    return [name for name in _open(experiment, objective, promise) if name not in experiment.drawn][
        : max(MOST_DRAWN - asked, 0)
    ]


def _ask(experiment: Experiment, names: Sequence[str], draws: Sequence[Plant], tell: Tell) -> None:
    if draws and names:
        tell(f"asking {len(draws)} refits how sure {len(names)} changes are")
        experiment.draw([name for name in (BASE, *names) if name not in experiment.drawn], draws, DRAWN_RUNS)


def _open(experiment: Experiment, objective: Objective, promise: Guarantee) -> list[str]:
    best = by_gain(experiment, objective, experiment.changes)
    return may_be_best(experiment, objective, best, promise)
