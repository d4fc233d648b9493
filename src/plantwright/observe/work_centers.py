"""What a lot meets at every work center: process time, its variability, the queue in front, scrap and rework."""

from __future__ import annotations

from typing import Any

import ibis

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Spread, ratio, spread, squared_cv, wilson
from plantwright.observe.floor import Floor, block_at, counts, positive, within
from plantwright.observe.groups import Groups, arrays, grouped
from plantwright.observe.stations import busy_share
from plantwright.observe.working_time import HOUR


def centers_of(floor: Floor, journey: ibis.Table) -> Groups:
    """Return sums over the rows of every work center, by block of working time; times in working hours [h]."""
    blocks = floor.blocks
    ended = ((journey.end >= 0) & (journey.end <= blocks.window)).fill_null(False)
    rows = journey.mutate(
        lot_done=ended & ~journey.is_setup & journey.start.notnull(),
        setup_done=ended & journey.is_setup & journey.start.notnull(),
        waited=journey.queue.notnull() & (journey.start >= 0) & (journey.start <= blocks.window),
        block=block_at(journey.b, blocks.worked, blocks.count),
    )
    effective = (rows.worked + rows.own_setup) / HOUR
    found = rows.group_by(["work_center", "block"]).agg(
        lots=counts(rows.lot_done),
        interval=_hours(rows.lot_done, rows.worked),
        process=_hours(rows.lot_done, positive(rows.worked - rows.repair)),
        effective=ibis.ifelse(rows.lot_done, effective, 0.0).sum(),
        squares=ibis.ifelse(rows.lot_done, effective * effective, 0.0).sum(),
        setup=_hours(rows.setup_done, rows.worked),
        waits=counts(rows.waited),
        queue=_hours(rows.waited, rows.queue),
        waiting=_hours(rows.waited, _inside(rows, floor)),
        **_pieces(rows),
    )
    groups = grouped(arrays(found), ["work_center"], blocks.count, names=floor.names)
    groups.sums["effective_all"] = groups.sums["interval"] + groups.sums["setup"]
    groups.sums["open"] = groups.sums["lots"] * 0.0 + blocks.open_time() / HOUR
    return groups


def _hours(condition: Any, amount: Any) -> Any:
    return ibis.ifelse(condition, amount / HOUR, 0.0).sum()


def _inside(rows: ibis.Table, floor: Floor) -> Any:
    # waits that began before the window count from its edge on
    return within(rows.w_start, floor.blocks.open) - within(rows.w_start - rows.queue, floor.blocks.open)


def _pieces(rows: ibis.Table) -> dict[str, Any]:
    processed = ~rows.is_setup
    booked = processed & (rows.end.notnull() | rows.scrapped.notnull()) & rows.quantity.notnull()
    return {
        "pieces": ibis.ifelse(booked, rows.quantity, 0.0).sum(),
        "scrapped": ibis.ifelse(booked, rows.scrapped.fill_null(0.0), 0.0).sum(),
        "visits": counts(processed),
        "repeats": counts(processed & rows.rework),
    }


def center_table(floor: Floor, centers: Groups, account: Groups) -> tuple[Row, ...]:
    """Return one line a work center: times in working hours, the queue's length over working time."""
    times = center_times(floor, centers)
    stations = account.by("work_center")
    busy = busy_share(stations.sums)
    place = {name: index for index, (name,) in stations.index()}

    def line(index: int, name: str) -> Row:
        where = place.get(name)
        seen = 0 if where is None else int(stations.sums["members"][where, 0])
        return {
            "work_center": name,
            "stations": _exact(floor, seen, "stations", "stations seen in the log"),
            "lots": _exact(floor, int(centers.total("lots")[index]), "lots", "process rows ended in the window"),
            **{key: _of(floor, found, centers, index) for key, found in times.items()},
            "busy_share": _busy(floor, busy, where),
            "scrap": scrap_share(floor, centers, index),
            "rework": rework_share(floor, centers, index),
        }

    return tuple(line(index, name) for index, (name,) in centers.index())


Time = tuple[Spread, str, str, str]
"""A spread, its unit, the sum that counts its observations, and its method."""


def center_times(floor: Floor, centers: Groups) -> dict[str, Time]:
    """Return the spread of every time of the work centers, by its name."""
    sums = centers.sums
    ready = "ready as recorded" if floor.known["ready"] else "ready inferred: end of the lot's last step, or release"
    repairs = "logged repairs taken out" if floor.known["down"] else "breakdowns inside, none were logged"
    return {
        "process_time": (spread(sums, ratio("process", "lots")), "h", "lots", f"mean working time of a lot; {repairs}"),
        "effective_process_time": (
            spread(sums, ratio("effective_all", "lots")),
            "h",
            "lots",
            "mean working time of a lot with setup and repair",
        ),
        "scv": (
            spread(sums, squared_cv("lots", "effective", "squares")),
            "1",
            "lots",
            "variance over squared mean of the effective process time of a lot",
        ),
        "queue_time": (spread(sums, ratio("queue", "waits")), "h", "waits", f"mean wait in working time; {ready}"),
        "queue_length": (
            spread(sums, ratio("waiting", "open")),
            "lots",
            "waits",
            f"waits over working time, without lots that still wait at the end; {ready}",
        ),
    }


def _of(floor: Floor, time: Time, centers: Groups, index: int) -> Estimate:
    found, unit, counted, method = time
    n = int(centers.total(counted)[index])
    return found.estimate(index, unit, n=n, method=strung([method, floor.blocks.method()]), evidence=floor.evidence)


def _exact(floor: Floor, number: int, unit: str, method: str) -> Estimate:
    return Estimate(value=number, unit=unit, n=number, method=f"count of {method}", evidence=floor.evidence)


def _busy(floor: Floor, busy: Spread, where: int | None) -> Estimate:
    method = strung([told("process and setup over scheduled time"), floor.blocks.method()])
    if where is None:
        return Estimate(value=None, unit="1", n=0, method="no station is named", evidence=floor.evidence)
    return busy.estimate(where, "1", n=None, method=method, evidence=floor.evidence)


def scrap_share(floor: Floor, centers: Groups, index: int | None = None) -> Estimate:
    """Return scrapped over processed pieces of one work center, or of all."""
    method = told("scrapped over processed pieces, as booked")
    if not floor.known["scrapped"]:
        return _unknown(floor, "the log has no scrap")
    return wilson(
        _sum(centers, "scrapped", index), _sum(centers, "pieces", index), method=method, evidence=floor.evidence
    )


def rework_share(floor: Floor, centers: Groups, index: int | None = None) -> Estimate:
    """Return the share of process rows that repeat a step, of one work center, or of all."""
    method = told("repeated over all process rows")
    if not floor.known["rework"]:
        return _unknown(floor, "the log does not mark rework")
    return wilson(
        _sum(centers, "repeats", index), _sum(centers, "visits", index), method=method, evidence=floor.evidence
    )


def _sum(centers: Groups, name: str, index: int | None) -> float:
    return float(centers.sums[name].sum() if index is None else centers.sums[name][index].sum())


def _unknown(floor: Floor, why: str) -> Estimate:
    return Estimate(value=None, unit="1", n=0, method=why, evidence=floor.evidence)
