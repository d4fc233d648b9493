"""``python -m benchmarks.learn [--smoke] [--json FILE] [--suite bank|placement]``."""

from __future__ import annotations

import sys

from benchmarks.learn import bank, placement
from benchmarks.table import run

SUITES = {"bank": bank.figures, "placement": placement.figures}

if __name__ == "__main__":
    sys.exit(run("The school", SUITES))
