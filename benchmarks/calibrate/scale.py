"""Logs of a million and of twenty million rows: what it takes to learn from the one and to measure the other."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.calibrate.big_log import weeks_for, write_big_log
from benchmarks.process import Cost, measured
from benchmarks.table import Row, row

FIT = "import sys\nfrom plantwright import fit, read_log\nfit(read_log(sys.argv[1]))"
MEASURE = "import sys\nfrom plantwright import measure, read_log\nmeasure(read_log(sys.argv[1]))"


def scale_rows(smoke: bool) -> list[Row]:
    """Return CPU time and peak memory of whole processes: one hall's log fitted, that of twenty measured."""
    return [
        *_rows("fitted", FIT, 1, 20_000 if smoke else 1_000_000, (90, 3)),
        *_rows("measured", MEASURE, 2 if smoke else 20, 40_000 if smoke else 20_000_000, (60, 2)),
    ]


def _rows(word: str, code: str, halls: int, wanted: int, targets: tuple[float, float]) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "log"
        rows = write_big_log(folder, halls, weeks_for(wanted // halls))
        print(f"{rows:,} rows {word} …", file=sys.stderr, flush=True)
        cost: Cost = measured([sys.executable, "-c", code, str(folder)])
    figure = f"log of {rows:,} rows {word}"
    return [
        row(figure, cost.cpu, "CPU s", f"<= {targets[0]:g}"),
        row(f"{figure}, peak memory", cost.peak, "GB", f"<= {targets[1]:g}"),
    ]
