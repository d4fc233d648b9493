"""What a streamed log costs: memory that does not grow with the run, and CPU seconds for each of its rows."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.engine.models import unreliable
from benchmarks.process import own_peak
from benchmarks.table import Row, row
from plantwright.twin.log import simulate_to


@dataclass(frozen=True)
class Streamed:
    """What a process took that ran the unreliable line once and streamed its log."""

    rows: int
    cpu: float
    """Run and log [s]."""
    peak: float
    """Largest resident memory [GB]."""


def streaming_rows(smoke: bool) -> list[Row]:
    """Return how much more memory ten times the visits take, and the cost of a row."""
    few, many = (10**4, 10**5) if smoke else (3 * 10**5, 3 * 10**6)
    print(f"streaming {few:,} and {many:,} visits …", file=sys.stderr, flush=True)
    short, long = apart(few), apart(many)
    return [
        row(f"streamed log of {few:,} visits, peak memory", short.peak, "GB"),
        row(
            f"streamed log, peak memory, growth from {few:,} to {many:,} visits", long.peak - short.peak, "GB", "<= 0.1"
        ),
        row(f"streamed log of {many:,} visits, run and log, cost of a row", long.cpu / long.rows * 1e6, "us", "<= 5"),
    ]


def apart(visits: int) -> Streamed:
    """Return what a process of its own took for so many visits."""
    code = f"from benchmarks.engine.streaming import told\nprint(told({visits}))"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return Streamed(**json.loads(done.stdout))


def told(visits: int) -> str:
    """Return what this process took, as JSON; what compiles does so before."""
    return json.dumps(asdict(streamed(visits)))


def streamed(visits: int) -> Streamed:
    """Run the line for so many visits and stream its log to a folder that is removed."""
    line = unreliable(0.5)
    with tempfile.TemporaryDirectory() as name:
        simulate_to(line.plant(), Path(name) / "short", horizon=line.short().horizon)
        begun = time.process_time()
        simulate_to(line.plant(), Path(name) / "long", horizon=line.bringing(visits).horizon)
        cpu = time.process_time() - begun
        rows = pq.ParquetFile(Path(name) / "long" / "log.parquet").metadata.num_rows
    return Streamed(rows, cpu, own_peak())
