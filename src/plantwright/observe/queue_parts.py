"""Why lots wait: the queue time that variability and utilization explain, and what they do not."""

from __future__ import annotations

from collections.abc import Callable

import ibis
import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Spread, Sums, ratio, spread, squared_cv
from plantwright.observe.floor import Floor, block_at
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.working_time import HOUR

FEW = 30
"""Fewer waits or arrivals than this explain nothing."""
SHARED = 1.2
"""Where the lots' times sum to more than this many times the stations', stations take several lots at once."""
SEVERAL = told("takes several lots at once: the formula is not made for it")
_FORMULA = ("predicted", "from_arrivals", "from_process", "not_explained", "crowding")


def arrivals_of(floor: Floor, journey: ibis.Table) -> Groups:
    """Return count, sum and squares of the times between arrivals at every work center, by block of working time [h].

    Notes
    -----
    A lot arrives when it is ready to begin a visit: at the begin of its wait.
    """
    blocks = floor.blocks
    came = journey.filter(journey.queue.notnull() & (journey.start >= 0) & (journey.start <= blocks.window))
    at = came.select("work_center", at=came.w_start - came.queue)
    order = ibis.window(group_by="work_center", order_by="at")
    gaps = at.mutate(gap=(at["at"] - at["at"].lag().over(order)) / HOUR)
    gaps = gaps.filter(gaps.gap.notnull() & (gaps["at"] >= 0))
    gaps = gaps.mutate(block=block_at(gaps["at"], blocks.worked, blocks.count))
    found = gaps.group_by(["work_center", "block"]).agg(
        arrivals=gaps.count(), gap=gaps.gap.sum(), gap_squares=(gaps.gap * gaps.gap).sum()
    )
    return grouped(arrays(found), ["work_center"], blocks.count, names=floor.names)


def queue_part_table(floor: Floor, centers: Groups, account: Groups, arrivals: Groups) -> tuple[Row, ...]:
    """Return the queue time of every work center as recorded, as Kingman's formula has it, and the difference.

    Notes
    -----
    ``CTq = V · U · T`` with ``V = (ca² + ce²) / 2``, ``U = u^(√(2(m + 1)) − 1) / (m (1 − u))`` and ``T = te``; m
    stations, u the share of scheduled time in process, setup or repair. ``from_arrivals + from_process +
    not_explained`` is the recorded queue time. What is not explained are batches, shifts, priorities, missing people
    and all that the formula has no room for.

    References
    ----------
    Kingman (1961), Mathematical Proceedings of the Cambridge Philosophical Society 57, 902–904; Sakasegawa (1977),
    Annals of the Institute of Statistical Mathematics 29, 67–75; Hopp and Spearman (2011), Factory Physics, chapter 8.
    """
    merged = _merged(floor, centers, account, arrivals)
    if not merged.labels:
        return ()
    spreads = {name: spread(merged.sums, one, low) for name, (one, _, _, low) in _COLUMNS.items()}
    return tuple(
        {"work_center": name, **{key: _cell(floor, merged, key, index, one) for key, one in spreads.items()}}
        for index, (name,) in merged.index()
    )


def _cell(floor: Floor, merged: Groups, key: str, index: int, found: Spread) -> Estimate:
    _, unit, how, _ = _COLUMNS[key]
    seen = int(min(merged.total(name)[index] for name in ("waits", "arrivals", "lots")))
    why = told("fewer than {few} lots", few=FEW) if seen < FEW and key != "recorded" else None
    if key in _FORMULA and merged.total("effective_all")[index] > SHARED * merged.total("used")[index]:
        why = SEVERAL
    if why:
        return Estimate(value=None, unit=unit, n=seen, method=why, evidence=floor.evidence)
    method = strung([how, floor.blocks.method()])
    n = int(merged.total("waits")[index])
    return found.estimate(index, unit, n=n, method=method, evidence=floor.evidence)


def _merged(floor: Floor, centers: Groups, account: Groups, arrivals: Groups) -> Groups:
    stations = account.by("work_center")
    here = [{name: k for k, (name,) in one.index()} for one in (centers, stations, arrivals)]
    kept = [name for name in here[0] if all(name in places for places in here)]
    first, second, third = ([places[name] for name in kept] for places in here)
    used = sum(stations.sums[state] for state in ("process", "setup", "down"))
    sums = {
        name: centers.sums[name][first] for name in ("lots", "effective", "effective_all", "squares", "queue", "waits")
    }
    sums |= {name: arrivals.sums[name][third] for name in ("arrivals", "gap", "gap_squares")}
    sums["used"] = np.asarray(used)[second] / HOUR
    sums |= {name: stations.sums[name][second] / HOUR for name in ("scheduled", "open")}
    sums["window"] = np.broadcast_to(floor.blocks.open_time() / HOUR, sums["used"].shape)
    return Groups([(name,) for name in kept], sums)


_recorded, _te = ratio("queue", "waits"), ratio("effective", "lots")
_arrival_scv, _process_scv = squared_cv("arrivals", "gap", "gap_squares"), squared_cv("lots", "effective", "squares")
_utilization = ratio("used", "scheduled")


def _crowding(sums: Sums) -> Array:
    u, stations = _utilization(sums), sums["open"] / sums["window"]
    crowded = u ** (np.sqrt(2 * (stations + 1)) - 1) / (stations * (1 - u))
    return np.asarray(np.where(u < 1, crowded, np.nan))


def _from(scv: Callable[[Sums], Array]) -> Callable[[Sums], Array]:
    return lambda sums: np.asarray(scv(sums) / 2 * _crowding(sums) * _te(sums))


def _predicted(sums: Sums) -> Array:
    return np.asarray(_from(_arrival_scv)(sums) + _from(_process_scv)(sums))


_COLUMNS: dict[str, tuple[Callable[[Sums], Array], str, str, float]] = {
    "recorded": (_recorded, "h", told("mean wait in working time"), 0.0),
    "predicted": (_predicted, "h", "V · U · T", 0.0),
    "from_arrivals": (_from(_arrival_scv), "h", told("ca²/2 · U · T: lots come unevenly"), 0.0),
    "from_process": (_from(_process_scv), "h", told("ce²/2 · U · T: they take unevenly long"), 0.0),
    "not_explained": (
        lambda sums: _recorded(sums) - _predicted(sums), "h",
        told(
            "recorded less predicted: batches, shifts, people, priorities; below zero where lots are held back "
            "elsewhere"
        ),
        -np.inf,
    ),
    "arrival_scv": (_arrival_scv, "1", told("ca²: variance over squared mean of the time between arrivals"), 0.0),
    "process_scv": (_process_scv, "1", told("ce²: the same of effective process time"), 0.0),
    "variability": (lambda sums: (_arrival_scv(sums) + _process_scv(sums)) / 2, "1", "V = (ca² + ce²) / 2", 0.0),
    "utilization": (_utilization, "1", told("u: process, setup and repair over scheduled time"), 0.0),
    "crowding": (_crowding, "1", "U = u^(√(2(m+1)) − 1) / (m (1 − u))", 0.0),
    "time": (_te, "h", told("T = te: mean effective process time of a lot"), 0.0),
}  # fmt: skip
"""Each column: how it is computed, its unit, its method and its lowest value."""
