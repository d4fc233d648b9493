"""The ranking of a plant that was told: expectations and intervals over the plants it might be, and its first group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from plantwright.calibrate.told import Z95, Told
from plantwright.improve.allocate import FIRST_RUNS
from plantwright.improve.experiment import BASE, Array, Experiment, Spread, known_apart
from plantwright.improve.first_facts import first_facts
from plantwright.improve.gains import gain
from plantwright.improve.guarantee import Guarantee
from plantwright.improve.money import payback
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.verdict import sentence_of
from plantwright.messages.told import told as message
from plantwright.model.estimate import Estimate

FEWEST_RUNS, VISITS = 2, 24_000
"""Runs of each change on each plant drawn: so many that they hold so many visits, and at most the first runs of all."""
WORST = -100.0
"""A loss beyond this counts as this: nobody goes on with a change that doubles the flow time [%]."""
UNTOLD = message("not known: it changes nothing in any plant drawn, so it acts on what was not told")
TOLD_PROMISE = Guarantee(
    given=message("As far as what was told is right within its intervals: "),
    method="the fewest changes of which one is best in 95 % of the plants drawn from what was told",
)
_SHARES = {"on_time": "on_time", "people": "worker_busy"}
_EFFECTS = {"throughput": "throughput", "flow_time": "flow_mean", "wip": "wip", "energy": "energy"}


def runs_each(experiment: Experiment) -> int:
    """Return how many runs to make of each change on each plant drawn, from how many visits a run holds.

    Notes
    -----
    Orders per time are WIP over flow time (Little's law).
    """
    base, plant = experiment.runs[BASE], experiment.plant
    orders = experiment.trial.horizon / 3600 * base["wip"].mean() / max(base["flow_mean"].mean(), 1e-9)
    routings = [way for product in plant.products for way in product.routings]
    visits = orders * sum(len(way.operations) for way in routings) / len(routings)
    return int(np.clip(np.nan_to_num(VISITS / max(visits, 1.0)), FEWEST_RUNS, FIRST_RUNS))


def ranked_as_told(ranking: Ranking, experiment: Experiment, told: Told) -> Ranking:
    """Return the ranking with all that what was told leaves open: values, intervals, groups, what to measure first."""
    names = [one.change.name for one in ranking.changes]
    gains = np.array([_drawn(bounded(gain(experiment, ranking.objective, name))) for name in names]).T
    known = np.isfinite(gains).all(axis=1)
    if known.sum() < 2:
        return ranking
    gains = gains[known]
    order = [int(k) for k in np.argsort(-gains.mean(axis=0), kind="stable")]
    group = best_group(gains, order, TOLD_PROMISE)
    places = [*(k for k in order if k in group), *(k for k in order if k not in group)]
    changes = tuple(
        replace(_over_plants(ranking.changes[k], experiment, ranking), tie_group=1 if k in group else 2) for k in places
    )
    made = replace(ranking, changes=changes, sentence=sentence_of(changes, TOLD_PROMISE), guarantee=TOLD_PROMISE)
    levels = experiment.drawn[BASE][ranking.objective].mean(axis=1)[known]
    found = first_facts(made, experiment.plant, told, told.scores[known], gains[:, places], levels)
    return replace(made, first_facts=found)


def best_group(gains: Array, order: Sequence[int], promise: Guarantee) -> set[int]:
    """Return the fewest changes of which one is best, or as good, in so many of the draws; found one by one.

    Parameters
    ----------
    gains
        Shape (draws, changes) [%].
    order
        The changes by their mean gain; the first is always in.
    """
    good = gains >= gains.max(axis=1, keepdims=True) - promise.indifference
    group, held = {order[0]}, good[:, order[0]]
    while held.mean() < promise.level:
        more = max(order, key=lambda k: int((good[:, k] & ~held).sum()))
        group.add(more)
        held = held | good[:, more]
    return group


def bounded(spread: Spread) -> Spread:
    """Return a gain whose draws lose no more than ``WORST``."""
    return replace(spread, drawn=np.maximum(spread.drawn, WORST - spread.mean))


def _drawn(spread: Spread) -> Array:
    """Return what each plant drawn gives; NaN where it could not finish, shape (plants,)."""
    return np.asarray(spread.mean + spread.shifts, dtype=float)


def _over_plants(one: RankedChange, experiment: Experiment, ranking: Ranking) -> RankedChange:
    name = one.change.name
    found = {"gain": bounded(gain(experiment, ranking.objective, name))}
    found |= {field: experiment.effect(name, measure) for field, measure in _EFFECTS.items()}
    found |= {field: experiment.points(name, measure) for field, measure in _SHARES.items()}
    told: dict[str, Any] = {field: expected(getattr(one, field), spread) for field, spread in found.items()}
    if not found["gain"].shifts.any() and not found["gain"].values.any():
        nothing = {"value": None, "low": None, "high": None, "method": UNTOLD, "evidence": ""}
        told["gain"] = told["gain"].model_copy(update=nothing)
    pieces = found["throughput"].scaled(experiment.runs[BASE]["throughput"].mean() / 100)
    more = expected(Estimate(value=pieces.mean, unit="pieces/d"), pieces)
    return replace(one, payback=payback(one.change, experiment.plant, more), **told)


def expected(known: Estimate, spread: Spread) -> Estimate:
    """Return an estimate as its mean over the plants drawn, with the interval that holds 95 % of them and of chance."""
    drawn = _drawn(spread)
    drawn = drawn[np.isfinite(drawn)]
    if known.value is None or len(drawn) < 2:
        return known
    value, noise = float(drawn.mean()), spread.drawn_noise()
    # what chance of the few runs on each plant adds is not ignorance
    kept = np.sqrt(known_apart(drawn.var(), noise) / drawn.var()) if drawn.var() > 0 else 0.0
    low, high = np.quantile(value + kept * (drawn - value), (0.025, 0.975))
    chance = Z95 * spread.error if np.isfinite(spread.error) else 0.0
    down, up = (float(np.hypot(max(one, 0.0), chance)) for one in (value - low, high - value))
    evidence = f"{len(drawn)} plants drawn from what was told, not measured; {spread.runs} runs of the plant as told"
    method = "mean over the plants drawn, paired runs"
    return known.model_copy(
        update={"value": value, "low": value - down, "high": value + up, "method": method, "evidence": evidence}
    )
