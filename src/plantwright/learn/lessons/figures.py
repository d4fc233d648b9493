"""Figures of the learner's plant that lessons may show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from plantwright.learn.lessons.look import LEAST, MOST, Look

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from plantwright.model.estimate import Measures

Draw: TypeAlias = "Callable[[Look], go.Figure | None]"
"""Draws the figure; None where the plant's records do not hold what it shows."""
MOST_BARS = 400
"""Intervals of a Gantt chart in a lesson."""


@dataclass(frozen=True)
class Picture:
    """A figure that a lesson can show."""

    read: str
    """How to read it, in a line."""
    needs: str
    """What the records must hold for it."""
    draw: Draw


def _drawn(module: str) -> Draw:
    """Return the figure of that name in ``plantwright.plot``, loaded when it is drawn."""

    def draw(look: Look) -> go.Figure | None:
        from importlib import import_module  # noqa: PLC0415

        make: Callable[[Measures], go.Figure] = getattr(import_module(f"plantwright.plot.{module}"), module)
        figure = make(look.measures)
        return figure if figure.data else None

    return draw


def _gantt(look: Look) -> go.Figure | None:
    from plantwright.plot.gantt import gantt  # noqa: PLC0415  # loads plotly

    figure = gantt(look.case.log, limit=MOST_BARS)
    return figure if figure.data else None


def _chart(values: np.ndarray, unit: str, name: str) -> go.Figure | None:
    from plantwright.observe.spc.individuals import individuals  # noqa: PLC0415
    from plantwright.plot.control_chart import control_chart  # noqa: PLC0415

    if len(values) < LEAST or not np.std(values):
        return None
    return control_chart(individuals(values[-MOST:], unit=unit)[0], name)


def _job_chart(look: Look) -> go.Figure | None:
    if look.job is None:
        return None
    size, sign = look.job.unit
    return _chart(look.job.seconds / size, sign, f"{look.job.operation} of {look.job.product}")


def _daily_chart(look: Look) -> go.Figure | None:
    return _chart(look.completed_daily, "orders", "orders completed a day")


def _histogram(values: np.ndarray, title: str, axis: str, what: str) -> go.Figure | None:
    from plantwright.plot.histogram import histogram  # noqa: PLC0415  # loads plotly

    if len(values) < LEAST:
        return None
    marks = {"mean": float(values.mean()), "19 of 20 below": float(np.quantile(values, 0.95))}
    return histogram(values, title, axis, marks, what)


def _job_histogram(look: Look) -> go.Figure | None:
    if look.job is None:
        return None
    size, sign = look.job.unit
    title = f"How long {look.job.operation} of {look.job.product} took"
    return _histogram(look.job.seconds / size, title, f"process time [{sign}]", "times")


def _flow_histogram(look: Look) -> go.Figure | None:
    return _histogram(look.flow_times / 3600, "How long orders took", "flow time [h]", "orders")


def _weekly(look: Look) -> go.Figure | None:
    from plantwright.plot.histogram import histogram  # noqa: PLC0415  # loads plotly

    values = look.released_weekly
    if len(values) < 4:
        return None
    return histogram(values, "Orders released in a week", "orders a week", {"mean": float(values.mean())}, "weeks")


_STATES = "one bar a station, the busiest on top: how its calendar time divides into states."

FIGURES: dict[str, Picture] = {
    "time_account": Picture(_STATES, "rows that name stations", _drawn("time_account")),
    "flow_map": Picture(
        "work centers and the ways between them; a thick line is a way that many lots take.",
        "orders that visit two work centers", _drawn("flow_map"),
    ),
    "flow_time_parts": Picture(
        "one bar a part of the flow time: what an order spends in process, in queues and elsewhere.",
        "orders that were completed", _drawn("flow_time_parts"),
    ),
    "oee_waterfall": Picture(
        "from all time on the left to time for good pieces on the right; each step takes something away.",
        "rows that name stations", _drawn("oee_waterfall"),
    ),
    "downtime_pareto": Picture(
        "reasons of idle hours, the largest first; the line adds them up.", "stops, or idle time while work waited",
        _drawn("downtime_pareto"),
    ),
    "micro_stops": Picture(
        "one bar a work center: short gaps and short stops as a share of its scheduled time.",
        "gaps below five minutes", _drawn("micro_stops"),
    ),
    "factory_physics": Picture(
        "throughput and flow time against WIP: best case, practical worst case, and the dot that is this plant.",
        "orders that were completed", _drawn("factory_physics"),
    ),
    "queue_parts": Picture(
        "one bar a work center: the wait by Kingman's formula, beside the recorded one.", "waits at work centers",
        _drawn("queue_parts"),
    ),
    "bottleneck_drift": Picture(
        "one column a week or day: which work center was active the longest.", "rows over several weeks or days",
        _drawn("bottleneck_drift"),
    ),
    "value_stream": Picture(
        "the steps of the product made most, in order: process time below, waiting between.",
        "a product with completed orders", _drawn("value_stream"),
    ),
    "worker_load": Picture(
        "one bar a skill: the share of people's shifts in which stations held them.", "workers in the records",
        _drawn("worker_load"),
    ),
    "gantt": Picture("one lane a station; each bar is one operation of one order.", "rows that name stations", _gantt),
    "job_chart": Picture(
        "each dot is one time in order; the dashed lines are limits that chance alone hardly passes.",
        "an operation done twenty times or more", _job_chart,
    ),
    "job_histogram": Picture(
        "how often which time came; the tail on the right is what a mean hides.",
        "an operation done twenty times or more", _job_histogram,
    ),
    "daily_chart": Picture(
        "each dot is a day; the dashed lines are limits that chance alone hardly passes.",
        "orders completed on twenty days or more", _daily_chart,
    ),
    "flow_histogram": Picture(
        "how many orders took how long; a promise must look at the right tail.", "twenty completed orders or more",
        _flow_histogram,
    ),
    "weekly_releases": Picture(
        "how many weeks brought how many orders.", "orders released in four weeks or more", _weekly
    ),
}  # fmt: skip
"""Every figure that a lesson may show, by the name in ``{{figure: name}}``."""
