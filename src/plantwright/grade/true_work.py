"""The work as the log's rows tell it: cycles of each station, and the elements of each product's steps."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from plantwright.grade.arithmetic import mean_of, scatter_of
from plantwright.grade.measured import Measured
from plantwright.grade.sheet_truth import Cycle, Element, Per, WorkElement
from plantwright.observe.floor import columns
from plantwright.observe.journey import worked
from plantwright.observe.names import KINDS
from plantwright.observe.repairs import repair_inside
from plantwright.observe.working_time import SECOND

CYCLES_METHOD = (
    "process rows ended in the window, working seconds without logged repairs, over the pieces of the row; lots that "
    "share a station and its times are one cycle; mean and standard deviation of the rows"
)
ELEMENTS_METHOD = {
    True: "mean seconds of the rows: setup when one is made, handwork the time of attend rows inside process rows, "
    "machine the rest, way the transport before the step",
    False: "mean seconds of the rows; handwork and machine time are not known apart, since the log has no attend rows",
}


@dataclass(frozen=True)
class Ended:
    """A row that began and ended; times on the work clock [µs]."""

    order: int | None
    product: str | None
    operation: str
    work_center: str
    station: str | None
    kind: int
    start: int
    end: int
    seconds: float
    """Working time without logged repairs [s]."""
    pieces: float
    """Zero: not known."""
    here: bool
    """It ended in the window."""


def ended_of(one: Measured) -> list[Ended]:
    """Return every row that began and ended, in the order of starts."""
    rows = repair_inside(one.floor, one.sweep, one.floor.rows)
    if "repair" not in rows.columns:
        rows = rows.mutate(repair=ibis.literal(0, "int64"))
    rows = rows.filter(rows.start.notnull() & rows.end.notnull())
    here = (rows.end >= 0) & (rows.end <= one.floor.blocks.window)
    taken = rows.select(
        "order", "product", "operation", "work_center", "station", "kind", start="w_start", end="w_end",
        seconds=(worked(rows) - rows.repair) / SECOND, pieces=rows.quantity.fill_null(0.0), here=here,
    )  # fmt: skip
    found = columns(taken.order_by(["start", "end", "order", "station", "operation"]))
    for key in ("product", "operation", "work_center", "station"):
        found[key] = one.floor.names.of(found[key])
    return [_ended(dict(zip(found, line, strict=True))) for line in zip(*found.values(), strict=True)]


def _ended(line: dict[str, Any]) -> Ended:
    center = line["work_center"] or ""
    return Ended(**{**line, "work_center": center, "operation": line["operation"] or center,
                    "seconds": max(line["seconds"], 0.0), "pieces": max(line["pieces"], 0.0)})  # fmt: skip


def _of(rows: Iterable[Ended], kind: str) -> list[Ended]:
    return [one for one in rows if one.kind == KINDS[kind]]


def cycles_of(rows: Sequence[Ended]) -> tuple[Cycle, ...]:
    """Return the true cycles of each station, of each product and of all."""
    shared: dict[tuple[str, str | None, int, int], list[Ended]] = defaultdict(list)
    for one in _of(rows, "process"):
        if one.here and one.station is not None and one.seconds > 0:
            shared[one.station, one.product, one.start, one.end].append(one)
    by_station: dict[str, list[tuple[str | None, float, float]]] = defaultdict(list)
    for (station, product, _, _), lots in shared.items():
        by_station[station].append((product, lots[0].seconds, sum(one.pieces for one in lots)))
    return tuple(cycle for station in sorted(by_station) for cycle in _cycles(station, by_station[station]))


def _cycles(station: str, seen: Sequence[tuple[str | None, float, float]]) -> list[Cycle]:
    per: Per = "piece" if all(pieces > 0 for _, _, pieces in seen) else "lot"
    products: list[str | None] = [None, *sorted({product for product, _, _ in seen if product is not None})]
    found = []
    for name in products:
        times = [
            seconds / pieces if per == "piece" else seconds
            for product, seconds, pieces in seen
            if name in (None, product)
        ]
        sd = scatter_of(times) if len(times) > 1 else None
        found.append(Cycle(station=station, product=name, per=per, mean=mean_of(times), sd=sd, n=len(times)))
    return found


Step = tuple[str, str, str]
"""Product, operation and work center."""


def elements_of(one: Measured, rows: Sequence[Ended]) -> tuple[WorkElement, ...]:
    """Return the elements of each product's steps, in the order in which lots go through them."""
    done = [row for row in _of(rows, "process") if row.here and row.product is not None and row.seconds > 0]
    steps: dict[Step, list[Ended]] = defaultdict(list)
    for row in done:
        steps[str(row.product), row.operation, row.work_center].append(row)
    before = _before(rows)
    hands, tended = _hands(rows), _tended(one) if one.knows.attended else None
    found: list[WorkElement] = []
    for step in _in_order(steps, rows):
        product = step[0]
        place = sum(1 for other in found if other.product == product)
        parts = [*before.pop((product, step[2]), []), *_split(step, steps[step], hands, tended)]
        found += [
            WorkElement(
                product=product, place=place + index, operation=step[1], work_center=step[2], kind=kind, per=per,
                seconds=seconds, n=n,
            )
            for index, (kind, per, seconds, n) in enumerate(parts)
        ]  # fmt: skip
    return tuple(found)


Told = tuple[Element, Per, float, int]


def _before(rows: Sequence[Ended]) -> dict[tuple[str, str], list[Told]]:
    """Return way and setup before a product's work at a work center; the way leads to the lot's next row."""
    kinds: tuple[tuple[Element, dict[tuple[str, str], list[float]]], ...] = (
        ("walk", _ways(rows)),
        ("setup", _setups(rows)),
    )
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for kind, times in kinds:
        for key, seconds in times.items():
            found[key].append((kind, "lot", mean_of(seconds), len(seconds)))
    return found


def _setups(rows: Sequence[Ended]) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in _of(rows, "setup"):
        if row.here and row.product is not None and row.seconds > 0:
            found[row.product, row.work_center].append(row.seconds)
    return found


def _ways(rows: Sequence[Ended]) -> dict[tuple[str, str], list[float]]:
    visits: dict[int | None, list[Ended]] = defaultdict(list)
    for row in rows:
        if row.order is not None and row.kind in (KINDS["process"], KINDS["setup"]):
            visits[row.order].append(row)
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in _of(rows, "transport"):
        after = visits.get(row.order, [])
        place = bisect_left(after, row.end, key=lambda visit: visit.start)
        if row.here and row.seconds > 0 and place < len(after) and after[place].product is not None:
            found[str(after[place].product), after[place].work_center].append(row.seconds)
    return found


Hands = Mapping[tuple[int | None, str | None], list[tuple[int, int]]]


def _hands(rows: Sequence[Ended]) -> Hands:
    """Return when people attended to each order at each station, by the work clock [µs]."""
    found: dict[tuple[int | None, str | None], list[tuple[int, int]]] = defaultdict(list)
    for row in _of(rows, "attend"):
        found[row.order, row.station].append((row.start, row.end))
    return found


def _tended(one: Measured) -> set[tuple[str, str]]:
    """Return the steps, as product and operation, whose process rows name a worker."""
    rows = one.log.intervals
    rows = rows.filter((rows.kind.fill_null("process") == "process") & rows.worker.notnull())
    named = rows.select("product", operation=ibis.coalesce(rows.operation, rows.work_center, rows.station, ""))
    found = columns(named.distinct())
    return set(zip(found["product"], found["operation"], strict=True))


def _split(step: Step, lots: Sequence[Ended], hands: Hands, tended: set[tuple[str, str]] | None) -> list[Told]:
    """Return work, or handwork and machine time where attend rows tell them apart."""
    per: Per = "piece" if all(lot.pieces > 0 for lot in lots) else "lot"
    each = [lot.pieces if per == "piece" else 1.0 for lot in lots]
    whole = mean_of([lot.seconds / size for lot, size in zip(lots, each, strict=True)])
    if tended is None:
        return [("work", per, whole, len(lots))]
    held = [_held(lot, hands) for lot in lots]
    if not any(held) and step[:2] in tended:
        return [("manual", per, whole, len(lots))]
    manual = min(mean_of([time / size for time, size in zip(held, each, strict=True)]), whole)
    parts: list[Told] = [("manual", per, manual, len(lots)), ("machine", per, whole - manual, len(lots))]
    return [part for part in parts if part[2] > 0]


def _held(lot: Ended, hands: Hands) -> float:
    """Return how long somebody was at a lot while it was processed [s]."""
    spans = hands.get((lot.order, lot.station), [])
    overlaps = [min(end, lot.end) - max(start, lot.start) for start, end in spans]
    return min(max([0, *overlaps]) / SECOND, lot.seconds)


def _in_order(steps: Mapping[Step, Sequence[Ended]], rows: Sequence[Ended]) -> list[Step]:
    """Return the steps by product, in the order of their mean place among the rows of a lot."""
    counted: dict[int | None, int] = defaultdict(int)
    places: dict[Step, list[float]] = defaultdict(list)
    for row in _of(rows, "process"):
        step = (str(row.product), row.operation, row.work_center)
        if step in steps and row.order is not None:
            places[step].append(float(counted[row.order]))
            counted[row.order] += 1
    return sorted(steps, key=lambda step: (step[0], mean_of(places[step] or [0.0]), step))
