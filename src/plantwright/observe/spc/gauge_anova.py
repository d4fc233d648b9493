"""Gauge study by analysis of variance: crossed, with interaction of part and operator or without."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt

import numpy as np
from scipy.stats import chi2, f

from plantwright.model.estimate import Estimate
from plantwright.observe.spc.gauge import SOURCES, AnovaLine, GaugeStudy, SourceLine, verdict_of
from plantwright.observe.spc.spreads import LEVEL

Variances = dict[str, np.ndarray]
"""Variance by source [unit²], shape (draws,); the first draw is the estimate itself."""
DRAWS = 20_000
SEED = 0
_METHOD = "analysis of variance; generalized interval"


@dataclass(frozen=True)
class _Table:
    """Sums of squares and degrees of freedom by source."""

    squares: dict[str, float]
    degrees: dict[str, int]

    def mean_square(self, source: str) -> float:
        return self.squares[source] / self.degrees[source]

    def p(self, source: str, error: str) -> float:
        degrees = self.degrees[source], self.degrees[error]
        return float(f.sf(self.f(source, error), *degrees))

    def f(self, source: str, error: str) -> float:
        below = self.mean_square(error)
        return self.mean_square(source) / below if below else np.inf


def gauge_anova(
    readings: np.ndarray, *, unit: str = "", tolerance: float | None = None, pool_above: float = 0.05
) -> GaugeStudy:
    """Return a gauge study by analysis of variance.

    Parameters
    ----------
    readings
        Shape (parts, operators, trials).
    unit
        Of the readings.
    tolerance
        Width of the specification [unit]; None: nothing is compared with it.
    pool_above
        The p-value of the interaction of part and operator above which it counts as repeatability. 0 pools always, 1
        never.

    Notes
    -----
    Both factors random. With mean squares P, O, PO and E of p parts, o operators and r trials: repeatability² = E,
    operator² = (O−PO)/pr, interaction² = (PO−E)/r, part² = (P−PO)/or, none below 0; pooled, E takes the place of PO.
    Number of distinct categories: ``√2 · part / gauge``, rounded down, at least 1. Intervals of all of them are
    generalized ones: each mean square is divided by a drawn chi-square over its degrees of freedom, 20 000 times.

    References
    ----------
    AIAG (2010), Measurement Systems Analysis, 4th edition; Hamada and Weerahandi (2000), Measurement system assessment
    via generalized inference, J. of Quality Technology 32(3); Burdick, Borror and Montgomery (2003), ibid. 35(4).
    """
    full = _table(readings)
    pooled = not full.p("part × operator", "repeatability") <= pool_above
    table = _without_interaction(full) if pooled else full
    draws = _variances(readings.shape, _mean_squares(table))
    lines = tuple(_line(source, draws, unit, tolerance, readings.size) for source in SOURCES)
    told = f"analysis of variance, interaction {'pooled' if pooled else 'kept'} (p = {_interaction(full):.3f})"
    return GaugeStudy(told, lines, _categories(draws, readings.size), _lines(table, pooled), verdict_of(lines[0].study))


def _interaction(table: _Table) -> float:
    return table.p("part × operator", "repeatability")


def _table(readings: np.ndarray) -> _Table:
    parts, operators, trials = readings.shape
    mean, cell = readings.mean(), readings.mean(axis=2)
    by_part, by_operator = readings.mean(axis=(1, 2)), readings.mean(axis=(0, 2))
    mixed = cell - by_part[:, None] - by_operator + mean
    squares = {
        "part": operators * trials * ((by_part - mean) ** 2).sum(),
        "operator": parts * trials * ((by_operator - mean) ** 2).sum(),
        "part × operator": trials * (mixed**2).sum(),
        "repeatability": ((readings - cell[:, :, None]) ** 2).sum(),
    }
    degrees = {
        "part": parts - 1,
        "operator": operators - 1,
        "part × operator": (parts - 1) * (operators - 1),
        "repeatability": parts * operators * (trials - 1),
    }
    return _Table({name: float(one) for name, one in squares.items()}, degrees)


def _without_interaction(table: _Table) -> _Table:
    """Return the table with the interaction counted as repeatability."""

    def pooled(of: dict[str, float] | dict[str, int]) -> dict[str, float]:
        rest = {name: one for name, one in of.items() if name != "part × operator"}
        return {**rest, "repeatability": of["repeatability"] + of["part × operator"]}

    degrees = {name: int(one) for name, one in pooled(table.degrees).items()}
    return _Table(pooled(table.squares), degrees)


def _mean_squares(table: _Table) -> Variances:
    """Return each mean square and what it may truly be: itself over drawn chi-squares, shape (draws,)."""
    random = np.random.default_rng(SEED)
    return {
        source: table.mean_square(source)
        * np.concatenate([[1.0], degrees / chi2.rvs(degrees, size=DRAWS, random_state=random)])
        for source, degrees in table.degrees.items()
    }


def _variances(shape: tuple[int, ...], squares: Variances) -> Variances:
    parts, operators, trials = shape
    error = squares["repeatability"]
    mixed = squares.get("part × operator", error)
    interaction = np.maximum((mixed - error) / trials, 0.0)
    operator = np.maximum((squares["operator"] - mixed) / (parts * trials), 0.0)
    part = np.maximum((squares["part"] - mixed) / (operators * trials), 0.0)
    gauge = error + operator + interaction
    return {
        "gauge": gauge,
        "repeatability": error,
        "reproducibility": operator + interaction,
        "part": part,
        "total": gauge + part,
    }


def _line(source: str, draws: Variances, unit: str, tolerance: float | None, n: int) -> SourceLine:
    deviation = np.sqrt(draws[source])
    share = np.divide(draws[source], draws["total"], out=np.zeros(len(deviation)), where=draws["total"] > 0)
    whole = Estimate(value=1.0, unit="1", n=n, method="all of it") if source == "total" else None
    compared = None if tolerance is None else 6 * deviation / tolerance
    return SourceLine(
        source,
        estimate_of(deviation, unit, n),
        whole or estimate_of(share, "1", n),
        whole or estimate_of(np.sqrt(share), "1", n),
        estimate_of(compared, "1", n) if compared is not None else not_told(n),
    )


def not_told(n: int) -> Estimate:
    """Return the share of a tolerance that was not told."""
    return Estimate(value=None, unit="1", n=n, method="no tolerance was told")


def estimate_of(draws: np.ndarray, unit: str, n: int) -> Estimate:
    """Return the first draw as the value, with the interval of the rest."""
    low, high = (float(one) for one in np.quantile(draws[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    return Estimate(value=float(draws[0]), unit=unit, low=low, high=high, level=LEVEL, n=n, method=_METHOD)


def _categories(draws: Variances, n: int) -> Estimate:
    ratio = np.sqrt(2 * draws["part"] / draws["gauge"]) if draws["gauge"].all() else np.full(len(draws["gauge"]), 1e9)
    return estimate_of(np.maximum(np.floor(ratio), 1.0), "1", n)


def categories(part: float, gauge: float) -> int:
    """Return how many classes of parts a gauge tells apart: ``√2 · part / gauge``, rounded down, at least 1."""
    return max(floor(sqrt(2) * part / gauge), 1)


def _lines(table: _Table, pooled: bool) -> tuple[AnovaLine, ...]:
    against = "repeatability" if pooled else "part × operator"
    errors = {"part": against, "operator": against, "part × operator": "repeatability"}
    return tuple(
        AnovaLine(
            source, degrees, table.squares[source], table.mean_square(source),
            table.f(source, errors[source]) if source in errors else None,
            table.p(source, errors[source]) if source in errors else None,
        )
        for source, degrees in table.degrees.items()
    )  # fmt: skip
