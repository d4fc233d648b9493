"""Gauge study: how much of what is measured is the gauge and the people, and how much the parts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.errors import Problems, RecordsError
from plantwright.model.estimate import Estimate

SOURCES = ("gauge", "repeatability", "reproducibility", "part", "total")
"""Gauge is repeatability and reproducibility together; total is gauge and part."""


@dataclass(frozen=True)
class SourceLine:
    """One source of variation."""

    source: str
    deviation: Estimate
    """Standard deviation that it causes [the characteristic's unit]."""
    contribution: Estimate
    """Its variance over the total [1]."""
    study: Estimate
    """Its standard deviation over the total [1]: what tables call % study variation."""
    tolerance: Estimate
    """Six of its standard deviations over the tolerance [1]; not known without one."""


@dataclass(frozen=True)
class AnovaLine:
    """One line of the analysis of variance."""

    source: str
    degrees: int
    squares: float
    """Sum of squares [unit²]."""
    mean_square: float
    """[unit²]."""
    f: float | None
    p: float | None


@dataclass(frozen=True)
class GaugeStudy:
    """What a crossed gauge study says: each source of variation, and how many classes of parts it tells apart."""

    method: str
    lines: tuple[SourceLine, ...]
    categories: Estimate
    """Number of distinct categories [1]; 5 or more are wanted."""
    anova: tuple[AnovaLine, ...]
    """Empty for the method of means and ranges."""
    verdict: str

    def __getitem__(self, source: str) -> SourceLine:
        return next(one for one in self.lines if one.source == source)


def readings_of(parts: Sequence[Hashable], operators: Sequence[Hashable], values: Sequence[float]) -> np.ndarray:
    """Return the readings of a crossed and balanced study, shape (parts, operators, trials).

    Parameters
    ----------
    parts, operators, values
        One each reading; each operator measures each part the same number of times, two or more.

    Raises
    ------
    RecordsError
        With all that keeps the study from being crossed and balanced.
    """
    problems = Problems("a gauge study", RecordsError)
    found: dict[tuple[Hashable, Hashable], list[float]] = {}
    for part, operator, value in zip(parts, operators, values, strict=True):
        found.setdefault((part, operator), []).append(float(value))
    rows, columns = list(dict.fromkeys(parts)), list(dict.fromkeys(operators))
    trials = max((len(one) for one in found.values()), default=0)
    for name, count in (("parts", len(rows)), ("operators", len(columns)), ("trials", trials)):
        if count < 2:
            problems.add(name, f"{count} of them", "two or more are needed")
    cells = [(part, operator) for part in rows for operator in columns]
    short = [one for one in cells if len(found.get(one, [])) != trials]
    if short:
        part, operator = short[0]
        told = f"part {part} has {len(found.get(short[0], []))} readings of operator {operator}, others {trials}"
        problems.add("readings", told, "each operator measures each part as often", f"{len(short)} cells differ")
    if not np.isfinite([value for one in found.values() for value in one]).all():
        problems.add("values", "some are missing or not finite", "each reading needs its number")
    elif len({value for one in found.values() for value in one}) < 2:
        problems.add("values", "all readings are the same", "some must differ", "record more digits")
    problems.raise_any()
    return np.array([found[one] for one in cells]).reshape(len(rows), len(columns), trials)


def verdict_of(study: Estimate) -> str:
    """Return what the share of the study's variation that is the gauge means, in a sentence.

    References
    ----------
    AIAG (2010), Measurement Systems Analysis, 4th edition: below 10 % good, up to 30 % perhaps good enough.
    """
    share = study.value
    if share is None:
        return "what the gauge adds is not known: nothing varies"
    told = f"the gauge is {100 * share:.0f} % of the study variation"
    if share < 0.1:
        return f"{told}: good"
    return f"{told}: " + (
        "good enough for some uses" if share <= 0.3 else "too much, mend the gauge before the process"
    )
