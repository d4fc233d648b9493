"""How cost grows: with stations, with the length of a run, with threads, and where nothing is compiled yet."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.engine import ours
from benchmarks.engine.models import JobShop, Line, tandem, unreliable
from benchmarks.process import COMMAND, Cost, measured
from benchmarks.table import Row, row, wall_row
from plantwright.files.plant import write_plant
from plantwright.twin.replicate import replicate


def first_run_rows(quiet: float, smoke: bool) -> list[Row]:
    """Return the wall time of a small plant's simulation: the first, which compiles, and one after that."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_plant(JobShop().plant(), folder / "plant")
        rows = []
        if not smoke:
            print("first run …", file=sys.stderr, flush=True)
            first = _simulate(folder)
            rows.append(wall_row("simulate a job shop, first run with compilation", first.wall, "<= 25", quiet))
        warm = min((_simulate(folder, compiled=smoke) for _ in range(1 if smoke else 3)), key=lambda one: one.wall)
        return [*rows, wall_row("simulate a job shop, compiled before", warm.wall, "<= 2", quiet)]


def _simulate(folder: Path, *, compiled: bool = False) -> Cost:
    """Simulate the plant of a folder; what compiles is kept there, unless it is ``compiled`` where it always is."""
    command = [*COMMAND, "simulate", str(folder / "plant"), "--warm-up", "1w", "--horizon", "4w"]
    return measured(command, None if compiled else {"NUMBA_CACHE_DIR": str(folder / "numba")})


def thread_row(quiet: float, smoke: bool) -> Row:
    """Return how much sooner two threads are done with several runs than one."""
    print("threads …", file=sys.stderr, flush=True)
    line = unreliable(0.5)
    window = line.bringing(2e4 if smoke else 2e6)
    took: dict[int, list[float]] = {1: [], 2: []}
    replicate(line.plant(), warm_up=0.0, horizon=line.short().horizon, replications=2, threads=2)
    for _ in range(3):
        for threads, seconds in took.items():
            begun = time.perf_counter()
            replicate(line.plant(), warm_up=0.0, horizon=window.horizon, replications=8, threads=threads)
            seconds.append(time.perf_counter() - begun)
    faster = float(np.median(took[1]) / np.median(took[2]))
    return wall_row("8 runs, one thread over two threads", faster, ">= 1.8", quiet, unit="1")


def station_rows(smoke: bool) -> list[Row]:
    """Return the cost of a visit in lines of 10, 100 and 1,000 stations, and how far it grows."""
    costs = {}
    for stations in (10, 100, 1_000):
        print(f"{stations:,} stations …", file=sys.stderr, flush=True)
        costs[stations] = visit_cost(tandem(stations, 0.5, buffer=10), 1e5 if smoke else 1e7, 3)
    rows = [row(f"line of {stations:,} stations, cost of a visit", cost, "us") for stations, cost in costs.items()]
    return [*rows, row("cost of a visit, 1,000 stations over 10", costs[1_000] / costs[10], "1", "<= 2")]


def long_run_rows(smoke: bool) -> list[Row]:
    """Return the cost of a visit in short and in long runs, how far it strays, and how much memory it takes."""
    sizes = (10**4, 10**5) if smoke else (10**5, 10**6, 10**7, 10**8)
    costs = {}
    for size in sizes:
        print(f"{size:,} visits …", file=sys.stderr, flush=True)
        costs[size] = visit_cost(unreliable(0.5), size, 15 if size <= 10**6 else 3 if size <= 10**7 else 1)
    rows = [row(f"run of {size:,} visits, cost of a visit", cost, "us") for size, cost in costs.items()]
    stray = max(abs(cost / costs[sizes[0]] - 1) for cost in costs.values())
    span = f"{sizes[0]:,} to {sizes[-1]:,} visits"
    more = peak(sizes[-1]) - peak(sizes[0])
    return [
        *rows,
        row(f"cost of a visit, change from {span}", stray, "1", "<= 0.2"),
        row(f"peak memory, growth from {span}", more, "GB", "<= 0.2"),
    ]


def visit_cost(line: Line, visits: float, repetitions: int) -> float:
    """Return the median cost of a visit [us], by the visits that there were."""
    runs = ours.timed(line, line.bringing(visits), range(repetitions))
    return float(np.median([run.cpu / ours.visits(run, line) for run in runs])) * 1e6


def peak(visits: int) -> float:
    """Return the largest memory of a process that runs the unreliable line for so many visits [GB]."""
    code = (
        "from benchmarks.engine.scaling import unreliable, visit_cost\n"
        "from benchmarks.process import own_peak\n"
        f"visit_cost(unreliable(0.5), {visits}, 1)\n"
        "print(own_peak())"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)
