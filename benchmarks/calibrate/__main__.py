"""``python -m benchmarks.calibrate [--suite scale|spark|real]``: learning from logs, large ones and a real one."""

from __future__ import annotations

import sys

from benchmarks.calibrate.engines import engine_rows
from benchmarks.calibrate.real_log import real_log_rows
from benchmarks.calibrate.scale import scale_rows
from benchmarks.table import run

if __name__ == "__main__":
    suites = {"scale": scale_rows, "spark": engine_rows, "real": real_log_rows}
    sys.exit(run("Learning from logs", suites))
