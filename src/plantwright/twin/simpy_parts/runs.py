"""Of the SimPy script: several runs, what they measure, and the command line."""

from __future__ import annotations

import argparse
import math
import statistics
import sys

from plantwright.twin.simpy_parts.center import DAY, HOUR, Lot
from plantwright.twin.simpy_parts.floor import Floor
from plantwright.twin.simpy_parts.plant import NAME

# ---- cut: what follows goes into the script ----

UNITS = {"throughput": "good pieces a day", "flow time, mean": "hours", "flow time, p95": "hours", "WIP": "orders"}

T_975 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
)  # fmt: skip
"""Quantiles of Student's t for 95 % intervals, by degrees of freedom from 1 on."""


def run(seed: str, end: float) -> list[Lot]:
    """Let the plant work until the end and return every order released; stop where the floor stands still."""
    floor = Floor(seed)
    floor.env.run(until=end)
    if floor.stands_still():
        sys.exit("The floor stands still: lots wait for places or for loads that never come. Nothing was measured.")
    return floor.orders


def measures(orders: list[Lot], start: float, end: float) -> dict[str, float]:
    """Return what was made, how long it took and how many orders were on the floor, from start to end."""
    done = [lot for lot in orders if start <= lot.completed < end]
    flow = sorted((lot.completed - lot.released) / HOUR for lot in done)
    on_floor = sum(max(0.0, min(lot.completed, end) - max(lot.released, start)) for lot in orders)
    return {
        "throughput": sum(lot.good for lot in done) / (end - start) * DAY,
        "flow time, mean": statistics.fmean(flow) if flow else math.nan,
        "flow time, p95": percentile(flow, 0.95),
        "WIP": on_floor / (end - start),
    }


def percentile(ordered: list[float], share: float) -> float:
    """Return the value that a share of the ordered values does not exceed, between two of them in proportion."""
    if not ordered:
        return math.nan
    whole, part = divmod(share * (len(ordered) - 1), 1)
    low, high = ordered[int(whole)], ordered[min(int(whole) + 1, len(ordered) - 1)]
    return low + part * (high - low)


def interval(values: list[float]) -> tuple[float, float]:
    """Return the 95 % t-interval of a mean over runs; not a number for a single run."""
    if len(values) < 2:
        return math.nan, math.nan
    freedom, z = len(values) - 1, statistics.NormalDist().inv_cdf(0.975)
    t = T_975[freedom - 1] if freedom <= len(T_975) else z + (z**3 + z) / 4 / freedom + 2.8 / freedom**2
    mean, half = statistics.fmean(values), t * statistics.stdev(values) / math.sqrt(len(values))
    return mean - half, mean + half


def options() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=f"Simulate {NAME!r} with SimPy.".replace("%", "%%"))
    parser.add_argument("--seed", type=int, default=0, help="seed of all random numbers")
    parser.add_argument("--runs", type=int, default=10, help="independent runs")
    parser.add_argument("--days", type=float, default=90.0, help="calendar days measured")
    parser.add_argument("--warm-up", type=float, default=30.0, help="calendar days before, not measured")
    told = parser.parse_args()
    if not (told.runs >= 1 and 0 < told.days < math.inf and 0 <= told.warm_up < math.inf):
        parser.error("--runs must be 1 or more, --days above 0, --warm-up 0 or more")
    return told


def main() -> None:
    """Run the plant several times and print its measures, each with a 95 % t-interval over the runs."""
    told = options()
    start, end = told.warm_up * DAY, (told.warm_up + told.days) * DAY
    runs = [measures(run(f"{told.seed}/{number}", end), start, end) for number in range(told.runs)]
    print(f"{NAME}: runs {told.runs}, days {told.days:g} after {told.warm_up:g}, seed {told.seed}")
    print(f"{'':16}{'mean':>12}  95 % interval over runs")
    for name, unit in UNITS.items():
        values = [one[name] for one in runs]
        low, high = interval(values)
        print(f"{name:16}{statistics.fmean(values):12.6g}  {low:.6g} to {high:.6g} {unit}")


if __name__ == "__main__":
    main()
