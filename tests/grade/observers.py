"""Visitors of known skill: what they write into their sheets follows from the truth, their bias and their noise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from plantwright.grade.sheet_truth import SheetTruth
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

KINDS = ("bottleneck_walk", "waste_walk", "time_study", "standard_work", "yamazumi")


@dataclass
class Observer:
    """Somebody who sees everything ``1 + bias`` times, and each thing apart by lognormal ``noise``."""

    bias: float = 0.0
    noise: float = 0.0
    seed: int = 0
    cycles: int = 10
    draws: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.draws = np.random.default_rng(self.seed)

    def saw(self, seconds: float) -> float:
        """Return what this observer notes of a length of time [s]."""
        error = self.noise * self.draws.standard_normal()
        return float(seconds * (1 + self.bias) * np.exp(error - self.noise**2 / 2))

    def sheet(self, kind: str, truth: SheetTruth) -> Sheet:
        """Return a filled sheet of a kind."""
        common: dict[str, Any] = {"visitor": f"heron-{self.seed}", "window": truth.window}
        filled: Sheet = getattr(self, f"_{kind}")(truth, common)
        return filled

    def _bottleneck_walk(self, truth: SheetTruth, common: dict[str, Any]) -> Sheet:
        signs = {one.work_center: self.saw(one.likeness) for one in truth.bottlenecks}
        named = sorted(signs, key=lambda name: -signs[name])
        if not self.noise:
            named = list(signs)
        states = ("busy", "setup", "blocked", "down")
        seen = tuple(
            StatesSeen(
                station=one.station, starved=self.saw(one.starved + one.unexplained),
                **{state: self.saw(getattr(one, state) or 0.0) for state in states},
            )
            for one in truth.stations
        )  # fmt: skip
        first, second = [*named, None, None][:2]
        return BottleneckWalk(first=first, second=second, seen=seen, **common)

    def _waste_walk(self, truth: SheetTruth, common: dict[str, Any]) -> Sheet:
        notes = []
        for one in truth.wastes:
            places = {place.station: place.seconds for place in one.places} or {None: one.seconds or 0.0}
            notes += [
                WasteFound(waste=one.waste, station=name, seconds=self.saw(time)) for name, time in places.items()
            ]
        return WasteWalk(found=tuple(notes), **common)

    def _time_study(self, truth: SheetTruth, common: dict[str, Any]) -> Sheet:
        if not truth.cycles:
            return TimeStudy(**common)
        true = max(truth.cycles, key=lambda one: (one.n >= self.cycles, one.product is not None, one.n))
        times = spread_to(true.mean, true.sd or 0.0, self.cycles)
        cycles = tuple(CycleSeen(seconds=max(self.saw(time), 1e-6), pieces=1) for time in times)
        return TimeStudy(station=true.station, product=true.product, cycles=cycles, **common)

    def _standard_work(self, truth: SheetTruth, common: dict[str, Any]) -> Sheet:
        product = truth.elements[0].product if truth.elements else None
        noted = tuple(
            ElementSeen(work_center=one.work_center, kind=one.kind, seconds=self.saw(one.seconds))
            for one in truth.elements
            if one.product == product
        )
        return StandardWork(product=product, takt=self._takt(truth), elements=noted, **common)

    def _yamazumi(self, truth: SheetTruth, common: dict[str, Any]) -> Sheet:
        bars = tuple(
            Bar(station=one.station, process=self.saw(one.process), setup=self.saw(one.setup))
            for one in truth.work_content
        )
        return Yamazumi(bars=bars, takt=self._takt(truth), **common)

    def _takt(self, truth: SheetTruth) -> float | None:
        return None if truth.takt.value is None else self.saw(truth.takt.value)


def spread_to(mean: float, sd: float, count: int) -> list[float]:
    """Return times with exactly that mean and standard deviation, all above zero."""
    shape = np.linspace(-1.0, 1.0, count)
    shape = shape / shape.std(ddof=1) if count > 1 else np.zeros(1)
    times = mean + sd * shape
    if times.min() > 0:
        return [float(one) for one in times]
    # a wide scatter needs a long right tail: one long time, the others alike
    step = sd / np.sqrt(count)
    return [float(mean - step)] * (count - 1) + [float(mean + (count - 1) * step)]
