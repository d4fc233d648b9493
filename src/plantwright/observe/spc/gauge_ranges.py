"""Gauge study by means and ranges: the old way, for paper and pencil."""

from __future__ import annotations

from math import sqrt

import numpy as np

from plantwright.model.estimate import Estimate
from plantwright.observe.spc.constants import d2, d2_star
from plantwright.observe.spc.gauge import SOURCES, GaugeStudy, SourceLine, verdict_of
from plantwright.observe.spc.gauge_anova import categories, not_told

_METHOD = "means and ranges; without interval, the analysis of variance has one"


def gauge_ranges(readings: np.ndarray, *, unit: str = "", tolerance: float | None = None) -> GaugeStudy:
    """Return a gauge study by means and ranges (Xbar-R); an interaction of part and operator is not seen.

    Parameters
    ----------
    readings
        Shape (parts, operators, trials).
    unit
        Of the readings.
    tolerance
        Width of the specification [unit].

    Notes
    -----
    Repeatability = R̄·K1, reproducibility = √((range of operator means · K2)² − repeatability²/(parts·trials)), part =
    range of part means · K3, with ``K1 = 1/d2(trials)``, ``K2 = 1/d2*(operators, 1)``, ``K3 = 1/d2*(parts, 1)``.

    References
    ----------
    AIAG (2010), Measurement Systems Analysis, 4th edition, the average and range method.
    """
    parts, operators, trials = readings.shape
    repeatability = float(np.ptp(readings, axis=2).mean()) / d2(trials)
    between = float(np.ptp(readings.mean(axis=(0, 2)))) / d2_star(operators, 1)
    reproducibility = sqrt(max(between**2 - repeatability**2 / (parts * trials), 0.0))
    part = float(np.ptp(readings.mean(axis=(1, 2)))) / d2_star(parts, 1)
    gauge = sqrt(repeatability**2 + reproducibility**2)
    found = dict(zip(SOURCES, (gauge, repeatability, reproducibility, part, sqrt(gauge**2 + part**2)), strict=True))
    lines = tuple(_line(source, one, found["total"], unit, tolerance, readings.size) for source, one in found.items())
    classes = float(categories(part, gauge)) if gauge else None
    told = Estimate(value=classes, unit="1", n=readings.size, method=_METHOD)
    return GaugeStudy("means and ranges", lines, told, (), verdict_of(lines[0].study))


def _line(source: str, deviation: float, total: float, unit: str, tolerance: float | None, n: int) -> SourceLine:
    share = deviation / total if total else None

    def made(value: float | None, of: str = "1") -> Estimate:
        return Estimate(value=value, unit=of, n=n, method=_METHOD)

    compared = not_told(n) if tolerance is None else made(6 * deviation / tolerance)
    return SourceLine(source, made(deviation, unit), made(None if share is None else share**2), made(share), compared)
