"""What stops the stations: logged stops by reason and work center, and stops too short to be logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from plantwright.messages.told import strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Array, Spread, Sums, ratio, spread
from plantwright.observe.floor import Floor
from plantwright.observe.groups import Groups
from plantwright.observe.stations import SHORT
from plantwright.observe.time_model import PLANT
from plantwright.observe.unexplained import how_seen
from plantwright.observe.working_time import HOUR, MINUTE

UNKNOWN = "reason not recorded"
OTHERS = "all other reasons"
MOST = 30
"""Reasons of a table; what is beyond is summed up in one line, so that the lines still sum to all down time."""
NO_ROW = "idle while work waited"
ON_ITS_WAY = "idle while work waited or moved"
"""The same where the log does not know when a lot was ready."""
Label: TypeAlias = tuple[str, ...]


def downtime_tables(floor: Floor, stops: Groups, unexplained: Groups) -> dict[str, tuple[Row, ...]]:
    """Return the stops by reason, and by reason and work center; the longest first.

    Notes
    -----
    The lines of kind ``down`` and ``maintenance`` sum to the down time of the stations. Those of kind ``unexplained``
    are idle time in which work waited and no row says why.
    """
    every = _with_unexplained(floor, stops, unexplained)
    reasons = _shortened(_summed(every, lambda _, kind, reason: (_named(reason), kind)))
    kept = set(reasons.labels)

    def by_center(center: str, kind: str, reason: str) -> Label:
        named = _named(reason)
        return (named if (named, kind) in kept else OTHERS, kind, center)

    return {
        "downtime": _lines(floor, reasons, ("reason", "kind")),
        "downtime_by_center": _lines(floor, _summed(every, by_center), ("reason", "kind", "work_center")),
    }


def _with_unexplained(floor: Floor, stops: Groups, unexplained: Groups) -> Groups:
    says = NO_ROW if floor.known["ready"] else ON_ITS_WAY
    labels = [(center, "unexplained", says) for (center,) in unexplained.labels]
    sums = {name: np.concatenate([stops.sums[name], unexplained.sums[name]]) for name in ("hours", "stops")}
    return Groups([*stops.labels, *labels], sums)


def _named(reason: str | None) -> str:
    return reason or UNKNOWN


def _summed(stops: Groups, key: Callable[..., Label]) -> Groups:
    labels = [key(*label) for label in stops.labels]
    kept = sorted(set(labels))
    masks = np.array([[one == label for one in labels] for label in kept], dtype=float).reshape(len(kept), len(labels))
    return Groups(list(kept), {name: masks @ one for name, one in stops.sums.items()})


def _shortened(groups: Groups) -> Groups:
    order = np.argsort(-groups.total("hours"), kind="stable")
    first = {groups.labels[place] for place in order[:MOST]}
    rest = [label for label in groups.labels if label not in first]
    if not rest:
        return groups
    return _summed(groups, lambda reason, kind: (reason, kind) if (reason, kind) in first else (OTHERS, kind))


def _lines(floor: Floor, groups: Groups, names: tuple[str, ...]) -> tuple[Row, ...]:
    if not groups.labels:
        return ()
    days = np.broadcast_to(floor.blocks.days(), groups.sums["hours"].shape)
    every = np.broadcast_to(groups.sums["hours"].sum(axis=0), groups.sums["hours"].shape)
    sums: Sums = {**groups.sums, "all": every, "weeks": days / 7}
    share, weekly = spread(sums, ratio("hours", "all"), 0.0, 1.0), spread(sums, ratio("hours", "weeks"))
    total = groups.total("hours")
    order = [place for place in np.argsort(-total, kind="stable").tolist() if total[place] > 0]
    return tuple(
        {**dict(zip(names, groups.labels[index], strict=True)), **_cells(floor, groups, index, share, weekly)}
        for index in order
    )


def _cells(floor: Floor, groups: Groups, index: int, share: Spread, weekly: Spread) -> Row:
    stops = round(float(groups.total("stops")[index]))
    hours = float(groups.total("hours")[index])
    how = how_seen(floor) if groups.labels[index][1] == "unexplained" else ()
    estimated, seen = (floor.blocks.method(), *how), floor.evidence

    def exact(value: float | None, unit: str, method: str) -> Estimate:
        return Estimate(value=value, unit=unit, n=stops, method=strung([method, *how]), evidence=seen)

    return {
        "stops": exact(stops, "stops", told("count of stops in the window; overlapping ones once")),
        "hours": exact(hours, "h", told("sum of working time, each instant of a station once")),
        "mean": exact(hours / stops if stops else None, "h", told("hours over stops, working time; no interval")),
        "hours_per_week": weekly.estimate(
            index, "h/week", n=stops, method=strung([told("down time a week"), *estimated]), evidence=seen
        ),
        "share": share.estimate(
            index, "1", n=stops, method=strung([told("share of all this time"), *estimated]), evidence=seen
        ),
    }


def micro_stop_table(floor: Floor, account: Groups, stops: Groups) -> tuple[Row, ...]:
    """Return stops too short to be logged, and logged ones as short, by work center, the plant first.

    Notes
    -----
    A gap is working time between the end of one row of a station and the begin of its next, shorter than ``SHORT``.
    It holds loading and unloading where these are not logged, so it is an upper limit of the micro-stops.
    """
    centers = account.by("work_center")
    sums = {name: centers.sums[name] / scale for name, scale in (("gaps", 1), ("gap_time", HOUR), ("scheduled", HOUR))}
    sums |= _short_stops(centers, stops)
    whole = {name: np.concatenate([one.sum(axis=0, keepdims=True), one]) for name, one in sums.items()}
    share = spread(whole, lambda one: (one["gap_time"] + one["short_hours"]) / one["scheduled"], 0.0, 1.0)
    labels = [(PLANT,), *centers.labels]
    return tuple(
        {"work_center": name, **_micro_cells(floor, whole, share, index)} for index, (name,) in enumerate(labels)
    )


def _short_stops(centers: Groups, stops: Groups) -> dict[str, Array]:
    place = {name: index for index, (name,) in centers.index()}
    found: dict[str, Array] = {name: np.zeros_like(centers.sums["open"]) for name in ("short", "short_hours")}
    for index, (center, _, _) in stops.index():
        if center in place:
            for name, one in found.items():
                one[place[center]] += stops.sums[name][index]
    return found


def _micro_cells(floor: Floor, sums: Sums, share: Spread, index: int) -> Row:
    minutes = SHORT // MINUTE
    gaps, short = (round(float(sums[name][index].sum())) for name in ("gaps", "short"))
    logged = floor.known["down"] > 0

    def cell(value: float | None, unit: str, n: int, method: str) -> Estimate:
        return Estimate(value=value, unit=unit, n=n, method=method, evidence=floor.evidence)

    counted = told("count of gaps between rows of a station, shorter than {minutes} min", minutes=minutes)
    gap_sum = told("sum of these gaps, shorter than {minutes} min", minutes=minutes)
    stops_counted = told("logged stops shorter than {minutes} min", minutes=minutes)
    stop_sum = told("sum of logged stops shorter than {minutes} min", minutes=minutes)
    return {
        "gaps": cell(gaps, "gaps", gaps, counted),
        "gap_hours": cell(float(sums["gap_time"][index].sum()), "h", gaps, gap_sum),
        "short_stops": cell(short if logged else None, "stops", short, stops_counted),
        "short_hours": cell(
            float(sums["short_hours"][index].sum()) if logged else None, "h", short, stop_sum
        ),
        "share": share.estimate(
            index, "1", n=gaps + short, evidence=floor.evidence,
            method=strung([told("both over scheduled time"), floor.blocks.method()]),
        ),
    }  # fmt: skip
