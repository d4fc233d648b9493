"""Control charts, capability and gauge studies as plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.gauge import GaugeStudy
from plantwright.observe.spc.judged import Judged
from plantwright.report.plain import plain


def quality_json(judged: Sequence[Judged], gauge: GaugeStudy | None) -> dict[str, object]:
    """Return all numbers: every chart with its points, limits and signals, every index with its interval."""
    return {"characteristics": [_characteristic(one) for one in judged], "gauge": plain(gauge)}


def _characteristic(one: Judged) -> dict[str, object]:
    return {
        "name": one.name,
        "unit": one.unit,
        "chart": one.chart,
        "why": one.why,
        "charts": [_chart(one, chart) for chart in one.charts],
        "capability": plain(one.capability),
        "stable": one.stable,
        "by_chance": plain(one.chance),
        "notes": list(one.notes),
    }


def _chart(one: Judged, chart: ControlChart) -> dict[str, object]:
    moments = [one.moment_of(chart, point) for point in range(len(chart.points))]
    return {
        "kind": chart.kind,
        "unit": chart.unit,
        "baseline": chart.baseline,
        "sigma": plain(chart.sigma),
        "first": chart.first + 1,
        "moments": [None if moment is None else moment.isoformat() for moment in moments],
        **{name: getattr(chart, name).tolist() for name in ("points", "center", "lower", "upper")},
        "signals": [
            {
                "rule": signal.rule.name,
                "words": signal.rule.words,
                "look_for": signal.rule.look_for,
                "points": [point + 1 + chart.first for point in signal.points],
                "seen": signal.first + 1 + chart.first,
            }
            for signal in chart.signals
        ],
    }
