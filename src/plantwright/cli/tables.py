"""Short tables for the terminal: no cell wraps but a change's name, and what finds no room is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from plantwright.model.estimate import Cell, Estimate, Measures
from plantwright.plot.digits import (
    COUNTS,
    UNKNOWN,
    half_width,
    in_percent,
    interval_text,
    known,
    rounded,
    signed,
    spread_of,
)

if TYPE_CHECKING:
    from plantwright.improve.ranking import RankedChange, Ranking
    from plantwright.improve.what_if import Prediction, WhatIf

_HEADLINES = (
    "orders", "orders_completed", "booked_good", "booked_scrapped", "throughput", "wip", "flow_mean", "flow_p95",
    "on_time", "little_ratio", "raw_process_time", "scrap", "rework", "availability", "effectiveness",
    "effectiveness_relative", "quality_ratio", "oee", "oee_relative", "critical_wip", "practical_worst_ratio",
    "bottleneck_agreement", "bottleneck_shifts", "value_added", "energy_per_good", "worker_busy",
)  # fmt: skip
_NAME_LEAST, _GAP = 22, 2


@dataclass(frozen=True)
class Column:
    """A column of a ranking and how its cells are written."""

    head: str
    cell: Callable[[RankedChange], str]


def measures_table(measures: Measures) -> Table:
    """Return the headline measures."""
    table = _table("Measures", "measure", "value", "95 % interval", "unit")
    for name in _HEADLINES:
        if name in measures.values:
            one = measures[name]
            table.add_row(name, _value(one), _interval(one), "" if one.unit == "1" else one.unit)
    return table


def centers_table(measures: Measures) -> Table:
    """Return what each work center does with its working time, in percent with the half-width of the interval."""
    columns = ("occupied", "process", "setup", "down", "blocked")
    table = _table("Work centers: % of their working time (± 95 %)", "work center", *columns)
    table.columns[0].no_wrap = False
    for row in measures.table("work_centers"):
        table.add_row(Text(str(row["work_center"])), *(_percent(row[name]) for name in columns))
    return table


def ranking_table(ranking: Ranking, width: int, most: int = 10) -> Table:
    """Return the first changes of a ranking, with as many columns as ``width`` has room for."""
    shown = ranking.changes[:most]
    telling = [column for column in _columns(ranking) if any(column.cell(one) != UNKNOWN for one in ranking.changes)]
    fitting = _fitting(telling, shown, width)
    table = _table(_title(ranking), "tie", "change", *(column.head for column in fitting))
    table.columns[1].no_wrap, table.columns[1].justify = False, "left"
    table.columns[1].min_width = _NAME_LEAST
    for one in shown:
        table.add_row(str(one.tie_group), Text(one.change.name), *(column.cell(one) for column in fitting))
    table.caption = _caption(ranking, telling, fitting, most)
    table.caption_justify = "left"
    return table


def what_if_table(found: WhatIf) -> Table:
    """Return every scenario's metrics, each with the half-width of its interval."""
    from plantwright.twin.replicate import METRICS, UNITS  # measuring needs no twin

    columns = [f"{name}\n{UNITS[name]}" if UNITS[name] != "1" else name for name in METRICS]
    table = _table(f"What if: {found.plant} (± 95 %)", "scenario", *columns)
    table.columns[0].no_wrap = False
    for name, prediction in [("as it is", found.base), *found.changes.items()]:
        table.add_row(Text(name), *(_cell(prediction, metric) for metric in METRICS))
    return table


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", padding=(0, 1, 0, 0))
    for index, head in enumerate(heads):
        table.add_column(head, justify="left" if index == 0 else "right", overflow="fold", no_wrap=True)
    return table


def _columns(ranking: Ranking) -> list[Column]:
    """Return the columns of a ranking, those that may be left out last."""
    other = (
        Column("flow time %", lambda one: _change(one.flow_time))
        if ranking.objective == "throughput"
        else Column("throughput %", lambda one: _change(one.throughput))
    )
    return [
        Column("gain %", lambda one: _change(one.gain)),
        Column("95 % interval", lambda one: interval_text(one.gain, sign=True)),
        other,
        Column("on time, points", lambda one: _change(one.on_time)),
        Column("payback, years", _payback),
        Column("people, points", lambda one: _change(one.people)),
        Column("energy %", lambda one: _change(one.energy)),
    ]


def _fitting(columns: Sequence[Column], shown: Sequence[RankedChange], width: int) -> list[Column]:
    left = width - 2 - (3 + _GAP) - (_NAME_LEAST + _GAP)
    made: list[Column] = []
    for column in columns:
        left -= max(len(column.head), *(len(column.cell(one)) for one in shown)) + _GAP
        if left < 0:
            break
        made.append(column)
    return made


def _title(ranking: Ranking) -> str:
    gained = "throughput" if ranking.objective == "throughput" else "shorter mean flow time"
    return f"Changes, best first; the gain is {gained}"


def _caption(ranking: Ranking, telling: Sequence[Column], fitting: Sequence[Column], most: int) -> str | None:
    heads = {column.head for column in telling}
    unknown = [column.head for column in _columns(ranking) if column.head not in heads]
    said = [f"not known: {_joined(unknown)}"] if unknown else []
    more = [f"{len(ranking.changes) - most} more changes"] if len(ranking.changes) > most else []
    more += [column.head for column in telling[len(fitting) :]]
    said += [f"in changes.csv: {_joined(more)}"] if more else []
    return "; ".join(said) or None


def _joined(heads: Sequence[str]) -> str:
    return ", ".join(head.split(",")[0].removesuffix(" %") for head in heads)


def _payback(one: RankedChange) -> str:
    return "never" if one.payback.method.startswith("never") else _value(one.payback)


def _change(one: Estimate) -> str:
    return signed(one.value, half_width(one)) if one.value is not None and known(one) else UNKNOWN


def _value(one: Estimate) -> str:
    if one.value is None or not known(one):
        return UNKNOWN
    if one.unit in COUNTS and float(one.value).is_integer() and one.low is None:
        return f"{one.value:,.0f}"
    return "0" if one.value == 0 else rounded(one.value, spread_of(one))


def _interval(one: Estimate) -> str:
    if one.value is None or one.low is None or one.high is None:
        return ""
    half = half_width(one)
    return " to ".join("0" if end == 0 else rounded(end, half) for end in (one.low, one.high))


def _percent(cell: Cell) -> str:
    return _with_half(in_percent(cell)) if isinstance(cell, Estimate) else UNKNOWN


def _cell(prediction: Prediction, metric: str) -> str:
    return _with_half(prediction[metric])


def _with_half(one: Estimate) -> str:
    half = half_width(one)
    return _value(one) if half is None else f"{_value(one)} ± {rounded(half, half)}"
