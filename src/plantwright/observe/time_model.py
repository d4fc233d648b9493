"""The time model of ISO 22400-2: from calendar time to production time, by work center and for the plant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, ratio, spread
from plantwright.observe.floor import Floor
from plantwright.observe.groups import Groups
from plantwright.observe.working_time import HOUR

PLANT = "(plant)"
"""What stands for a name in the line of all work centers together."""
PARTS = ("not_planned", "planned_down_time", "unit_down_time", "unit_delay_time", "unit_setup_time", "production_time")
"""What calendar time is made of; the parts exclude each other."""
TIMES = {
    "calendar_time": PARTS,
    "planned_operation_time": PARTS[1:],
    "planned_busy_time": PARTS[2:],
    "unit_busy_time": PARTS[3:],
    "unit_processing_time": PARTS[4:],
}
"""Times of the standard that are sums of parts: POT, PBT, AUBT, AUPT."""
RATIOS = {
    "allocation_efficiency": ("unit_busy_time", "planned_busy_time"),
    "utilization_efficiency": ("production_time", "unit_busy_time"),
    "technical_efficiency": ("production_time", "production_or_delay"),
    "setup_ratio": ("unit_setup_time", "unit_processing_time"),
}
_SAYS = {
    "calendar_time": told("stations seen × length of the window"),
    "planned_operation_time": told("POT: time inside the shifts"),
    "planned_busy_time": told("PBT: POT without planned down time"),
    "unit_busy_time": told("AUBT: production, setup and delay"),
    "unit_processing_time": told("AUPT: production and setup"),
    "not_planned": told("calendar time outside the shifts"),
    "planned_down_time": told("maintenance, and time logged as off"),
    "unit_down_time": told("ADOT: nothing to do, or nobody to do it; whatever no row tells"),
    "unit_delay_time": told("ADET: logged breakdowns, and blocked"),
    "unit_setup_time": told("AUST: setup rows"),
    "production_time": told("APT: process rows, each instant of a station once"),
}


def time_model(floor: Floor, account: Groups, stops: Groups) -> Groups:
    """Return the times of ISO 22400-2 of every work center, and of the plant, by block of working time [h].

    Notes
    -----
    ``calendar = not planned + POT``, ``POT = planned down + PBT``, ``PBT = ADOT + AUBT``, ``AUBT = ADET + AUPT``,
    ``AUPT = AUST + APT``. The standard leaves open where waiting for work belongs; here it is ADOT, as a blocked
    station is ADET, since it still holds an order.

    References
    ----------
    ISO 22400-2:2014, clause 5.
    """
    centers = account.by("work_center")
    sums = {name: one / HOUR for name, one in centers.sums.items()}
    planned = np.minimum(_maintenance(centers, stops), sums["down"])
    model = {
        "not_planned": sums["open"] * (floor.blocks.window / floor.blocks.open - 1)
        if floor.blocks.open
        else sums["open"],
        "planned_down_time": sums["off"] + planned,
        "unit_down_time": sums["starved"],
        "unit_delay_time": sums["down"] - planned + sums["blocked"],
        "unit_setup_time": sums["setup"],
        "production_time": sums["process"],
    }
    model |= {name: np.sum([model[part] for part in parts], axis=0) for name, parts in TIMES.items()}
    model["production_or_delay"] = model["production_time"] + model["unit_delay_time"]
    model["members"] = centers.sums["members"]
    whole = {name: np.concatenate([one.sum(axis=0, keepdims=True), one]) for name, one in model.items()}
    return Groups([(PLANT,), *centers.labels], whole)


def _maintenance(centers: Groups, stops: Groups) -> Array:
    """Return the hours of maintenance of every work center, shape (centers, blocks)."""
    place = {name: index for index, (name,) in centers.index()}
    found = np.zeros_like(centers.sums["open"])
    for index, (center, kind, _) in stops.index():
        if kind == "maintenance" and center in place:
            found[place[center]] += stops.sums["hours"][index]
    return found


def time_cells(floor: Floor, model: Groups) -> Iterator[Row]:
    """Iterate over the lines of the model: its times in hours, summed over stations and window, and their ratios."""
    ratios = {name: spread(model.sums, ratio(*parts), 0.0, 1.0) for name, parts in RATIOS.items()}
    for index, (name,) in model.index():
        times = {time: _total(floor, model, time, index) for time in _SAYS}
        cells = {
            key: one.estimate(index, "1", n=None, method=_over(floor, key), evidence=floor.evidence)
            for key, one in ratios.items()
        }
        yield {"work_center": name, "stations": _stations(floor, model, index), **times, **cells}


def _over(floor: Floor, key: str) -> str:
    over, under = RATIOS[key]
    return strung([told("{over} over {under}", over=over, under=under), floor.blocks.method()])


def _total(floor: Floor, model: Groups, time: str, index: int) -> Estimate:
    method = strung([_SAYS[time], told("a sum over stations and window, not estimated")])
    return Estimate(
        value=float(model.sums[time][index].sum()), unit="h", n=None, method=method, evidence=floor.evidence
    )


def _stations(floor: Floor, model: Groups, index: int) -> Estimate:
    count = int(model.sums["members"][index, 0])
    return Estimate(
        value=count, unit="stations", n=count, method=told("count of stations seen"), evidence=floor.evidence
    )
