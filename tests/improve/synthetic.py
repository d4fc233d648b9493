"""Experiments whose true gains are told: no plant runs, the numbers are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from improve.shops import SHORT, bottleneck
from plantwright.improve.experiment import BASE, Array, Experiment
from plantwright.model.change import Change, SetWipLimit

LEVEL = 100.0
"""Throughput of the plant as it is, so that a point of throughput is a percent."""


class Synthetic(Experiment):
    """An experiment that draws its runs: the noise of a run is common to all scenarios but for a part of its own."""

    def __init__(self, gains: Sequence[float], seed: int, *, common: float = 2.0, own: float = 1.0) -> None:
        changes = [Change(name=f"c{k}", edits=(SetWipLimit(limit=6),)) for k in range(len(gains))]
        super().__init__(bottleneck(), {one.name: one for one in changes}, SHORT)
        rng = np.random.default_rng(seed)
        shared = common * rng.standard_normal(200)
        self.table: dict[str, Array] = {BASE: LEVEL + shared}
        for one, gain in zip(changes, gains, strict=True):
            self.table[one.name] = LEVEL + gain + shared + own * rng.standard_normal(200)

    def extend(self, names: Sequence[str], replications: int) -> None:
        """Take runs from the table until each scenario has so many."""
        for name in names:
            self.runs[name] = {"throughput": self.table[name][:replications]}

    def know(self, shifts: dict[str, Array]) -> None:
        """Tell how far each refit puts each gain, shape (refits,)."""
        own = self.table
        self.drawn = {
            name: {"throughput": (own[name][:1] + shift)[:, None]}
            for name, shift in {BASE: np.zeros(len(next(iter(shifts.values())))), **shifts}.items()
        }
