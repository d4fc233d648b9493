"""What is to be said of a characteristic: its charts, its signals, its capability and what to doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from plantwright.errors import PlantwrightError
from plantwright.model.estimate import Estimate
from plantwright.observe.spc.assumptions import Assumptions, assumptions
from plantwright.observe.spc.by_chance import any_by_chance, beyond_chance, limits_passed
from plantwright.observe.spc.capability import Capability, Specification, capability
from plantwright.observe.spc.characteristics import Characteristic
from plantwright.observe.spc.chart_choice import ValueChart, charts_of, choose, within_of
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.rules import NELSON, Rule, Signal

ROUGH = 20
"""Points below which limits are rough."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A characteristic, charted and judged."""

    name: str
    unit: str
    chart: str
    """Its kind, such as ``i-mr``."""
    why: str
    """Why this chart."""
    charts: tuple[ControlChart, ...]
    """None where the data make no chart: the notes say why."""
    moments: np.ndarray
    """When each point was, UTC in microseconds, of a subgroup its first value, shape (points,)."""
    specification: Specification
    capability: Capability | None
    notes: tuple[str, ...]
    """What to doubt."""
    stable: bool | None = None
    """No point is beyond a limit, and patterns within are no more than chance would make; None: not known."""
    chance: Estimate | None = None
    """The share of stable processes that these rules find a signal in, within as many points [1]."""

    def signals(self) -> tuple[tuple[ControlChart, Signal], ...]:
        """Return every signal with its chart."""
        return tuple((chart, signal) for chart in self.charts for signal in chart.signals)

    def moment_of(self, chart: ControlChart, point: int) -> datetime | None:
        """Return when a point of a chart was, UTC."""
        moment = self.moments[point + chart.first]
        return None if np.isnat(moment) else moment.astype(datetime)


def judge(
    one: Characteristic,
    *,
    chart: ValueChart | None = None,
    baseline: int | None = None,
    rules: Sequence[Rule] = NELSON,
) -> Judged:
    """Return what is to be said of a characteristic.

    Parameters
    ----------
    one
        What was measured.
    chart
        The kind of chart; chosen from the data, if not told.
    baseline
        How many of the first points set the limits; all, if not told.
    rules
        The patterns to look for.
    """
    kind, why = (chart, "as told") if chart else choose(one)
    judged = assumptions(one.values)
    try:
        charts = charts_of(one, kind, baseline, rules)
        steady = _stable(charts, rules)
        able = _capability(one, kind, steady)
    except PlantwrightError as error:
        return _without_charts(one, kind, why, error)
    notes = (*one.notes, *_rough(charts[0], baseline), *_doubts(judged, kind))
    return Judged(
        one.name, one.unit, kind, why, charts, _moments(one, kind), one.specification, able, notes,
        steady, _chance(charts[0], rules),
    )  # fmt: skip


def _without_charts(one: Characteristic, kind: str, why: str, error: PlantwrightError) -> Judged:
    told = (*one.notes, *error.said)
    return Judged(one.name, one.unit, kind, why, (), one.moments[:0], one.specification, None, told)


def _capability(one: Characteristic, kind: ValueChart, steady: bool) -> Capability | None:
    if not one.specification.known():
        return None
    return capability(one.values, one.specification, within_of(one, kind), stable=steady, unit=one.unit)


def _stable(charts: Sequence[ControlChart], rules: Sequence[Rule]) -> bool:
    first = charts[0]
    within = [one for one in first.signals if one.rule.length > 1]
    passed = any(limits_passed(_beyond(one), len(one.points), _RATES.get(one.kind, _RATE)) for one in charts)
    return not passed and not beyond_chance(len(within), len(first.points), rules)


_RATE, _RATES = 0.0027, {"moving range": 0.0092, "range": 0.0046, "standard deviation": 0.0039}
"""Share of points beyond three standard deviations by chance [1]: of normal points, and of widths of few values."""


def _beyond(chart: ControlChart) -> int:
    return len({point for one in chart.signals if one.rule.length == 1 for point in one.points})


def _chance(chart: ControlChart, rules: Sequence[Rule]) -> Estimate | None:
    """Return how often chance alone signals; None where neighbors depend on each other."""
    return any_by_chance(len(chart.points), rules) if chart.kind in ("individuals", "mean") else None


def _moments(one: Characteristic, kind: str) -> np.ndarray:
    if one.groups and kind != "i-mr":
        return one.moments[[group[0] for group in one.groups]]
    return one.moments


def _rough(chart: ControlChart, baseline: int | None) -> tuple[str, ...]:
    count = min(baseline or len(chart.points), len(chart.points))
    if count >= ROUGH:
        return ()
    return (f"the limits rest on {count} points and are rough: {ROUGH} or more are wanted",)


def _doubts(judged: Assumptions, kind: str) -> tuple[str, ...]:
    """Return what to doubt in the charts; means of subgroups are near enough to normal."""
    return tuple(one for one in judged.doubts() if kind in ("i-mr", "ewma", "cusum") or "not normal" not in one)
