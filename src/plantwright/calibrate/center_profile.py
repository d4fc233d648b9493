"""One window in numbers, per work center, part of the week and product: what a criticism compares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.arrays import Floats, floats, ratio, sums
from plantwright.calibrate.seen import Seen
from plantwright.calibrate.week_parts import WeekParts, in_parts
from plantwright.model.plant import Plant


@dataclass(frozen=True)
class Profile:
    """Measures of one window, one number a place, and a part of the week where there are two axes."""

    values: dict[str, Floats]
    """By measure, shape (work centers or products,), or (work centers, parts) where the name ends with ``_in``."""
    counts: dict[str, Floats]
    """How many observations each rests on, the same shapes."""
    lots: Floats
    """Lots waiting or in process at each work center, mean over working time, shape (work centers,)."""
    wip: float
    """Orders on the floor, mean over working time."""
    opened: float
    """Working time of the window [s]."""


@dataclass(frozen=True)
class Profiler:
    """Sums up windows of one plant."""

    plant: Plant
    parts: WeekParts

    def __call__(self, seen: Seen) -> Profile:
        """Return the profile of a window."""
        count = len(self.plant.work_centers)
        stations = np.array([one.stations for one in self.plant.work_centers], dtype=np.float64)
        opened = seen.closes - seen.opens
        values, counts = _queues(seen, count, opened)
        _stations(values, counts, seen, stations * opened)
        self._in_parts(values, counts, seen, count)
        _orders(values, counts, seen, len(self.plant.products))
        in_process = sums(seen.center, seen.occupied(), count) / opened
        return Profile(values, counts, values["queue_length"] + in_process, seen.order_time / opened, opened)

    def _in_parts(self, values: dict[str, Floats], counts: dict[str, Floats], seen: Seen, count: int) -> None:
        known = np.isfinite(seen.came)
        came = np.minimum(np.maximum(seen.came, seen.opens), seen.begun)[known]
        waited = in_parts(self.parts, seen.center[known], count, came, seen.begun[known])
        values["queue_length_in"] = waited / np.maximum(self.opened(seen), 1.0)
        begun = seen.inside & seen.first
        held = [
            np.bincount(seen.center[begun], self.parts.holds(part, seen.start[begun]), minlength=count)
            for part in range(len(self.parts.names))
        ]
        starts = floats(np.column_stack(held) if held else np.zeros((count, 0)))
        values["starts_in"] = starts / np.maximum(counts["process_starts"], 1.0)[:, None]
        counts["starts_in"] = counts["queue_length_in"] = starts

    def opened(self, seen: Seen) -> Floats:
        """Return the working time of each part within a window, shape (parts,) [s]."""
        edges = np.array([seen.opens, seen.closes])
        return np.array([np.diff(self.parts.inside(part, edges))[0] for part in range(len(self.parts.names))])


def _queues(seen: Seen, count: int, opened: float) -> tuple[dict[str, Floats], dict[str, Floats]]:
    known = np.isfinite(seen.came)
    waits = sums(seen.center[known], seen.waits()[known], count)
    lots = np.bincount(seen.center[known & seen.inside], minlength=count).astype(np.float64)
    late = sums(seen.center, (seen.overtaken() & seen.inside).astype(np.float64), count)
    values = {
        "queue_length": waits / opened,
        "queue_time": ratio(waits, lots, np.nan) / 3600,
        "overtaken_share": ratio(late, lots, np.nan),
    }
    return values, dict.fromkeys(values, lots)


def _stations(values: dict[str, Floats], counts: dict[str, Floats], seen: Seen, offered: Floats) -> None:
    count = len(offered)
    loads = sums(seen.center, (seen.first & seen.inside).astype(np.float64), count)
    whole = seen.first & seen.inside & np.isfinite(seen.length)
    ended = sums(seen.center[whole], np.ones(int(whole.sum())), count)
    length = sums(seen.center[whole], seen.length[whole], count)
    timed = np.isfinite(seen.setup_length)
    setups = sums(seen.setup_center[timed], np.ones(int(timed.sum())), count)
    values["occupied_share"] = sums(seen.center, seen.occupied(), count) / offered
    values["process_time"] = ratio(length, ended, np.nan) / 3600
    values["setups_per_lot"] = ratio(setups, loads, np.nan)
    values["setup_time"] = ratio(sums(seen.setup_center[timed], seen.setup_length[timed], count), setups, np.nan) / 60
    values["down_share"] = sums(seen.down_center, seen.down_length, count) / offered
    values["batch_size"] = ratio(sums(seen.center, seen.inside.astype(np.float64), count), loads, np.nan)
    counts["occupied_share"] = counts["setups_per_lot"] = counts["batch_size"] = counts["process_starts"] = loads
    counts["process_time"], counts["setup_time"] = ended, setups
    counts["down_share"] = np.bincount(seen.down_center, minlength=count).astype(np.float64)


def _orders(values: dict[str, Floats], counts: dict[str, Floats], seen: Seen, products: int) -> None:
    counts["flow_time"] = np.bincount(seen.product, minlength=products).astype(np.float64)
    values["flow_time"] = ratio(sums(seen.product, seen.flow, products), counts["flow_time"], np.nan)
