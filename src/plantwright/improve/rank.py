"""Rank changes: a few runs for all, more where the order is open, intervals that count chance and ignorance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import PlantError, TwinError
from plantwright.improve.candidates import candidates
from plantwright.improve.experiment import BASE, Z95, Experiment, Spread, Trial, measured
from plantwright.improve.money import payback
from plantwright.improve.ranking import Objective, RankedChange, Ranking
from plantwright.model.calendar import DAY
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate, Measures
from plantwright.model.plant import Plant
from plantwright.twin.replicate import METRICS, UNITS, replicate

FIRST_RUNS, MOST_RUNS, ROUNDS = 8, 48, 3
DRAWN_CHANGES, DRAWN_RUNS = 8, 2


def rank(
    plant: Plant,
    changes: Sequence[Change] | None = None,
    *,
    draws: Sequence[Plant] = (),
    warm_up: float = 30 * DAY,
    horizon: float = 90 * DAY,
    seed: int = 0,
    tick: Callable[[str], None] | None = None,
    done: Callable[[], None] | None = None,
) -> Ranking:
    """Rank changes by what they gain: throughput under CONWIP, flow time under open release.

    Parameters
    ----------
    changes
        What to compare; None: candidates of usual size made for this plant.
    draws
        The plant as it might also be (bootstrap refits); without them intervals hold chance alone.
    warm_up, horizon
        Time before the measured window, from an empty floor, and its length [s].
    tick, done
        Told in words what is being done; called after each run.

    Raises
    ------
    PlantError
        A change does not fit the plant; every problem of every change is listed.
    TwinError
        The plant, or one of the ``changes`` told, deadlocks or cannot keep up.
    """
    trial = Trial(warm_up, horizon, seed)
    tell = tick or (lambda _: None)
    made_here, known = changes is None, {}
    if changes is None:
        tell("running the plant as it is")
        first = replicate(plant, warm_up=warm_up, horizon=horizon, replications=2, seed=seed)
        changes, known = candidates(plant, first.occupied_share()), {BASE: measured(first)}
    raise_unfit(changes, plant)
    objective = objective_of(plant)
    experiment = Experiment(plant, {one.name: one for one in changes}, trial, runs=known, done=done)
    tell(f"comparing {len(changes)} changes, {FIRST_RUNS} runs each on common random numbers")
    experiment.extend([BASE], FIRST_RUNS)
    if made_here:
        _drop_stuck(experiment)
    _allocate(experiment, objective, tell)
    best = _by_gain(experiment, objective)
    if draws:
        tell(f"asking {len(draws)} refits how sure the first {min(DRAWN_CHANGES, len(best))} changes are")
        experiment.draw([BASE, *best[:DRAWN_CHANGES]], draws, DRAWN_RUNS)
        best = _by_gain(experiment, objective)
    return _ranking(experiment, objective, best)


def objective_of(plant: Plant) -> Objective:
    """Return what changes are ranked by: throughput where the floor sets the pace, else flow time."""
    return "throughput" if plant.release.policy == "conwip" else "flow_mean"


def first_group(experiment: Experiment) -> tuple[str, ...]:
    """Return the changes that cannot be told from the one that gains most, that one first."""
    objective = objective_of(experiment.plant)
    best = _by_gain(experiment, objective)
    groups = _tie_groups(experiment, objective, best)
    return tuple(name for name, group in zip(best, groups, strict=True) if group == 1)


def raise_unfit(changes: Sequence[Change], plant: Plant) -> None:
    """Raise PlantError with all that does not fit, over all changes."""
    problems = [problem for change in changes for problem in change.problems(plant)]
    if any(change.name == BASE for change in changes):
        problems.append(f"changes.{BASE}: the name of the plant as it is; a change needs another one")
    if problems:
        raise PlantError("changes", problems)


def _drop_stuck(experiment: Experiment) -> None:
    """Drop candidates under which the floor stands still: nobody asked for them."""
    for name in list(experiment.changes):
        try:
            experiment.extend([name], FIRST_RUNS)
        except TwinError:
            experiment.changes = {key: one for key, one in experiment.changes.items() if key != name}


def _allocate(experiment: Experiment, objective: Objective, tell: Callable[[str], None]) -> None:
    """Spend runs where the order is open: each round doubles the runs of what may still be the best."""
    names = list(experiment.changes)
    if not names:
        return
    runs = FIRST_RUNS
    experiment.extend([BASE, *names], runs)
    for _ in range(ROUNDS):
        still_open = _contenders(experiment, objective, names)
        if len(still_open) <= 1 or runs >= MOST_RUNS:
            return
        runs = min(2 * runs, MOST_RUNS)
        tell(f"{len(still_open)} changes may still be the best: {runs} runs each")
        experiment.extend([BASE, *still_open], runs)


def gain(experiment: Experiment, objective: Objective, name: str) -> Spread:
    """Return the improvement of the objective [%]; above zero is better."""
    return experiment.effect(name, objective).scaled(1.0 if objective == "throughput" else -1.0)


def _by_gain(experiment: Experiment, objective: Objective) -> list[str]:
    return sorted(experiment.changes, key=lambda name: -gain(experiment, objective, name).mean)


def _contenders(experiment: Experiment, objective: Objective, names: Sequence[str]) -> list[str]:
    gains = {name: gain(experiment, objective, name) for name in names}
    leader = max(names, key=lambda name: gains[name].mean)
    floor = gains[leader].mean - 2.5 * gains[leader].error
    return [name for name in names if gains[name].mean + 2.5 * gains[name].error >= floor]


def _ranking(experiment: Experiment, objective: Objective, best: Sequence[str]) -> Ranking:
    groups = _tie_groups(experiment, objective, best)
    chances = _chances(experiment, objective, best)
    ranked = tuple(
        _ranked(experiment, objective, name, group, chance)
        for name, group, chance in zip(best, groups, chances, strict=True)
    )
    base = Measures(values={name: level(experiment, BASE, name) for name in METRICS})
    trial = experiment.trial
    return Ranking(objective, base, ranked, _sentence(ranked), trial.seed, trial.warm_up, trial.horizon)


def _tie_groups(experiment: Experiment, objective: Objective, best: Sequence[str]) -> list[int]:
    """Return group numbers: a group's members cannot be told from their leader, by paired differences."""
    groups: list[int] = []
    leader, group = "", 0
    for name in best:
        if not leader or _differ(experiment, objective, leader, name):
            leader, group = name, group + 1
        groups.append(group)
    return groups


def _differ(experiment: Experiment, objective: Objective, one: str, other: str) -> bool:
    first, second = gain(experiment, objective, one), gain(experiment, objective, other)
    a, b = experiment.runs[one][objective], experiment.runs[other][objective]
    both = min(len(a), len(b))
    base = experiment.runs[BASE][objective].mean()
    error = 100 * float((a[:both] - b[:both]).std(ddof=1)) / np.sqrt(both) / base
    ignorance = 0.0
    if len(first.shifts) and len(first.shifts) == len(second.shifts):
        ignorance = float(np.sqrt(np.nanmean((first.shifts - second.shifts) ** 2)))
    return bool(first.mean - second.mean > Z95 * np.hypot(error, ignorance))


def _chances(experiment: Experiment, objective: Objective, best: Sequence[str]) -> NDArray[np.float64]:
    """Return each change's chance to be the best: how often it wins when chance and draws are sampled again."""
    rng = np.random.default_rng(experiment.trial.seed)
    gains = [gain(experiment, objective, name) for name in best]
    if not gains:
        return np.zeros(0)
    times = 4000
    draw = rng.integers(0, 1 << 30, times)
    sampled = np.array([_sampled(one, draw, rng) for one in gains])
    wins = np.bincount(sampled.argmax(axis=0), minlength=len(best))
    return np.asarray(wins / times, dtype=float)


def _sampled(one: Spread, draw: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.float64]:
    chance = rng.normal(one.mean, one.error, len(draw))
    return chance + np.nan_to_num(one.shifts)[draw % len(one.shifts)] if len(one.shifts) else chance


def _ranked(experiment: Experiment, objective: Objective, name: str, group: int, chance: float) -> RankedChange:
    change = experiment.changes[name]
    throughput = experiment.effect(name, "throughput")
    base = experiment.runs[BASE]["throughput"].mean()
    pieces = estimate(throughput.scaled(base / 100), "pieces/d", "paired runs")
    return RankedChange(
        change=change,
        tie_group=group,
        gain=estimate(gain(experiment, objective, name), "%", f"improvement of {objective}, paired runs"),
        throughput=estimate(throughput, "%", "paired runs"),
        flow_time=estimate(experiment.effect(name, "flow_mean"), "%", "paired runs"),
        on_time=estimate(experiment.points(name, "on_time"), "points", "paired runs"),
        wip=estimate(experiment.effect(name, "wip"), "%", "paired runs"),
        people=estimate(experiment.points(name, "worker_busy"), "points", "busy share of the workers, paired runs"),
        energy=estimate(experiment.effect(name, "energy"), "%", "energy per good piece, paired runs"),
        payback=payback(change, experiment.plant, pieces),
        probability_best=float(chance),
        replications=throughput.runs,
    )


def level(experiment: Experiment, name: str, metric: str) -> Estimate:
    """Return a metric of one scenario as an Estimate."""
    spread = experiment.level(name, metric)
    found = estimate(spread, UNITS[metric], "mean of simulated runs")
    if found.value is None:
        return found
    if metric == "on_time":
        low, high = spread.bounds()
        return found.model_copy(update={"low": max(low, 0.0), "high": min(high, 1.0)})
    low, high = spread.ratio_bounds()
    return found.model_copy(update={"low": low, "high": high})


def estimate(spread: Spread, unit: str, method: str) -> Estimate:
    """Return a spread as an Estimate with its 95 % interval; not known where the runs do not know."""
    if not np.isfinite(spread.mean):
        return Estimate(value=None, unit=unit, method="not known")
    half = spread.half_width() if np.isfinite(spread.error) else 0.0
    sources = f"{spread.runs} simulated runs" + (f", {len(spread.shifts)} refits" if len(spread.shifts) else "")
    return Estimate(
        value=spread.mean, unit=unit, low=spread.mean - half, high=spread.mean + half, n=spread.runs,
        method=method, evidence=sources,
    )  # fmt: skip


def _sentence(ranked: Sequence[RankedChange]) -> str:
    if not ranked:
        return "There is no change to compare."
    best = ranked[0]
    if best.gain.low is None or best.gain.low <= 0:
        return "No change helps beyond what chance or missing knowledge could explain."
    tied = [one.change.name for one in ranked if one.tie_group == 1]
    if len(tied) == 1:
        return f"“{tied[0]}” is first; the chance that it is the best of all is {best.probability_best:.0%}."
    return f"The first {len(tied)} cannot be told apart yet: {'; '.join(tied[:6])}{'; …' if len(tied) > 6 else ''}."
