"""The names of the measures, as the page writes them."""

from __future__ import annotations

from collections.abc import Mapping

from plantwright.messages.told import say, told
from plantwright.model.estimate import Estimate
from plantwright.plot.digits import in_percent, interval_text, unsure, value_text
from plantwright.report.markup import Markup, noted

TERMS = {
    "throughput": told("Throughput, good pieces of completed orders"),
    "order_throughput": told("Throughput, orders"),
    "wip": told("WIP: orders released and not finished"),
    "flow_mean": told("Flow time, mean"),
    "flow_median": told("Flow time, median"),
    "flow_p95": told("Flow time that 95 % of the orders stay below"),
    "on_time": told("Orders on time"),
    "raw_process_time": told("Raw process time: an order that never waits"),
    "orders": told("Orders in the records"),
    "orders_completed": told("Orders completed"),
    "orders_in_progress": told("Orders still on the floor"),
    "rows": told("Rows read"),
    "booked_good": told("Good pieces booked, summed over all steps"),
    "booked_scrapped": told("Scrapped pieces booked, summed over all steps"),
    "scrap": told("Scrap"),
    "rework": told("Rework"),
    "availability": told("Availability: production over planned busy time"),
    "effectiveness": told("Effectiveness: ideal over production time"),
    "effectiveness_relative": told("Effectiveness relative to your best decile"),
    "quality_ratio": told("Quality ratio"),
    "oee": told("OEE"),
    "oee_relative": told("OEE relative to your best decile"),
    "little_ratio": told("Little's law: WIP ÷ (throughput × flow time), should be near 1"),
    "bottleneck_agreement": told("Agreement of the three ways to find the bottleneck"),
    "bottleneck_shifts": told("Weeks or days with another bottleneck than before"),
    "bottleneck_rate": told("Bottleneck rate, on the work clock"),
    "effective_raw_process_time": told("Raw process time with setups and repairs"),
    "critical_wip": told("Critical WIP: where a line without variability is full"),
    "practical_worst_ratio": told("Throughput ÷ that of the practical worst case"),
    "value_added": told("Share of a lot's working time that adds value"),
    "energy_per_good": told("Energy per good piece"),
}
FINDINGS = {
    "ambiguous_dates": told("ambiguous dates"),
    "begun_before_window": told("begun before the window"),
    "columns_not_used": told("columns not used"),
    "cut_left": told("cut at the start"),
    "cut_right": told("cut at the end"),
    "duplicate_rows": told("duplicate rows"),
    "duration_differs": told("duration differs"),
    "encoding": told("encoding"),
    "end_before_start": told("end before start"),
    "facts_differ": told("facts differ"),
    "missing_end": told("missing end"),
    "missing_start": told("missing start"),
    "no_station": told("no station"),
    "nominal_duration": told("nominal duration"),
    "only_ends": told("only ends"),
    "only_starts": told("only starts"),
    "orders_derived": told("orders derived"),
    "orders_missing": told("orders missing"),
    "outside_window": told("outside the window"),
    "overlap_station": told("overlap at a station"),
    "overlap_worker": told("overlap of a worker"),
    "print": told("a print"),
    "ragged_rows": told("ragged rows"),
    "remarks_between": told("remarks between"),
    "running_at_end": told("running at the end"),
    "several_in_one_cell": told("several things in one cell"),
    "station_moved": told("station moved"),
    "time_zone_assumed": told("time zone assumed"),
    "unreadable_times": told("unreadable times"),
}
PERCENT = frozenset(
    {"on_time", "scrap", "rework", "oee", "oee_relative", "bottleneck_agreement", "availability", "effectiveness"}
    | {"effectiveness_relative", "quality_ratio", "bottleneck_shifts", "value_added"}
)
"""Shares that people read as percentages."""


def term(name: str) -> str:
    """Return a measure's name in plain words."""
    plain = name.replace("_", " ")
    return str(TERMS.get(name, plain[:1].upper() + plain[1:]))


def finding_term(name: str) -> str:
    """Return a finding's name in plain words."""
    return str(FINDINGS.get(name, name.replace("_", " ")))


def in_order(values: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """Return measures with those people ask for first on top; unknown ones last."""
    places = {name: place for place, name in enumerate(TERMS)}
    return {name: values[name] for name in sorted(values, key=lambda name: places.get(name, len(places)))}


def measured(name: str, estimate: Estimate) -> Markup:
    """Return the value with its unit, and its interval below; shares as percentages."""
    return stacked(in_percent(estimate) if name in PERCENT else estimate)


def stacked(estimate: Estimate) -> Markup:
    """Return the value with its unit, and below it the interval, or that there is none where it was estimated."""
    return noted(value_text(estimate), say("no interval") if unsure(estimate) else interval_text(estimate))
