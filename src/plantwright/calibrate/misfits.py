"""How far the recorded window lies from the twin's, measure by measure, and which of it is beyond chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from plantwright.calibrate.arrays import Flags, Floats, flags, floats
from plantwright.calibrate.center_profile import Profile
from plantwright.calibrate.criticism import FLOW_TIME, Misfit
from plantwright.calibrate.misfit_words import WORDS, sentence
from plantwright.calibrate.seen_recorded import Recorded
from plantwright.calibrate.week_parts import WeekParts
from plantwright.messages.told import told
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant

FEWEST = 20
"""Observations, recorded or expected, below which a measure is not compared."""
FEWEST_STOPS = 8
"""The same of breakdowns."""
FALSE = 0.05
"""Share of false among what is said to be beyond chance."""
LEAST = 0.05
"""Relative difference below which nobody needs to know."""
LEAST_SHARE = 0.002
"""The same of the share of the orders' time that it explains."""
_WEEKS = 2.5
"""Weeks of which a part of the week must be seen."""
_ROUNDED = 0.005
"""Relative spread below which no measure is known."""
_QUEUE = 0.05
"""Lots of a queue that is none."""
_SHARES = ("occupied_share", "overtaken_share", "down_share", "starts_in")


@dataclass(frozen=True)
class Sides:
    """One measure: recorded, shape (places…), and the twin's, shape (runs, places…)."""

    recorded: Floats
    twin: Floats

    def even(self, name: str) -> Sides:
        """Return both on a scale on which windows scatter alike, be they large or small."""
        if name in _SHARES:
            return Sides(*(np.arcsin(np.sqrt(np.clip(one, 0.0, 1.0))) for one in (self.recorded, self.twin)))
        least = _QUEUE if name.startswith("queue_length") else 0.02 * np.maximum(self.twin.mean(axis=0), 1e-9)
        return Sides(np.log(self.recorded + least), np.log(self.twin + least))

    def against(self, whole: Sides) -> Sides:
        """Return how parts of the week differ from the whole of it."""
        return Sides(self.recorded - whole.recorded[..., None], self.twin - whole.twin[..., None])

    def middle(self) -> Floats:
        """Return the mean of the twin's windows."""
        return floats(self.twin.mean(axis=0))

    def gap(self) -> Floats:
        """Return how far apart the two are."""
        return floats(np.abs(self.recorded - self.middle()))

    def relative(self) -> Floats:
        """Return the same as a share of the recorded, or of the twin's where that is more."""
        return floats(self.gap() / np.maximum(np.maximum(self.recorded, self.middle()), 1e-12))


@dataclass(frozen=True)
class Comparison:
    """A plant, its recorded window, and the twin's windows."""

    plant: Plant
    parts: WeekParts
    recorded: Recorded
    found: Profile
    twin: Sequence[Profile]

    def misfits(self) -> tuple[Misfit, ...]:
        """Return all that can be compared; what is beyond chance says so."""
        made = [one for name in self._measures() for one in self._of(name)]
        limit = _limit(np.array([one.p for one in made]))
        return tuple(replace(one, beyond_chance=one.p <= limit and _matters(one)) for one in made)

    def _measures(self) -> list[str]:
        known = self.recorded
        names = ["queue_length", "queue_time", "queue_length_in", "starts_in", "overtaken_share", "occupied_share"]
        names += ["process_time"]
        names += ["setups_per_lot", "setup_time"] if known.setup_rows else []
        names += ["down_share"] if known.down_rows else []
        return [*names, "batch_size", *(["flow_time"] if known.releases else [])]

    def _sides(self, name: str) -> Sides:
        return Sides(self.found.values[name], np.array([one.values[name] for one in self.twin]))

    def _of(self, name: str) -> Iterator[Misfit]:
        raw = self._sides(name)
        known, raw = self._known(name, raw), Sides(np.nan_to_num(raw.recorded), np.nan_to_num(raw.twin))
        even = raw.even(name)
        if name == "queue_length_in":
            even = even.against(self._sides("queue_length").even("queue_length"))
        z, p = _distance(even, self._least_spread(name, raw))
        share = self._shares(name, raw)
        for place in np.argwhere(known):
            at = tuple(place.tolist())
            one = Sides(raw.recorded[at], raw.twin[(slice(None), *at)])
            yield self._misfit(name, at, one, (float(z[at]), float(p[at]), float(share[at])))

    def _known(self, name: str, raw: Sides) -> Flags:
        known = np.isfinite(raw.recorded) & np.isfinite(raw.twin).all(axis=0)
        known &= self._seen(name) >= (FEWEST_STOPS if name == "down_share" else FEWEST)
        if name.startswith("queue"):
            least = self._sides("queue_length_in" if name.endswith("_in") else "queue_length")
            known &= np.maximum(least.recorded, least.middle()) >= _QUEUE
        if name == "setups_per_lot":
            known &= self._seen("setup_time") >= FEWEST
        if name == "batch_size":
            known &= np.array([one.batch is not None for one in self.plant.work_centers])
        if name.endswith("_in"):
            known &= self._often() & (self.parts.passed[:, -1] < 0.999 * self.parts.worked[-1])
        return flags(known)

    def _seen(self, name: str) -> Floats:
        """Return how many observations there are, recorded or of the twin, whichever are more."""
        return floats(np.maximum(self.found.counts[name], np.mean([one.counts[name] for one in self.twin], axis=0)))

    def _often(self) -> Flags:
        return flags(np.full(len(self.parts.names), self.found.opened >= _WEEKS * self.parts.worked[-1]))

    def _least_spread(self, name: str, raw: Sides) -> Floats:
        """Return a spread below which no measure is known: of rounding, and of few breakdowns."""
        if name != "down_share":
            return np.full(raw.recorded.shape, _ROUNDED)
        share = np.maximum(raw.recorded, raw.middle())
        # of n repairs of exponential lengths, on the scale of the arcsine
        spread = np.sqrt(share / (2 * np.maximum(self.found.counts[name], 1.0)))
        return floats(np.maximum(spread, _ROUNDED))

    def _shares(self, name: str, raw: Sides) -> Floats:
        """Return how much of the orders' time each difference explains, by Little's law [1]."""
        found = self.found
        if name == FLOW_TIME:
            total = raw.recorded * found.counts[name]
            return floats(raw.relative() * total / max(total.sum(), 1e-12))
        wip = max(found.wip, float(np.mean([one.wip for one in self.twin])), 1e-9)
        return floats(self._lots(name, raw) / wip)

    def _lots(self, name: str, raw: Sides) -> Floats:
        """Return how many lots each difference keeps on the floor, or off it."""
        if name == "queue_time":
            return self._sides("queue_length").gap()
        lots, waiting = self.found.lots, self.found.values["queue_length"]
        stations = np.array([one.stations for one in self.plant.work_centers], dtype=np.float64)
        by_gap = {
            "queue_length": np.ones(len(stations)),
            "queue_length_in": self.parts.passed[:, -1] / self.parts.worked[-1],
            "starts_in": lots[:, None],
            "overtaken_share": waiting,
            "occupied_share": stations,
            "down_share": stations,
        }
        setups = self.found.counts["setup_time"] * np.nan_to_num(self.found.values["setup_time"])
        setups = setups * 60 / self.found.opened
        by_ratio = {"process_time": lots - waiting, "batch_size": lots, "setups_per_lot": setups, "setup_time": setups}
        return floats(raw.gap() * by_gap[name] if name in by_gap else raw.relative() * by_ratio[name])

    def _misfit(self, name: str, at: tuple[int, ...], one: Sides, judged: tuple[float, float, float]) -> Misfit:
        measure = name.removesuffix("_in")
        where = (self.plant.products if name == FLOW_TIME else self.plant.work_centers)[at[0]].id
        when = self.parts.names[at[1]] if len(at) > 1 else ""
        scale = 100.0 if name in _SHARES else 1.0
        recorded, twin = float(one.recorded) * scale, _estimate(one.twin * scale, WORDS[measure][1])
        said = sentence(measure, where, when, recorded, twin)
        return Misfit(measure, where, when, recorded, twin, judged[0], judged[1], False, judged[2], said)


def _estimate(twin: Floats, unit: str) -> Estimate:
    middle, spread = float(twin.mean()), float(twin.std(ddof=1))
    low, high = (float(edge) for edge in np.quantile(twin, [0.025, 0.975]))
    # with few runs the outer quantiles lie too far in
    low, high = max(min(low, middle - 2.02 * spread), 0.0), max(high, middle + 2.02 * spread)
    return Estimate(
        value=middle, unit=unit, low=low, high=high, n=len(twin), method=told("mean and 95 % range of runs")
    )


def _distance(even: Sides, least: Floats) -> tuple[Floats, Floats]:
    """Return how many spreads the recorded window is off, and how likely that is by chance (Student's t)."""
    from scipy.special import stdtr  # noqa: PLC0415

    runs = len(even.twin)
    spread = np.maximum(even.twin.std(axis=0, ddof=1), least) * np.sqrt(1 + 1 / runs)
    z = (even.recorded - even.middle()) / spread
    return floats(z), floats(2 * stdtr(runs - 1, -np.abs(z)))


def _limit(chances: Floats) -> float:
    """Return the largest chance that is still beyond chance, after Benjamini and Hochberg (1995)."""
    ordered = np.sort(chances)
    kept = ordered <= FALSE * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    return float(ordered[kept].max()) if kept.any() else -1.0


def _matters(one: Misfit) -> bool:
    twin = one.twin.value or 0.0
    return abs(one.recorded - twin) >= LEAST * max(one.recorded, twin) and one.share >= LEAST_SHARE
