"""What is to be said of a characteristic: its charts, its signals, its capability and what to doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plantwright.errors import PlantwrightError
from plantwright.observe.spc.assumptions import Assumptions, assumptions
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
    moments: tuple[datetime | None, ...]
    """When each point was, UTC; of a subgroup its first value."""
    specification: Specification
    capability: Capability | None
    notes: tuple[str, ...]
    """What to doubt."""

    def signals(self) -> tuple[tuple[ControlChart, Signal], ...]:
        """Return every signal with its chart."""
        return tuple((chart, signal) for chart in self.charts for signal in chart.signals)

    def moment_of(self, chart: ControlChart, point: int) -> datetime | None:
        """Return when a point of a chart was, UTC."""
        return self.moments[point + chart.first]


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
        able = _capability(one, kind, charts)
    except PlantwrightError as error:
        return _without_charts(one, kind, why, error)
    notes = (*one.notes, *_rough(charts[0], baseline), *_doubts(judged, kind))
    return Judged(one.name, one.unit, kind, why, charts, _moments(one, kind), one.specification, able, notes)


def _without_charts(one: Characteristic, kind: str, why: str, error: PlantwrightError) -> Judged:
    told = (*one.notes, *(error.problems or (str(error),)))
    return Judged(one.name, one.unit, kind, why, (), (), one.specification, None, told)


def _capability(one: Characteristic, kind: ValueChart, charts: Sequence[ControlChart]) -> Capability | None:
    if not one.specification.known():
        return None
    stable = all(chart.stable() for chart in charts)
    return capability(one.values, one.specification, within_of(one, kind), stable=stable, unit=one.unit)


def _moments(one: Characteristic, kind: str) -> tuple[datetime | None, ...]:
    if one.groups and kind != "i-mr":
        return tuple(one.moments[group[0]] for group in one.groups)
    return one.moments


def _rough(chart: ControlChart, baseline: int | None) -> tuple[str, ...]:
    count = min(baseline or len(chart.points), len(chart.points))
    if count >= ROUGH:
        return ()
    return (f"the limits rest on {count} points and are rough: {ROUGH} or more are wanted",)


def _doubts(judged: Assumptions, kind: str) -> tuple[str, ...]:
    """Return what to doubt in the charts; means of subgroups are near enough to normal."""
    return tuple(one for one in judged.doubts() if kind in ("i-mr", "ewma", "cusum") or "not normal" not in one)
