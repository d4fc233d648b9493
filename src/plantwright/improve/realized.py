"""What a change did: the records after it against what the plant as it was would have done with the same orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.effect_scale import scaled, unscaled
from plantwright.calibrate.own_pace import Demand
from plantwright.calibrate.recorded import recorded_metrics
from plantwright.calibrate.replay import imagined
from plantwright.errors import PlantError, TwinError
from plantwright.model.change import Change
from plantwright.model.plant import Plant
from plantwright.twin.intervals import t_quantile
from plantwright.twin.replicate import METRICS, Array

RUNS, DRAW_RUNS = 40, 4
LEVEL = 0.90


@dataclass(frozen=True)
class Sides:
    """The records before and after, and the plants that they show."""

    before: Demand
    after: Demand
    was: Plant
    """As learned before, with the mix of before."""
    control: Plant
    """The same plant with the mix of after."""
    became: Plant
    """As learned after."""
    draws: Sequence[tuple[Plant, Plant]] = ()
    """Refits of the first two."""


@dataclass(frozen=True)
class Parts:
    """An effect on a scale on which effects add up, and the variances of what it is made of."""

    effect: float
    """Logarithm of a ratio, or a difference of shares."""
    after: float
    """Variance from chance in the records after."""
    before: float
    """Variance from chance in the records before, with the twin's few runs."""
    ignorance: float
    """Variance from what the records before leave open of the plant."""
    freedom: float
    """Degrees of freedom of the sum of these variances, of which each is itself estimated."""

    def error(self, longer: float = 1.0) -> float:
        """Return the standard error, as it would be with records after that are ``longer`` times as long."""
        return float(np.sqrt(self.after / longer + self.before + self.ignorance))

    def reach(self, level: float = LEVEL) -> float:
        """Return the half width of the interval."""
        return t_quantile(self.freedom, level) * self.error()


@dataclass(frozen=True)
class Realized:
    """What was recorded, what would have been without the change, and the difference in differences."""

    observed_before: Mapping[str, float]
    observed_after: Mapping[str, float]
    control: Mapping[str, float]
    """What the plant as it was would have done after, the twin's own bias taken out."""
    parts: Mapping[str, Parts]
    """By metric; those that the records do not know are left out."""
    foretold: Mapping[str, Parts]
    """What the change should have done with the orders of after; empty where none was told."""


def realized(sides: Sides, change: Change | None = None, *, seed: int = 0) -> Realized:
    """Return the effect of what was done between two records, adjusted for demand and mix.

    Notes
    -----
    With ``o`` observed and ``s`` simulated by the plant learned before, under the orders of each record, the effect of
    a ratio is ``log(o_after / s_after) − log(o_before / s_before)``: the twin's own bias is in both terms and cancels.
    Its variance adds up chance in the records after and before, each as the runs of the plant learned from them on
    their own orders show it (which are as alike in time, and as cut off at the edges, as the records), and what refits
    of the records before leave open of ``s_after / s_before``. All are estimated from few runs and fewer refits, so the
    interval takes t with the degrees of freedom of Satterthwaite.

    References
    ----------
    Card and Krueger (1994), Minimum wages and employment, American Economic Review 84, 772-793: differences in
    differences.
    Satterthwaite (1946), An approximate distribution of estimates of variance components, Biometrics Bulletin 2,
    110-114.
    """
    before, after = (recorded_metrics(each.log, each.start, each.end) for each in (sides.before, sides.after))
    was = imagined(sides.was, sides.before, RUNS, seed=seed)
    control = imagined(sides.control, sides.after, RUNS, seed=seed)
    became = imagined(sides.became, sides.after, RUNS, seed=seed)
    drawn = [_drawn(pair, sides, seed) for pair in sides.draws]
    parts, without = {}, {}
    for name in METRICS:
        runs = [scaled(name, each[name]) for each in (was, control, became)]
        first, second = (scaled(name, each[name]) for each in (before, after))
        moves = np.array([scaled(name, two[name]) - scaled(name, one[name]) for one, two in drawn])
        found = _parts(float(first), float(second), runs, moves)
        if found is not None:
            parts[name] = found
            without[name] = float(unscaled(name, second - found.effect))
    foretold = _foretold(sides, change, control, seed) if change else {}
    return Realized(before, after, without, parts, foretold)


def _parts(first: float, second: float, runs: Sequence[Array], moves: Array) -> Parts | None:
    was, control, became = (one[np.isfinite(one)] for one in runs)
    few = min(len(was), len(control), len(became))
    if few < 2 or not np.isfinite([first, second]).all():
        return None
    effect = (second - control.mean()) - (first - was.mean())
    chance, ignorance = float(became.var(ddof=1)), _ignorance(moves)
    before = (float(was.var(ddof=1)) * (1 + 1 / len(was)), float(control.var(ddof=1)) / len(control))
    variances = (chance, *before, ignorance)
    freedom = _freedom(variances, (len(became) - 1, len(was) - 1, len(control) - 1, max(len(moves) - 1, 1)), few - 1)
    return Parts(float(effect), chance, sum(before), ignorance, freedom)


def _freedom(variances: Sequence[float], freedoms: Sequence[int], least: int) -> float:
    """Return the degrees of freedom of a sum of estimated variances; ``least`` where all are nought."""
    parts = np.array(variances)
    below = float((parts**2 / np.array(freedoms)).sum())
    return float(parts.sum() ** 2) / below if below > 0 else float(least)


def _ignorance(moves: Array) -> float:
    """Return the variance that refits differ by, without the chance of their few runs.

    Parameters
    ----------
    moves
        What a refit makes of the move between two demands, shape (refits, runs).

    Notes
    -----
    Run k of each refit is on the same random numbers. What is the same in all refits is no ignorance and does not widen
    it; what is left of a run besides its refit and its number is chance, and is taken out of the variance of the
    refits' means (two-way layout with one run a cell). A quarter of the variance stays at least: from so few refits
    that difference may be nought by luck.

    References
    ----------
    Searle, Casella and McCulloch (1992), Variance components, sections 4.2 and 4.7.
    """
    known = moves[np.isfinite(moves).all(axis=1)] if len(moves) else moves
    if len(known) < 2:
        return 0.0
    refits, runs = len(known), known.shape[1]
    means = known.mean(axis=1)
    whole = float(means.var(ddof=1))
    if runs < 2:
        return whole
    rest = known - means[:, None] - known.mean(axis=0) + known.mean()
    chance = float((rest**2).sum() / ((refits - 1) * (runs - 1)))
    return max(whole - chance / float(runs), 0.25 * whole)


def _drawn(pair: tuple[Plant, Plant], sides: Sides, seed: int) -> tuple[dict[str, Array], dict[str, Array]]:
    # a refit that cannot finish says nothing of the plant, which did
    nothing = {name: np.full(DRAW_RUNS, np.nan) for name in METRICS}
    try:
        demands = (sides.before, sides.after)
        one, two = (imagined(plant, each, DRAW_RUNS, seed=seed) for plant, each in zip(pair, demands, strict=True))
    except (TwinError, PlantError):
        return nothing, nothing
    return one, two


def _foretold(sides: Sides, change: Change, control: dict[str, Array], seed: int) -> dict[str, Parts]:
    """Return what the change should have done with the orders of after, each refit on the same random numbers."""
    changed = imagined(change.apply(sides.control), sides.after, RUNS, seed=seed)
    pairs = [_pair(change, plant, sides.after, seed) for _, plant in sides.draws]
    found = {}
    for name in METRICS:
        apart = scaled(name, changed[name]) - scaled(name, control[name])
        if np.isfinite(apart).all():
            shifts = np.array([scaled(name, two[name]) - scaled(name, one[name]) for one, two in pairs])
            chance, ignorance = float(apart.var(ddof=1)) / len(apart), _ignorance(shifts)
            runs = len(apart) - 1
            freedom = _freedom((chance, ignorance), (runs, max(len(pairs) - 1, 1)), runs)
            found[name] = Parts(float(apart.mean()), chance, 0.0, ignorance, freedom)
    return found


def _pair(change: Change, plant: Plant, demand: Demand, seed: int) -> tuple[dict[str, Array], dict[str, Array]]:
    try:
        one, two = (imagined(each, demand, DRAW_RUNS, seed=seed) for each in (plant, change.apply(plant)))
    except (TwinError, PlantError):
        nothing = {name: np.full(DRAW_RUNS, np.nan) for name in METRICS}
        return nothing, nothing
    return one, two
