"""Queueing formulas on raw log means: each work center as M/M/c with a factor for variability, told by its own queue.

References
----------
.. [1] Sakasegawa (1977). An approximation formula Lq ≈ α·ρ^β/(1 − ρ). Annals of the Institute of Statistical
   Mathematics 29(1).
.. [2] Hopp, Spearman (2011). Factory Physics, 3rd edition, chapter 8: queue time as variability, utilization and time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plantwright.model.change import Change
from plantwright.model.estimate import Estimate, Measures
from plantwright.model.facts import Facts

_FULL = 0.995
"""Busy share that no formula goes beyond."""


@dataclass(frozen=True)
class Center:
    """A work center in numbers, per visit of a lot [h of working time]."""

    visits: float
    """Visits an order makes."""
    time: float
    """Station time a visit takes, with setups and repairs in it."""
    stations: float
    factor: float
    """Variability: what multiplies the queue time of M/M/c."""
    failed: float
    """Part of the station time that is repair [1]."""
    setup: float
    """Part of the station time that is setup [1]; not seen where setups lie inside the interval."""
    rework: float

    def busy(self, pace: float) -> float:
        """Return the busy share at ``pace`` orders an hour."""
        return min(self.visits * pace * self.time / self.stations, _FULL)

    def stay(self, pace: float) -> float:
        """Return the time an order spends here over all its visits [h]."""
        busy, count = self.busy(pace), self.stations
        queue: float = self.time * busy ** (math.sqrt(2 * (count + 1)) - 1) / (count * (1 - busy))
        return self.visits * (self.time + self.factor * queue)


def predictions(measures: Measures, facts: Facts, changes: Sequence[Change], hours: float) -> dict[str, Any]:
    """Return levels and changes by formula; the levels are those of the log, changed by the formulas' ratios.

    Parameters
    ----------
    hours
        Working time of a calendar day [h].
    """
    pace = (measures["order_throughput"].value or 1.0) / hours
    centers = {
        str(line["work_center"]): _center(line, measures, pace, hours) for line in measures.table("work_centers")
    }
    limit = facts.wip_limit()
    before = _answer(centers, pace, limit)
    base = {name: _triple(measures[name]) for name in ("throughput", "flow_mean", "flow_p95", "on_time", "wip")}
    changed = {}
    for change in changes:
        made, faster, cap = dict(centers), pace, limit
        for edit in change.edits:
            made, faster, cap = _edited(made, faster, cap, edit)
        changed[change.name] = _scaled(base, before, _answer(made, faster, cap))
    return {"base": base, "changes": changed}


def _center(line: Mapping[str, Any], measures: Measures, pace: float, hours: float) -> Center:
    used = _used(measures, str(line["work_center"]))
    visits = _number(line["lots"]) / max(measures["orders_completed"].value or 1.0, 1.0)
    count = max(_number(line["stations"]), 1.0)
    total = max(sum(used.values()), 1e-6)
    time = min(total * 24 / hours / count, _FULL) * count / (visits * pace)
    plain = Center(visits, time, count, 1.0, used["down"] / total, used["setup"] / total, _number(line["rework"]))
    queue = plain.stay(pace) / visits - time
    waited = _number(line["queue_time"]) * hours / 24
    return replace(plain, factor=waited / queue if queue > 0 else 1.0)


def _used(measures: Measures, center: str) -> dict[str, float]:
    """Return the stations of a work center in process, setup and repair, on average over calendar time."""
    lines = [line for line in measures.table("stations") if line["work_center"] == center]
    return {state: sum(_number(line[state]) for line in lines) for state in ("process", "setup", "down")}


def _edited(
    centers: dict[str, Center], pace: float, limit: int | None, edit: Any
) -> tuple[dict[str, Center], float, int | None]:
    if edit.key == "scale_demand":
        return centers, pace * edit.factor, limit
    if edit.key == "set_wip_limit":
        return centers, pace, edit.limit
    one = centers.get(getattr(edit, "work_center", ""))
    if one is None:
        return centers, pace, limit
    changed = {
        "add_stations": lambda: replace(one, stations=one.stations + edit.count),
        "scale_process_time": lambda: replace(one, time=one.time * (one.setup + (1 - one.setup) * edit.factor)),
        "scale_setup_time": lambda: replace(one, time=one.time * (1 - one.setup * (1 - edit.factor))),
        "scale_failures": lambda: replace(
            one, time=one.time * (1 - one.failed * (1 - edit.mttr_factor / edit.mtbf_factor))
        ),
        "scale_rework": lambda: replace(
            one, visits=one.visits * (1 - one.rework) / (1 - min(one.rework * edit.factor, 0.99))
        ),
    }.get(edit.key)
    return (centers | {edit.work_center: changed()} if changed else centers), pace, limit


def _answer(centers: Mapping[str, Center], pace: float, limit: int | None) -> dict[str, float]:
    """Return the pace [orders/h of working time] and the flow time [h of it]; under CONWIP where Little's law holds."""
    if limit is not None:
        pace = _pace_of(centers, limit)
    return {"pace": pace, "flow": sum(one.stay(pace) for one in centers.values())}


def _pace_of(centers: Mapping[str, Center], limit: int) -> float:
    top = min(one.stations / (one.visits * one.time) for one in centers.values())
    low, high = 0.0, _FULL * top
    for _ in range(60):
        middle = (low + high) / 2
        held = middle * sum(one.stay(middle) for one in centers.values())
        low, high = (middle, high) if held < limit else (low, middle)
    return low


def _scaled(
    base: Mapping[str, list[float]], before: Mapping[str, float], after: Mapping[str, float]
) -> dict[str, list[float]]:
    pace, flow = after["pace"] / before["pace"], after["flow"] / before["flow"]
    factors = {"throughput": pace, "flow_mean": flow, "flow_p95": flow, "on_time": 1.0, "wip": pace * flow}
    return {name: [value * factors[name] for value in triple] for name, triple in base.items()}


def _number(value: Any) -> float:
    found = value.value if isinstance(value, Estimate) else value
    return float(found) if isinstance(found, (int, float)) else 0.0


def _triple(one: Estimate) -> list[float]:
    value = float(one.value or 0.0)
    return [value, value if one.low is None else one.low, value if one.high is None else one.high]
