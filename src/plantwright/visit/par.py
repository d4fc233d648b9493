"""What a sheet is worth that misses nothing of the shown time, graded by the time held back: the par of that sheet.

Two stretches of time of one plant differ by chance. Who saw all of the first cannot know the second better than so.
"""

from __future__ import annotations

from typing import Any

from plantwright.grade.sheet_truth import Cycle, SheetTruth, WasteTruth
from plantwright.grade.sheets import (
    Bar,
    BottleneckWalk,
    CycleSeen,
    ElementSeen,
    Sheet,
    StandardWork,
    StatesSeen,
    TimeStudy,
    WasteFound,
    WasteWalk,
    Yamazumi,
)

CYCLES = 10
"""Cycles of a time study that misses nothing."""


def best_sheet(sheet: Sheet, truth: SheetTruth) -> Sheet:
    """Return the sheet of the same kind, of the same station or product, with what is true of the shown time."""
    common: dict[str, Any] = {"visitor": sheet.visitor, "window": truth.window, "stations": sheet.stations}
    if isinstance(sheet, BottleneckWalk):
        return _walk(truth, common)
    if isinstance(sheet, WasteWalk):
        return WasteWalk(found=_wastes(truth), **common)
    if isinstance(sheet, TimeStudy):
        return TimeStudy(station=sheet.station, product=sheet.product, cycles=_cycles(sheet, truth), **common)
    if isinstance(sheet, StandardWork):
        return StandardWork(product=sheet.product, takt=truth.takt.value, elements=_elements(sheet, truth), **common)
    bars = tuple(Bar(station=one.station, process=one.process, setup=one.setup) for one in truth.work_content)
    return Yamazumi(takt=truth.takt.value, bars=bars, **common)


def _walk(truth: SheetTruth, common: dict[str, Any]) -> BottleneckWalk:
    named = [one.work_center for one in sorted(truth.bottlenecks, key=lambda one: one.rank)]
    first, second = [*named, None, None][:2]
    seen = tuple(
        StatesSeen(
            station=one.station, busy=one.busy, setup=one.setup, blocked=one.blocked or 0.0, down=one.down or 0.0,
            starved=one.starved + one.unexplained,
        )
        for one in truth.stations
    )  # fmt: skip
    return BottleneckWalk(first=first, second=second, seen=seen, **common)


def _wastes(truth: SheetTruth) -> tuple[WasteFound, ...]:
    return tuple(
        WasteFound(waste=one.waste, station=station, seconds=seconds)
        for one in truth.wastes
        if one.recorded
        for station, seconds in _places(one)
    )


def _places(one: WasteTruth) -> list[tuple[str | None, float]]:
    return [(place.station, place.seconds) for place in one.places] or [(None, one.seconds or 0.0)]


def _cycles(sheet: TimeStudy, truth: SheetTruth) -> tuple[CycleSeen, ...]:
    known = next((one for one in truth.cycles if (one.station, one.product) == (sheet.station, sheet.product)), None)
    return tuple(CycleSeen(seconds=one) for one in _times(known)) if known else ()


def _times(known: Cycle) -> list[float]:
    """Return times above zero with exactly the true mean and scatter."""
    scatter = known.sd or 0.0
    middle = (CYCLES - 1) / 2
    shape = [(place - middle) / ((CYCLES * (CYCLES + 1) / 12) ** 0.5) for place in range(CYCLES)]
    even = [known.mean + scatter * one for one in shape]
    if min(even) > 0:
        return even
    # a wide scatter needs a long right tail: one long time, the others alike
    step = scatter / CYCLES**0.5
    return [max(known.mean - step, 1e-9)] * (CYCLES - 1) + [known.mean + (CYCLES - 1) * step]


def _elements(sheet: StandardWork, truth: SheetTruth) -> tuple[ElementSeen, ...]:
    own = [one for one in truth.elements if one.product == sheet.product]
    return tuple(ElementSeen(work_center=one.work_center, kind=one.kind, seconds=one.seconds) for one in own)
