"""``python -m benchmarks.learn [--smoke] [--json FILE] [--suite bank|tutor]``."""

from __future__ import annotations

import sys

from benchmarks.learn import bank, tutor
from benchmarks.table import run

SUITES = {"bank": bank.figures, "tutor": tutor.figures}

if __name__ == "__main__":
    sys.exit(run("The school", SUITES))
