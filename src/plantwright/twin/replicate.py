"""Many runs of one plant, summed up without a log: the measures of each, on common random numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from plantwright.model.calendar import DAY
from plantwright.model.plant import Plant
from plantwright.twin.compile import Tables, tables_of
from plantwright.twin.kernel.clock import worked
from plantwright.twin.kernel.floor import Floor
from plantwright.twin.machine import run_floor
from plantwright.twin.threads import each

METRICS = ("throughput", "flow_mean", "flow_p95", "on_time", "wip")
"""What a run is summed up in: pieces/d, h, h, share, orders."""

UNITS = {"throughput": "pieces/d", "flow_mean": "h", "flow_p95": "h", "on_time": "1", "wip": "orders"}

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """One run in numbers."""

    metrics: dict[str, float]
    """By name of ``METRICS``; NaN where no order was completed."""
    stations: dict[str, Array]
    """Working time of each station within the window by state (process, setup, down, blocked) [s]."""
    available: Array
    """Working time each station's calendar offers within the window [s]."""
    worker_busy: float
    """Share of the workers' working time held by stations [1]; NaN without workers."""


@dataclass(frozen=True)
class Replications:
    """Independent runs of one plant; run k of any plant shares its random streams with run k of any other."""

    plant: Plant
    runs: tuple[Summary, ...]
    warm_up: float
    horizon: float
    seed: int

    def metric(self, name: str) -> Array:
        """Return one metric of every run, shape (runs,)."""
        return np.array([run.metrics[name] for run in self.runs])

    def occupied_share(self) -> dict[str, float]:
        """Return the share of its working time that each work center is in process, setup or repair [1]."""
        centers = self.plant.work_centers
        owners = np.repeat(np.arange(len(centers)), [center.stations for center in centers])
        busy = sum(run.stations["process"] + run.stations["setup"] + run.stations["down"] for run in self.runs)
        offered = sum(run.available for run in self.runs)
        totals = np.bincount(owners, busy) / np.bincount(owners, offered)
        return {center.id: float(share) for center, share in zip(centers, totals, strict=True)}


def replicate(
    plant: Plant,
    *,
    warm_up: float,
    horizon: float,
    replications: int,
    seed: int = 0,
    first: int = 0,
    threads: int = 2,
    done: Callable[[], None] | None = None,
) -> Replications:
    """Run a plant several times from an empty floor and sum each run up.

    Parameters
    ----------
    warm_up, horizon
        Calendar time before the measured window, and its length [s].
    first
        Number of the first replication; replication k uses the random streams of ``seed`` and k.
    done
        Called after each run, to show progress.

    Raises
    ------
    TwinError
        As ``run_floor``.
    """
    tables = tables_of(plant)

    def one(number: int) -> Summary:
        summary = summarize(tables, warm_up=warm_up, horizon=horizon, seed=stream_seed(seed, number))
        if done:
            done()
        return summary

    runs = tuple(each(range(first, first + replications), one, threads))
    return Replications(plant, runs, warm_up, horizon, seed)


def stream_seed(seed: int, number: int) -> int:
    """Return the kernel's seed of replication ``number``."""
    return seed * 1_000_003 + number


def summarize(tables: Tables, *, warm_up: float, horizon: float, seed: int) -> Summary:
    """Run a compiled plant once and sum it up, in memory that grows with the orders completed by 8 bytes each."""
    window = (warm_up, warm_up + horizon)
    return summary_of(run_floor(tables, start=0.0, window=window, seed=seed, listing=False), window)


def summary_of(floor: Floor, window: tuple[float, float]) -> Summary:
    """Sum up a finished run."""
    names = ("process", "setup", "down", "blocked")
    stations = {name: floor.stations[f"{name}_time"].copy() for name in names}
    # repairs of a load lie inside the busy stretch that the kernel counts as processing
    stations["process"] -= floor.stations["inside_down"]
    calendars = floor.centers["calendar"][floor.stations["center"]]
    available = np.array([_offered(floor, int(calendar), window) for calendar in calendars])
    return Summary(
        metrics=floor_metrics(floor, window),
        stations=stations,
        available=available,
        worker_busy=_worker_busy(floor, window),
    )


def floor_metrics(floor: Floor, window: tuple[float, float]) -> dict[str, float]:
    """Return the metrics of the orders of a finished run, as ``order_metrics`` but from the kernel's sums.

    Notes
    -----
    What goes into another product, or is taken apart, has not left the plant: its pieces are no throughput.
    """
    state, length = floor.state[0], window[1] - window[0]
    known = {"throughput": float(state["good"]) / (length / DAY), "wip": float(state["wip_time"]) / length}
    flows = floor.flows[: state["flows"]]
    if len(flows) == 0:
        return {**known, "flow_mean": np.nan, "flow_p95": np.nan, "on_time": np.nan}
    return {
        **known,
        "flow_mean": float(flows.mean()) / 3600,
        "flow_p95": float(np.quantile(flows, 0.95)) / 3600,
        "on_time": float(state["kept"] / state["promised"]) if state["promised"] else np.nan,
    }


def order_metrics(orders: NDArray[np.void], window: tuple[float, float]) -> dict[str, float]:
    """Return the metrics of a list of orders, recorded or simulated.

    Notes
    -----
    Orders completed within the window count for throughput, flow time and promises; every order on the floor counts
    for WIP, from release to completion, cut at the window's edges.
    """
    start, end = window
    completed = orders["completed"]
    inside = orders[(completed >= start) & (completed < end)]
    days = (end - start) / DAY
    left = np.where(np.isnan(completed), np.inf, completed)
    on_floor = np.clip(np.minimum(left, end) - np.maximum(orders["released"], start), 0, None).sum()
    metrics = {"throughput": float(inside["good"].sum()) / days, "wip": float(on_floor) / (end - start)}
    if len(inside) == 0:
        return {**metrics, "flow_mean": np.nan, "flow_p95": np.nan, "on_time": np.nan}
    promised = inside[np.isfinite(inside["due"])]
    flow = (inside["completed"] - inside["released"]) / 3600
    return {
        **metrics,
        "flow_mean": float(flow.mean()),
        "flow_p95": float(np.quantile(flow, 0.95)),
        "on_time": float((promised["completed"] <= promised["due"]).mean()) if len(promised) else np.nan,
    }


def leaving(plant: Plant) -> NDArray[np.bool_]:
    """Return whether a product leaves the plant, or goes into another or is taken apart, shape (products,)."""
    inner = {name for one in plant.products for name in one.component_names()}
    return np.array([one.id not in inner and not one.taken_apart() for one in plant.products])


def _offered(floor: Floor, calendar: int, window: tuple[float, float]) -> float:
    first, last = (worked(floor.calendars, floor.spans, calendar, edge) for edge in window)
    return float(last - first)


def _worker_busy(floor: Floor, window: tuple[float, float]) -> float:
    if floor.state[0]["workers"] == 0:
        return float("nan")
    own = floor.workers["calendar"]
    hours = np.where(own < 0, floor.state[0]["calendar"], own)
    offered = sum(_offered(floor, int(calendar), window) for calendar in hours)
    return float(floor.workers["busy_time"].sum() / offered)
