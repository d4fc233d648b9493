"""The names of the measures, as the page writes them."""

from __future__ import annotations

from collections.abc import Mapping

from plantwright.model.estimate import Estimate
from plantwright.plot.digits import in_percent, interval_text, value_text
from plantwright.report.markup import Markup, noted

TERMS = {
    "throughput": "Throughput, good pieces of completed orders",
    "order_throughput": "Throughput, orders",
    "wip": "WIP: orders released and not finished",
    "flow_mean": "Flow time, mean",
    "flow_median": "Flow time, median",
    "flow_p95": "Flow time that 95 % of the orders stay below",
    "on_time": "Orders on time",
    "raw_process_time": "Raw process time: an order that never waits",
    "orders": "Orders in the records",
    "orders_completed": "Orders completed",
    "orders_in_progress": "Orders still on the floor",
    "rows": "Rows read",
    "booked_good": "Good pieces booked, summed over all steps",
    "booked_scrapped": "Scrapped pieces booked, summed over all steps",
    "scrap": "Scrap",
    "rework": "Rework",
    "availability": "Availability: production over planned busy time",
    "effectiveness": "Effectiveness: ideal over production time",
    "effectiveness_relative": "Effectiveness relative to your best decile",
    "quality_ratio": "Quality ratio",
    "oee": "OEE",
    "oee_relative": "OEE relative to your best decile",
    "little_ratio": "Little's law: WIP ÷ (throughput × flow time), should be near 1",
    "bottleneck_agreement": "Agreement of the three ways to find the bottleneck",
    "bottleneck_shifts": "Weeks or days with another bottleneck than before",
    "bottleneck_rate": "Bottleneck rate, on the work clock",
    "effective_raw_process_time": "Raw process time with setups and repairs",
    "critical_wip": "Critical WIP: where a line without variability is full",
    "practical_worst_ratio": "Throughput ÷ that of the practical worst case",
    "value_added": "Share of a lot's working time that adds value",
    "energy_per_good": "Energy per good piece",
}
PERCENT = frozenset(
    {"on_time", "scrap", "rework", "oee", "oee_relative", "bottleneck_agreement", "availability", "effectiveness"}
    | {"effectiveness_relative", "quality_ratio", "bottleneck_shifts", "value_added"}
)
"""Shares that people read as percentages."""


def term(name: str) -> str:
    """Return a measure's name in plain words."""
    plain = name.replace("_", " ")
    return TERMS.get(name, plain[:1].upper() + plain[1:])


def in_order(values: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """Return measures with those people ask for first on top; unknown ones last."""
    places = {name: place for place, name in enumerate(TERMS)}
    return {name: values[name] for name in sorted(values, key=lambda name: places.get(name, len(places)))}


def measured(name: str, estimate: Estimate) -> Markup:
    """Return the value with its unit, and its interval below; shares as percentages."""
    return stacked(in_percent(estimate) if name in PERCENT else estimate)


def stacked(estimate: Estimate) -> Markup:
    """Return the value with its unit, and its interval below."""
    return noted(value_text(estimate), interval_text(estimate))
