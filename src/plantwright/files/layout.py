"""The tables of a plant folder and their columns."""

from __future__ import annotations

from plantwright.files.tables import Layout
from plantwright.model.equipment import Batch, Power

LAYOUTS: dict[str, Layout] = {
    "work_centers": {
        "id": "", "stations": "", "buffer": "lots", "calendar": "", "skill": "", "dispatch": "",
        "setup_default": "s", "setup_noise": "", "time_to_failure": "s", "time_to_repair": "s", "failure_reason": "",
        **{f"batch_{name}": "s" if name == "max_wait" else "" for name in Batch.model_fields},
        **{f"power_{name}": "kW" for name in Power.model_fields},
    },
    "stations": {"work_center": "", "station": ""},
    "setups": {"work_center": "", "from_family": "", "to_family": "", "time": "s"},
    "products": {"id": "", "family": "", "share": "", "unit": "", "lead_time": "s"},
    "lot_sizes": {"product": "", "quantity": "", "weight": ""},
    "routings": {"product": "", "routing": "", "weight": ""},
    "operations": {
        "product": "", "routing": "", "operation": "", "work_center": "", "per_lot": "s", "per_piece": "s",
        "noise": "", "scrap": "", "rework": "", "rework_back": "steps", "ideal_per_piece": "s",
    },
    "workers": {"worker": "", "skill": ""},
    "samples": {"sample": "", "value": ""},
    "evidence": {"path": "", "value": "", "unit": "", "low": "", "high": "", "n": "", "method": ""},
}  # fmt: skip
"""Columns of each table with their units; a table that would be empty is left out."""

HEADER = """\
# A plant as Plantwright knows it. Edit it freely: this file and the tables beside it are read back together.
#
#   work_centers.csv  groups of like stations with one queue; an empty cell means: no limit, none, or not known
#   stations.csv      the stations' own names          setups.csv    change-over times between families
#   products.csv      what is made                     lot_sizes.csv how much an order holds, by weight
#   routings.csv      ways to make a product           operations.csv their steps, in order
#   workers.csv       one row for each skill a worker has
#   samples.csv       observed values that distributions draw from
#   evidence.csv      where the numbers came from
#
# Times are seconds unless said otherwise. A distribution is written as: kind mean [scv x], where scv is the
# variance over the squared mean and kind is constant, exponential, gamma, lognormal, uniform, or
# empirical ... of NAME for the values under NAME in samples.csv.
"""
"""What stands above ``plant.yaml``."""

NOTES = {
    "calendar": "when the plant works: one of the calendars below, or always",
    "calendars": "weekly shifts in local time; a shift that ends at or before its start runs past midnight",
    "release": "open: orders come as they come, interarrival in working seconds; conwip: wip_limit orders on the floor",
    "urgent_first": "urgent orders go before all others in every queue",
    "transport": "working time of a move from one step to the next, in seconds",
    "costs": "in the plant's currency; leave out what is not known",
}
"""Comments above the keys of ``plant.yaml``."""
