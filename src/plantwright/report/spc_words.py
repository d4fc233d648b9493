"""Control charts in words, the same on the screen and on the page."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from plantwright.observe.spc.capability import Specification
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.gauge import GaugeStudy
from plantwright.observe.spc.judged import Judged
from plantwright.observe.spc.rules import Signal
from plantwright.plot.digits import estimate_text, in_percent, rounded, with_unit

_MOST = 12
"""Decimals that are written out; beyond, numbers are written by a power of ten."""
_DIGITS = 3
"""Digits of the spread of a point to which center and limits are shown."""


def chart_words(chart: ControlChart) -> str:
    """Return center and limits of a chart with their unit."""
    unit = chart.unit
    spread = float(chart.spread.min())
    center = with_unit(_range(chart.center, spread), unit)
    low, high = (
        with_unit(_range(one, spread), unit) if np.isfinite(one).all() else None for one in (chart.lower, chart.upper)
    )
    limits = f"limits {low} and {high}" if low and high else f"limit {low or high}"
    return f"center {center}, {limits}, {len(chart.points)} points"


def spread_words(chart: ControlChart) -> str:
    """Return the standard deviation that the limits rest on, with its interval; nothing for counts."""
    if chart.sigma.value is None:
        return ""
    return f"; standard deviation {estimate_text(chart.sigma)} from {chart.sigma.method.partition(';')[0]}"


def signal_words(one: Judged, chart: ControlChart, signal: Signal) -> str:
    """Return what a signal is, where, and what to look for."""
    moment = one.moment_of(chart, signal.first)
    seen = f", seen {moment:%Y-%m-%d %H:%M} UTC" if moment else ""
    where = _shifted(signal, chart.first)
    return f"{chart.kind}, {where}{seen}: {signal.rule.words} ({signal.rule.name}). Look for {signal.rule.look_for}"


def chance_words(one: Judged) -> str:
    """Return how often chance alone signals; nothing where it is not known."""
    if one.chance is None:
        return ""
    share = estimate_text(in_percent(one.chance))
    return f"{share} of stable processes show a signal of these rules within {len(one.charts[0].points)} points"


def index_rows(one: Judged) -> Iterator[tuple[str, str]]:
    """Iterate over what is to be said of the capability, each with its name."""
    able = one.capability
    if able is None:
        if one.charts and one.chart not in ("p", "np", "c", "u"):
            yield "capability", "not known: no specification was told (lower_limit, upper_limit, or --lower, --upper)"
        return
    yield "specification", specification_words(able.specification, one.unit)
    mark = "" if able.believed() else " DOUBTFUL"
    for name, index in (("Cp", able.cp), ("Cpk", able.cpk), ("Pp", able.pp), ("Ppk", able.ppk)):
        reason = f": {index.method}" if index.value is None else mark
        yield name, f"{estimate_text(index)}{reason}"
    yield "outside", f"{estimate_text(in_percent(able.outside))} of the values; holds for any law"
    for doubt in able.doubts:
        yield "doubt", doubt


def specification_words(one: Specification, unit: str) -> str:
    """Return the limits of a specification with their unit."""
    if one.lower is not None and one.upper is not None:
        told = with_unit(f"{one.lower:g} to {one.upper:g}", unit)
    elif one.upper is not None:
        told = with_unit(f"at most {one.upper:g}", unit)
    else:
        told = with_unit(f"at least {one.lower:g}", unit)
    return told + ("" if one.target is None else f", target {one.target:g}")


def categories_words(study: GaugeStudy) -> str:
    """Return how many classes of parts a gauge tells apart: whole numbers."""
    one = study.categories
    if one.value is None:
        return "not known"
    return f"{one.value:.0f}" + ("" if one.low is None or one.high is None else f" ({one.low:.0f} to {one.high:.0f})")


def new_notes(one: Judged) -> tuple[str, ...]:
    """Return what to doubt that is not said of the capability already."""
    said = one.capability.doubts if one.capability else ()
    return tuple(note for note in one.notes if note not in said)


def _range(values: np.ndarray, spread: float) -> str:
    """Return a value, or the least and the most, to a hundredth of the spread."""
    decimals = max(_DIGITS - 1 - math.floor(math.log10(spread)), 0)
    if decimals > _MOST:
        return " to ".join(dict.fromkeys(rounded(float(one)) for one in (values.min(), values.max())))
    low, high = (f"{value:.{decimals}f}".replace("-", "−") for value in (values.min(), values.max()))
    return low if low == high else f"{low} to {high}"


def _shifted(signal: Signal, by: int) -> str:
    return Signal(signal.rule, tuple(point + by for point in signal.points), signal.first + by).where()
