"""Energy per good piece, from the power of the stations by state, or from meters among the measurements."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.equipment import Power
from plantwright.model.estimate import Estimate
from plantwright.observe.blocks import Array, ratio, spread
from plantwright.observe.floor import Floor, columns
from plantwright.observe.groups import Groups
from plantwright.observe.working_time import HOUR

Powers = Mapping[str, Power]
"""The power that a station of each work center draws, by the work center's name."""
UNITS = {"Wh": 1e-3, "kWh": 1.0, "MWh": 1e3, "kJ": 1 / 3600, "MJ": 1 / 3.6, "GJ": 1e3 / 3.6}
"""Units of energy among the measurements [kWh]."""
_UNIT = "kWh/piece"


def energy_per_good(floor: Floor, account: Groups, flow: Groups, powers: Powers | None = None) -> Estimate:
    """Return the electrical energy of the stations per good piece of completed orders [kWh/piece].

    Notes
    -----
    From the power by state where it is told of every work center: ``Σ power · time in the state``, idle power while
    starved or blocked, none while off. Else from measurements in a unit of energy, each taken as what was used since
    the one before. Else it is not known.
    """
    if powers:
        return _by_state(floor, account, flow, powers)
    metered = _metered(floor)
    if metered is None:
        why = told("neither the stations' power by state nor measurements of energy are known")
        return Estimate(value=None, unit=_UNIT, n=0, method=why, evidence=floor.evidence)
    used, n = metered
    return _estimate(floor, used, flow, n, told("measurements in units of energy, summed, over good pieces"))


def _by_state(floor: Floor, account: Groups, flow: Groups, powers: Powers) -> Estimate:
    centers = account.by("work_center")
    missing = [name for (name,) in centers.labels if name not in powers]
    if missing or not centers.labels:
        why = told("the power of {names} is not known", names=", ".join(missing[:3]))
        why = why if missing else told("no station is named")
        return Estimate(value=None, unit=_UNIT, n=0, method=why, evidence=floor.evidence)
    sums = {**centers.sums, "idle": centers.sums["starved"] + centers.sums["blocked"]}
    used = np.zeros((1, floor.blocks.count))
    for index, (name,) in centers.index():
        for state in ("process", "setup", "down", "idle"):
            used[0] += getattr(powers[name], state) * sums[state][index] / HOUR
    return _estimate(floor, used, flow, None, told("power by state × time in it, as told, over good pieces"))


def _metered(floor: Floor) -> tuple[Array, int] | None:
    table = floor.log.measurements
    if table is None:
        return None
    start, end = floor.log.meta.start, floor.log.meta.end
    meters = table.filter(
        table.unit.isin(list(UNITS)) & table.value.notnull() & (table.time > start) & (table.time <= end)
    )
    days = ((meters.time.delta(start, unit="microsecond") - 1) // floor.blocks.length).cast("int64")
    found = columns(meters.group_by("unit", block=days).agg(used=meters.value.sum(), n=meters.count()))
    if not found["n"]:
        return None
    used = np.zeros((1, floor.blocks.count))
    for unit, block, amount in zip(found["unit"], found["block"], found["used"], strict=True):
        used[0, min(max(block, 0), floor.blocks.count - 1)] += UNITS[unit] * amount
    return used, int(sum(found["n"]))


def _estimate(floor: Floor, used: Array, flow: Groups, n: int | None, method: str) -> Estimate:
    sums = {"used": used, "good": flow.sums["good"]}
    found = spread(sums, ratio("used", "good"))
    return found.estimate(0, _UNIT, n=n, method=strung([method, floor.blocks.method()]), evidence=floor.evidence)
