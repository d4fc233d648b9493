"""Scenarios run side by side on common random numbers, and what of their spread is chance and what is ignorance.

Run k of every scenario shares its random streams, so differences between scenarios keep little of the noise. A plant
that was learned is known only so well: its *draws* (bootstrap refits) run on the same streams as the plant itself, and
the spread of the differences is what the plant's parameters leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import PlantError, TwinError
from plantwright.improve.energy import energy_per_piece
from plantwright.model.change import Change
from plantwright.model.plant import Plant
from plantwright.twin.replicate import METRICS, Replications, replicate

Array = NDArray[np.float64]
MEASURED = (*METRICS, "worker_busy", "energy")
"""What each run is asked: the metrics of the twin, the workers' busy share, and energy per good piece [kWh]."""


@dataclass(frozen=True)
class Trial:
    """How runs are made: empty start, warm-up, measured horizon [s], seed, and runs at a time."""

    warm_up: float
    horizon: float
    seed: int = 0
    threads: int = 2


@dataclass
class Experiment:
    """Runs of a plant and of its changed versions; grows by ``extend`` and ``draw``."""

    plant: Plant
    changes: Mapping[str, Change]
    trial: Trial
    runs: dict[str, dict[str, Array]] = field(default_factory=dict)
    """By scenario (``base`` or a change's name) and measure, shape (replications,)."""
    drawn: dict[str, dict[str, Array]] = field(default_factory=dict)
    """The same for the drawn plants, shape (draws, replications each)."""
    done: Callable[[], None] | None = None

    def scenario(self, name: str, plant: Plant) -> Plant:
        """Return the plant as a scenario has it."""
        return plant if name == BASE else self.changes[name].apply(plant)

    def extend(self, names: Sequence[str], replications: int) -> None:
        """Run scenarios until each has so many replications."""
        for name in names:
            known = self.runs.get(name)
            first = len(known["wip"]) if known else 0
            if first < replications:
                more = self._run(self.scenario(name, self.plant), first, replications - first)
                self.runs[name] = _joined(known, more) if known else more

    def draw(self, names: Sequence[str], draws: Sequence[Plant], each: int) -> None:
        """Run scenarios on drawn plants, ``each`` replications on the first streams."""
        for name in names:
            made = [self._drawn(name, plant, each) for plant in draws]
            self.drawn[name] = {measure: np.array([one[measure] for one in made]) for measure in MEASURED}

    def _drawn(self, name: str, plant: Plant, each: int) -> dict[str, Array]:
        # a refit that cannot finish says nothing of the plant, which did; its numbers are left out
        try:
            return self._run(self.scenario(name, plant), 0, each)
        except (TwinError, PlantError):
            return {measure: np.full(each, np.nan) for measure in MEASURED}

    def _run(self, plant: Plant, first: int, count: int) -> dict[str, Array]:
        trial = self.trial
        runs = replicate(
            plant,
            warm_up=trial.warm_up,
            horizon=trial.horizon,
            replications=count,
            seed=trial.seed,
            first=first,
            threads=trial.threads,
            done=self.done,
        )
        return measured(runs)

    def level(self, name: str, measure: str) -> Spread:
        """Return a measure of one scenario; what refits leave open is taken as a ratio, so no time falls below zero."""
        values = self.runs[name][measure]
        if name not in self.drawn:
            return _spread(values, np.zeros((0, 1)))
        drawn = self.drawn[name][measure]
        own = values[: drawn.shape[1]].mean()
        ratios = np.maximum(drawn.mean(axis=1, keepdims=True), 1e-12) / own
        return _spread(values, values.mean() * np.log(ratios))

    def absolute(self, name: str, measure: str) -> Spread:
        """Return a measure of one scenario, what refits leave open as a difference in its unit."""
        values = self.runs[name][measure]
        drawn = self.drawn[name][measure] if name in self.drawn else np.zeros((0, 1))
        return _spread(values, drawn - values[: drawn.shape[1]])

    def effect(self, name: str, measure: str) -> Spread:
        """Return a scenario's difference from the base, in percent of the base."""
        return self._paired(name, measure, lambda changed, base: percent(changed - base, base))

    def points(self, name: str, measure: str) -> Spread:
        """Return a scenario's difference from the base in points, for measures that are shares."""
        return self._paired(name, measure, lambda changed, base: 100 * (changed - base))

    def _paired(self, name: str, measure: str, pair: Callable[[Array, Array], Array]) -> Spread:
        changed, base = self.runs[name][measure], self.runs[BASE][measure]
        both = min(len(changed), len(base))
        return _spread(pair(changed[:both], base[:both]), self._ignorance(name, measure, pair))

    def _ignorance(self, name: str, measure: str, pair: Callable[[Array, Array], Array]) -> Array:
        """Return how far each draw's runs are from the plant's own on the same streams, shape (draws, replications)."""
        if name not in self.drawn:
            return np.zeros((0, 1))
        changed, base = self.drawn[name][measure], self.drawn[BASE][measure]
        each = changed.shape[1]
        own = pair(self.runs[name][measure][:each], self.runs[BASE][measure][:each])
        return np.asarray(pair(changed, base) - own, dtype=float)


BASE = "base"
Z95 = 1.96


def percent(differences: Array, base: Array) -> Array:
    """Return differences in percent of the base, by run along the last axis, so that their mean is the ratio of means.

    Notes
    -----
    ``100 · (r + (d − r·b) / b̄)`` with ``r = d̄ / b̄``, the ratio estimator: a run in which the base is high by chance
    and the difference with it says nothing against the ratio.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., section 6.4.
    """
    middle = base.mean(axis=-1, keepdims=True)
    ratio = differences.mean(axis=-1, keepdims=True) / middle
    return np.asarray(100 * (ratio + (differences - ratio * base) / middle), dtype=float)


@dataclass(frozen=True)
class Spread:
    """A mean with the two parts of its uncertainty."""

    mean: float
    error: float
    """Standard error from chance: more runs shrink it."""
    ignorance: float
    """Standard deviation from parameters: only more data shrinks it."""
    runs: int
    drawn: Array
    """How far each run of a draw is from the plant's own; NaN where it could not finish, shape (draws, runs)."""
    values: Array
    """What each run gave, shape (runs,)."""

    @property
    def shifts(self) -> Array:
        """Each draw's difference from the mean; NaN where it could not finish, shape (draws,)."""
        return np.asarray(self.drawn.mean(axis=1), dtype=float)

    def drawn_noise(self) -> float:
        """Return the standard deviation of a draw's shift that is chance of its few runs, not ignorance."""
        return noise_of(self.drawn)

    def scaled(self, factor: float) -> Spread:
        """Return the same in another unit, or with the sign turned."""
        size, arrays = abs(factor), (factor * self.drawn, factor * self.values)
        return Spread(factor * self.mean, size * self.error, size * self.ignorance, self.runs, *arrays)

    def half_width(self) -> float:
        """Return the half width of the 95 % interval."""
        return Z95 * float(np.hypot(self.error, self.ignorance))

    def bounds(self) -> tuple[float, float]:
        """Return the 95 % interval, which reaches further to the side where the draws do."""
        error = self.error if np.isfinite(self.error) else 0.0
        down, up = (Z95 * float(np.hypot(error, reach_of(self.drawn, sign))) for sign in (-1, 1))
        return self.mean - down, self.mean + up

    def ratio_bounds(self) -> tuple[float, float]:
        """Return the 95 % interval of a positive number, alike up and down as a ratio."""
        if not self.mean > 0:
            return self.bounds()
        factor = float(np.exp(self.half_width() / self.mean))
        return self.mean / factor, self.mean * factor


def _spread(values: Array, drawn: Array) -> Spread:
    count = len(values)
    error = float(values.std(ddof=1) / np.sqrt(count)) if count > 1 else float("nan")
    known = drawn[np.isfinite(drawn).all(axis=1)].mean(axis=1)
    # the 68 % quantile is the standard deviation of a normal law, and deaf to the few refits that break down
    ignorance = float(np.quantile(np.abs(known), 0.683)) if len(known) > 1 else 0.0
    return Spread(float(values.mean()), error, ignorance, count, drawn if len(known) > 1 else np.zeros((0, 1)), values)


def reach_of(drawn: Array, sign: int) -> float:
    """Return how far the draws reach below (−1) or above (1), as a standard deviation; 0 where fewer than two do."""
    known = sign * drawn[np.isfinite(drawn).all(axis=1)].mean(axis=1)
    return float(np.sqrt(2 * np.mean(np.maximum(known, 0.0) ** 2))) if len(known) > 1 else 0.0


def known_apart(whole: float, noise: float) -> float:
    """Return the variance that refits show without the chance of their few runs.

    At most half is taken out: both parts are estimated from few refits, and their difference is the less certain.
    """
    return max(whole - noise**2, whole / 2)


def noise_of(drawn: Array) -> float:
    """Return how much the mean of a draw's runs is off by chance, from what its runs differ by; 0 where one was made.

    ``drawn`` has shape (draws, runs).
    """
    known = drawn[np.isfinite(drawn).all(axis=1)]
    if len(known) == 0 or known.shape[1] < 2:
        return 0.0
    return float(np.sqrt(known.var(axis=1, ddof=1).mean() / known.shape[1]))


def measured(runs: Replications) -> dict[str, Array]:
    """Return every measure of every run, shape (replications,) each."""
    table = {name: runs.metric(name) for name in METRICS}
    table["worker_busy"] = np.array([run.worker_busy for run in runs.runs])
    table["energy"] = np.array([energy_per_piece(runs.plant, run, runs.horizon) for run in runs.runs])
    return table


def _joined(known: dict[str, Array], more: dict[str, Array]) -> dict[str, Array]:
    return {measure: np.concatenate([known[measure], more[measure]]) for measure in known}
