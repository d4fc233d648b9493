"""Short tables for the terminal."""

from __future__ import annotations

from rich import box
from rich.table import Table

from plantwright.improve.ranking import Ranking
from plantwright.improve.what_if import Prediction, WhatIf
from plantwright.model.estimate import Estimate, Measures
from plantwright.twin.replicate import METRICS, UNITS

_HEADLINES = (
    "orders", "orders_completed", "booked_good", "booked_scrapped", "throughput", "wip", "flow_mean", "flow_p95",
    "on_time", "little_ratio", "raw_process_time", "scrap", "rework", "oee", "oee_relative", "bottleneck_agreement",
)  # fmt: skip


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right", overflow="fold")
    return table


def measures_table(measures: Measures) -> Table:
    """Return the headline measures."""
    table = _table("Measures", "measure", "value", "95 % interval", "unit")
    for name in _HEADLINES:
        if name in measures.values:
            one = measures[name]
            table.add_row(name, _value(one), _interval(one), "" if one.unit == "1" else one.unit)
    return table


def ranking_table(ranking: Ranking, most: int = 10) -> Table:
    """Return the first changes of a ranking."""
    table = _table(
        "Changes, best first", "change", "tie", "gain %", "95 % interval", "throughput %", "flow time %", "payback"
    )
    for one in ranking.changes[:most]:
        payback = "not known" if one.payback.value is None else f"{_value(one.payback)} y"
        if one.payback.method.startswith("never"):
            payback = "never"
        table.add_row(
            one.change.name, str(one.tie_group), _value(one.gain), _interval(one.gain),
            _value(one.throughput), _value(one.flow_time), payback,
        )  # fmt: skip
    return table


def what_if_table(found: WhatIf) -> Table:
    """Return every scenario's metrics."""
    columns = [f"{name} [{UNITS[name]}]" if UNITS[name] != "1" else name for name in METRICS]
    table = _table(f"What if: {found.plant}", "scenario", *columns)
    for name, prediction in [("as it is", found.base), *found.changes.items()]:
        table.add_row(name, *(_cell(prediction, metric) for metric in METRICS))
    return table


def _cell(prediction: Prediction, metric: str) -> str:
    one = prediction[metric]
    if one.value is None or one.low is None or one.high is None:
        return "not known"
    return f"{_value(one)} ± {_short((one.high - one.low) / 2)}"


def _value(one: Estimate) -> str:
    return "not known" if one.value is None else _short(one.value)


def _interval(one: Estimate) -> str:
    return "" if one.low is None or one.high is None else f"{_short(one.low)} … {_short(one.high)}"


def _short(value: float) -> str:
    if value == round(value) and abs(value) < 1e6:
        return f"{value:.0f}"
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
