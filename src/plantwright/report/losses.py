"""The part of the page that says where output is lost, figure by figure, each with the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from plantwright.messages.told import said, say, say_many, told
from plantwright.model.estimate import Cell, Estimate, Measures, Row
from plantwright.plot.bottleneck_drift import bottleneck_drift
from plantwright.plot.cells import rows_of
from plantwright.plot.digits import in_percent
from plantwright.plot.downtime_pareto import downtime_pareto
from plantwright.plot.factory_physics import factory_physics
from plantwright.plot.micro_stops import micro_stops
from plantwright.plot.oee_waterfall import oee_waterfall
from plantwright.plot.queue_parts import queue_parts
from plantwright.plot.row_words import row_words
from plantwright.plot.value_stream import value_stream
from plantwright.plot.worker_load import worker_load
from plantwright.report.figures import embedded
from plantwright.report.markup import Content, Markup, joined, table, tag
from plantwright.report.terms import stacked

PLAIN = frozenset({"variability", "crowding"})
"""Ratios that are no shares, and stay as they are."""


@dataclass(frozen=True)
class Loss:
    """A section: its heading, its figure, how to read that, and which columns of which table stand below it."""

    name: str
    heading: str
    draw: Callable[[Measures], go.Figure]
    reading: str
    table: str
    columns: Mapping[str, str]
    """Heading of each column shown, by its name in the table."""


_TIMES = {
    "work_center": told("Work center"),
    "planned_busy_time": told("Planned busy (PBT)"),
    "unit_down_time": told("Idle (ADOT)"),
    "unit_delay_time": told("Delay (ADET)"),
    "unit_setup_time": told("Setup (AUST)"),
    "production_time": told("Production (APT)"),
    "availability": told("Availability"),
    "effectiveness": told("Effectiveness"),
    "quality_ratio": told("Quality ratio"),
    "oee": told("OEE"),
}
LOSSES = (
    Loss(
        "oee",
        told("OEE: from all time to good pieces"),
        oee_waterfall,
        told(
            "each bar begins where the one above ended; what is taken away on the way down is lost, the last"
            " bar is what is left. Only at the bottleneck is idle time lost output."
        ),
        "time_model",
        _TIMES,
    ),
    Loss(
        "downtime",
        told("Why stations stop"),
        downtime_pareto,
        told(
            "the longest bar first, the stroke is its 95 % interval; hatched gray is what nobody explained: "
            "find its reason before you fix the others."
        ),
        "downtime_by_center",
        {
            "reason": told("Reason"),
            "work_center": told("Work center"),
            "stops": told("Stops"),
            "hours": told("In all"),
            "mean": told("Each"),
            "share": told("Share"),
        },
    ),
    Loss(
        "micro-stops",
        told("Micro-stops"),
        micro_stops,
        told(
            "gaps too short to be logged, by work center; loading is inside where it has no row, so this is "
            "the most they can be."
        ),
        "micro_stops",
        {
            "work_center": told("Work center"),
            "gaps": told("Gaps"),
            "gap_hours": told("In all"),
            "short_stops": told("Short logged stops"),
            "short_hours": told("In all, logged"),
            "share": told("Share of scheduled time"),
        },
    ),
    Loss(
        "benchmark",
        told("Where the plant stands"),
        factory_physics,
        told(
            "the diamond is the plant with its interval; between the green and the dashed line it does "
            "better than pure chance, below the dashed line worse. Left at the same height would be the same"
            " output with less WIP."
        ),
        "benchmark",
        {
            "case": told("Case"),
            "wip": told("WIP"),
            "throughput": told("Throughput"),
            "flow_time": told("Flow time, working hours"),
        },
    ),
    Loss(
        "queues",
        told("Why lots wait"),
        queue_parts,
        told(
            "the black stroke is the recorded wait; colored parts are what utilization and chance explain, "
            "hatched gray what they do not: batches, missing people, priorities, transport. A stroke inside "
            "the bar: shorter than that."
        ),
        "queue_parts",
        {
            "work_center": told("Work center"),
            "recorded": told("Recorded"),
            "predicted": "V · U · T",
            "not_explained": told("Not explained"),
            "variability": "V",
            "crowding": "U",
            "time": "T",
            "utilization": told("Utilization"),
        },
    ),
    Loss(
        "drift",
        told("Does the bottleneck stay?"),
        bottleneck_drift,
        told(
            "each column is a week or a day, filled by the work centers that limited, by how long; one color"
            " throughout is one place to improve, many colors are a limit that moves."
        ),
        "",
        {},
    ),
    Loss(
        "value-stream",
        told("Value stream"),
        value_stream,
        told("time runs to the right, step by step down the stairs; only the blue parts add value."),
        "value_stream",
        {
            "step": told("Step"),
            "work_center": told("Work center"),
            "wait": told("Wait before"),
            "setup_time": told("Setup"),
            "process_time": told("Process"),
            "lot_size": told("Lot"),
            "wip": told("Lots here"),
            "uptime": told("Uptime"),
            "value_added": told("Adds value"),
        },
    ),
    Loss(
        "people",
        told("People"),
        worker_load,
        told(
            "the share of their shifts in which stations hold people, for groups of five or more; the stroke"
            " is the 95 % interval."
        ),
        "",
        {},
    ),
)


def loss_sections(measures: Measures | None) -> list[Markup]:
    """Return a section for each way in which output is lost; none where nothing was measured."""
    if measures is None or "time_model" not in measures.tables:
        return []
    return [_section(loss, measures) for loss in LOSSES]


def _section(loss: Loss, measures: Measures) -> Markup:
    figure = embedded(loss.draw(measures), f"chart-{loss.name}", loss.reading)
    rows = rows_of(measures, loss.table)
    numbers = _numbers(loss.columns, rows) if rows and loss.columns else ""
    body = joined([tag("h2", loss.heading), figure, numbers, _energy(loss, measures)])
    return Markup(f'<section id="{loss.name}">{body.text}</section>')


def _numbers(columns: Mapping[str, str], rows: Sequence[Row]) -> Markup:
    lines = [[_content(name, row.get(name)) for name in columns] for row in rows]
    summary = say_many("The numbers ({count} line)", "The numbers ({count} lines)", len(rows))
    return tag("details", tag("summary", summary), table(list(columns.values()), lines))


def _content(name: str, cell: Cell) -> Content:
    if not isinstance(cell, Estimate):
        return row_words(name, cell)
    shown = cell if name in PLAIN else in_percent(cell)
    # an interval without width says nothing that the value does not
    return stacked(shown.model_copy(update={"low": None, "high": None}) if shown.low == shown.high else shown)


def _energy(loss: Loss, measures: Measures) -> Content:
    one = measures.values.get("energy_per_good")
    if loss.name != "people" or one is None:
        return ""
    return tag("p", say("Energy per good piece:"), " ", stacked(one), f" ({said(one.method)})", css="note")
