"""The tables of a plant folder and their columns."""

from __future__ import annotations

from plantwright.files.tables import Layout
from plantwright.model.equipment import Batch, Power

LAYOUTS: dict[str, Layout] = {
    "work_centers": {
        "id": "", "stations": "", "buffer": "lots", "calendar": "", "skill": "", "team": "", "dispatch": "",
        "blocking": "", "at_close": "", "kanban": "lots",
        "setup_default": "s", "setup_noise": "", "setup_min_run": "starts",
        "time_to_failure": "s or pieces", "time_to_repair": "s", "failure_reason": "", "failure_clock": "",
        **{f"batch_{name}": "s" if name == "max_wait" else "" for name in Batch.model_fields},
        **{f"power_{name}": "kW" for name in Power.model_fields},
    },
    "stations": {"work_center": "", "station": ""},
    "setups": {"work_center": "", "from_family": "", "to_family": "", "time": "s"},
    "stops": {
        "work_center": "", "kind": "", "clock": "", "every": "s or pieces or lots", "duration": "s", "reason": "",
    },
    "products": {
        "id": "", "family": "", "share": "", "unit": "", "lead_time": "s", "priority": "", "divisible": "",
    },
    "lot_sizes": {"product": "", "quantity": "", "weight": ""},
    "routings": {"product": "", "routing": "", "weight": ""},
    "operations": {
        "product": "", "routing": "", "operation": "", "work_center": "", "per_lot": "s", "per_piece": "s",
        "rate": "per s", "noise": "", "scrap": "", "rework": "", "rework_back": "steps", "rework_limit": "times",
        "ideal_per_piece": "s", "sampling": "", "family": "", "stations": "", "attendance": "",
        "queue_limit": "s", "queue_limit_consequence": "", "queue_limit_back": "steps", "hold": "s", "split": "",
        "join": "",
    },
    "components": {
        "product": "", "routing": "", "operation": "", "step": "", "component": "", "quantity": "", "ordered": "",
    },
    "yields": {"product": "", "routing": "", "operation": "", "step": "", "yielded": "", "quantity": ""},
    "workers": {"worker": "", "skill": "", "calendar": ""},
    "arrivals": {"product": "", "interarrival": "s", "orders": ""},
    "orders": {
        "order": "", "product": "", "quantity": "", "released": "s", "due": "s", "priority": "", "routing": "",
        "operation": "", "station": "", "remaining": "",
    },
    "distances": {"from_center": "", "to_center": "", "distance": "m"},
    "samples": {"sample": "", "value": ""},
    "evidence": {"path": "", "value": "", "unit": "", "low": "", "high": "", "n": "", "method": ""},
}  # fmt: skip
"""Columns of each table with their units; a table that would be empty is left out."""

HEADER = """\
# A plant as Plantwright knows it. Edit it freely: this file and the tables beside it are read back together.
#
#   work_centers.csv  groups of like stations with one queue; an empty cell means: no limit, none, or not known
#   stations.csv      the stations' own names          setups.csv     change-over times between families
#   stops.csv         maintenance and further failures distances.csv  how far carriers drive
#   products.csv      what is made                     lot_sizes.csv  how much an order holds, by weight
#   routings.csv      ways to make a product           operations.csv their steps, in order
#   components.csv    what steps take from stock       yields.csv     what steps give off, or take a lot apart into
#   orders.csv        orders told beforehand           arrivals.csv   streams of orders of one product
#   workers.csv       one row for each skill a worker has
#   samples.csv       observed values that distributions take
#   evidence.csv      where the numbers came from
#
# Times are seconds unless said otherwise. A distribution is written as: kind mean [scv x], where scv is the
# variance over the squared mean and kind is constant, exponential, gamma, lognormal, uniform, or
# empirical ... of NAME for the values under NAME in samples.csv, drawn at random; trace ... of NAME in their order.
# Several names in one cell stand with a blank between them; a name that holds a blank stands in double quotes.
"""
"""What stands above ``plant.yaml``."""

NOTES = {
    "calendar": "when the plant works: one of the calendars below, or always",
    "calendars": "weekly shifts in local time, and breaks in them; a shift that ends at or before its start runs "
    "past midnight",
    "release": "open: orders come as they come, interarrival in working seconds; conwip: wip_limit orders on the "
    "floor;\n# drum: wip_limit orders before the drum; kanban: by the cards of the first work center; orders: only "
    "those of orders.csv",
    "urgent_first": "urgent orders go before all others in every queue",
    "transport": "working time of a move from one step to the next, in seconds, where no carrier does it",
    "carriers": "trucks between the work centers of distances.csv; speed in m/s, handling in seconds",
    "costs": "in the plant's currency; leave out what is not known",
}
"""Comments above the keys of ``plant.yaml``."""
