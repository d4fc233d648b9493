"""How long control charts stay silent while nothing is wrong, against published run lengths; and a rival's charts.

``python -m benchmarks.spc [--smoke] [--json FILE] [--suite lengths|rival]``. For run lengths mean and spread are known,
values independent and normal. They take about three minutes of CPU; their standard error is below 0.7 % of each figure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from benchmarks.environments import PeerMissingError, ask
from benchmarks.table import Row, row, run
from plantwright.observe.spc.baseline import Known
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.cusum import cusum
from plantwright.observe.spc.ewma import ewma
from plantwright.observe.spc.gauge_anova import gauge_anova
from plantwright.observe.spc.individuals import individuals
from plantwright.observe.spc.rules import NELSON, WESTERN_ELECTRIC
from plantwright.observe.spc.subgroups import mean_and_range

TRUE = Known(0.0, 1.0)
SEED = 1
REACH = 8
"""A run is followed for so many times its published mean; those that are still silent count with all their points."""

Charts = Callable[[np.ndarray], tuple[ControlChart, ...]]
"""From the values of one run to the charts that may signal."""


def single(values: np.ndarray) -> tuple[ControlChart, ...]:
    """Return the chart of single values with its limits alone."""
    return individuals(values, known=TRUE, rules=NELSON[:1])[:1]


def means(values: np.ndarray) -> tuple[ControlChart, ...]:
    """Return the chart of means of five with its limits alone."""
    return mean_and_range(values.reshape(-1, 5), known=TRUE, rules=NELSON[:1])[:1]


def western(values: np.ndarray) -> tuple[ControlChart, ...]:
    """Return the chart of single values with all Western Electric rules."""
    return individuals(values, known=TRUE, rules=WESTERN_ELECTRIC)[:1]


def sums(decision: float) -> Charts:
    """Return the maker of both CUSUM charts with k = 0.5."""
    return lambda values: cusum(values, known=TRUE, reference=0.5, decision=decision)


def weighted(weight: float, width: float) -> Charts:
    """Return the maker of an EWMA chart with the limits of the long run."""
    return lambda values: (ewma(values, known=TRUE, weight=weight, width=width, asymptotic=True),)


INDEPENDENT: dict[str, tuple[Charts, int]] = {
    "Shewhart, single values": (single, 1),
    "Shewhart, means of 5": (means, 5),
}
"""Charts whose points do not depend on each other, and values of a point."""
PUBLISHED: dict[str, tuple[Charts, float, str]] = {
    "all Western Electric rules": (western, 91.75, "Champ and Woodall 1987, table 1, from memory"),
    "CUSUM k 0.5 h 4": (sums(4.0), 168.0, "Lucas and Crosier 1982, table 1"),
    "CUSUM k 0.5 h 5": (sums(5.0), 465.0, "Lucas and Crosier 1982, table 1, from memory"),
    "EWMA 0.5 L 3.071": (weighted(0.5, 3.071), 500.0, "Lucas and Saccucci 1990, table 3"),
    "EWMA 0.2 L 2.962": (weighted(0.2, 2.962), 500.0, "Lucas and Saccucci 1990, from memory"),
    "EWMA 0.03 L 2.437": (weighted(0.03, 2.437), 500.0, "Lucas and Saccucci 1990, table 3"),
}
"""Charts, the published average run length [points], and where."""


def run_length(charts: Charts, about: float, runs: int, seed: int = SEED, shift: float = 0.0) -> float:
    """Return the average run length of charts of single values [points].

    Parameters
    ----------
    charts
        Maker of the charts of one run.
    about
        What it should be, which says how long a run is followed [points].
    runs
        How many runs; the standard error is about 1/√runs of the figure.
    seed
        Of the values.
    shift
        Mean of the values [standard deviations].

    Notes
    -----
    Points seen over signals seen, so that runs which are cut do not bias it.
    """
    random = np.random.default_rng(seed)
    length = round(REACH * about)
    seen = signals = 0
    for _ in range(runs):
        found = [one.signals[0].first for one in charts(random.normal(shift, 1.0, size=length)) if one.signals]
        seen += min(found) + 1 if found else length
        signals += bool(found)
    return seen / signals


def points_a_signal(charts: Charts, each: int, runs: int, seed: int = SEED) -> float:
    """Return the average run length of a chart whose points do not depend on each other: points over those beyond.

    Parameters
    ----------
    charts, seed
        As in `run_length`.
    each
        Values of a point.
    runs
        How many runs of 3000 points; the standard error is about 1/√(8·runs) of the figure.
    """
    random = np.random.default_rng(seed)
    beyond = sum(len(charts(random.normal(size=3000 * each))[0].signalling()) for _ in range(runs))
    return 3000 * runs / beyond


def figures(smoke: bool) -> list[Row]:
    """Return the average run length of each chart beside the published one."""
    made = []
    for name, (charts, each) in INDEPENDENT.items():
        value = points_a_signal(charts, each, 40 if smoke else 3000)
        made.append(_row(name, value, 1 / 0.0027, "1/0.0027"))
    for name, (charts, published, where) in PUBLISHED.items():
        made.append(_row(name, run_length(charts, published, 300 if smoke else 30_000), published, where))
    return made


def _row(name: str, value: float, published: float, where: str) -> Row:
    target = f"{0.98 * published:.5g} to {1.02 * published:.5g}"
    return row(f"{name} ({where})", value, "points", target)


def rival(smoke: bool) -> list[Row]:
    """Return how far charts, rules and gauge studies are from those of the package capstat-core, series by series."""
    random = np.random.default_rng(SEED)
    count = 20 if smoke else 400
    series = [random.normal(size=120) * _SPREADS[k % 5] + _DRIFTS[k % 5] * np.linspace(0, 1, 120) for k in range(count)]
    readings = [_readings(random, interaction=place % 2) for place in range(count)]
    told = {"series": [one.tolist() for one in series], "readings": [one.tolist() for one in readings]}
    try:
        theirs = ask("capstat-core", "capstat_charts.py", told, range(count)).measures
    except PeerMissingError as error:
        return [row(f"charts of capstat-core ({error})", None, "%")]
    ours = [_ours(*both) for both in zip(series, readings, strict=True)]
    return [
        row("rules first seen at the same point", _same(ours, theirs), "%", ">= 100"),
        row("largest difference of limits, sums and gauge studies", _apart(ours, theirs), "1", "<= 0.000001"),
    ]


_SPREADS, _DRIFTS = (1.0, 0.4, 1.5, 1.0, 1.0), (0.0, 0.0, 0.0, 2.4, 0.8)
"""Of series, by turns: steady, narrow, wide, drifting much and little [standard deviations]."""


def _readings(random: np.random.Generator, interaction: int) -> np.ndarray:
    part, operator = random.normal(0, 2, size=(8, 1, 1)), random.normal(size=(1, 4, 1))
    return np.asarray(
        part + operator + interaction * random.normal(size=(8, 4, 1)) + random.normal(0, 0.5, size=(8, 4, 3))
    )


def _ours(values: np.ndarray, readings: np.ndarray) -> dict[str, float]:
    """Return what the rival's script returns, of ours."""
    found = {}
    for rule in (*NELSON, *WESTERN_ELECTRIC):
        signals = individuals(values, known=TRUE, rules=[rule])[0].signals
        found[rule.name] = float(signals[0].first if signals else -1)
    means_, ranges = mean_and_range(values.reshape(-1, 5))
    study = gauge_anova(readings)
    charts = {
        "single upper": individuals(values)[0].upper[0],
        "means upper": means_.upper[0],
        "ranges upper": ranges.upper[0],
        "cusum": cusum(values, known=TRUE)[0].points[-1],
        "ewma": ewma(values, known=TRUE).points[-1],
        **{name: study[name].deviation.value or 0.0 for name in ("repeatability", "reproducibility", "part")},
    }
    return {**found, **{name: float(one) for name, one in charts.items()}}


def _is_rule(name: str) -> bool:
    return name.startswith(("nelson", "western"))


def _same(ours: list[dict[str, float]], theirs: dict[str, np.ndarray]) -> float:
    alike = [one[name] == of[place] for name, of in theirs.items() if _is_rule(name) for place, one in enumerate(ours)]
    return 100 * float(np.mean(alike))


def _apart(ours: list[dict[str, float]], theirs: dict[str, np.ndarray]) -> float:
    apart = [
        abs(one[name] - of[place]) / max(abs(of[place]), 1.0)
        for name, of in theirs.items()
        if not _is_rule(name)
        for place, one in enumerate(ours)
    ]
    return float(max(apart))


if __name__ == "__main__":
    sys.exit(run("Control charts", {"lengths": figures, "rival": rival}))
