"""Visitors of known skill: what they write into their sheets follows from the truth, their bias and their noise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from plantwright.grade.sheet_truth import Cycle, SheetTruth, StationStates
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

LOOKS = 10
"""Times that a station is passed on a walk."""
KINDS = ("bottleneck_walk", "waste_walk", "time_study", "standard_work", "yamazumi")


@dataclass
class Observer:
    """Somebody who sees everything ``1 + bias`` times, and each thing apart by lognormal ``noise``.

    ``chance``: the cycles watched are any ten, and states are seen at ten passing looks; else both are seen whole.
    """

    bias: float = 0.0
    noise: float = 0.0
    seed: int = 0
    cycles: int = 10
    chance: bool = False
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
        seen = tuple(self._states(one) for one in truth.stations)
        first, second = [*named, None, None][:2]
        return BottleneckWalk(first=first, second=second, seen=seen, **common)

    def _states(self, one: StationStates) -> StatesSeen:
        """Return the states seen of a station; who is biased takes too much, or too little, for work."""
        bias, self.bias = self.bias, 0.0
        told = {state: self.saw(getattr(one, state) or 0.0) for state in ("setup", "blocked", "down")}
        told["starved"] = self.saw(one.starved + one.unexplained)
        self.bias = bias
        told["busy"] = self.saw(one.busy)
        whole = sum(told.values())
        if self.chance and whole > 0:
            looks = self.draws.multinomial(LOOKS, [time / whole for time in told.values()])
            told = {state: float(count) for state, count in zip(told, looks, strict=True)}
        return StatesSeen(station=one.station, **told)

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
        often = [one for one in truth.cycles if one.n >= self.cycles and one.product is not None]
        true = often[self.seed % len(often)] if often else max(truth.cycles, key=lambda one: one.n)
        times = spread_to(true.mean, true.sd or 0.0, self.cycles)
        if self.chance:
            times = self._any_cycles(true)
        cycles = tuple(CycleSeen(seconds=max(self.saw(time), 1e-6), pieces=1) for time in times)
        return TimeStudy(station=true.station, product=true.product, cycles=cycles, **common)

    def _any_cycles(self, true: Cycle) -> list[float]:
        """Return cycles drawn from a lognormal law of the true mean and scatter."""
        sigma = np.sqrt(np.log1p(((true.sd or 0.0) / true.mean) ** 2))
        drawn = self.draws.lognormal(np.log(true.mean) - sigma**2 / 2, sigma, self.cycles)
        return [float(time) for time in drawn]

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
