"""``python -m benchmarks.learn [--smoke] [--json FILE] [--suite bank|learner]``."""

from __future__ import annotations

import sys

from benchmarks.learn import bank, learner
from benchmarks.table import run

SUITES = {
    "bank": bank.figures,
    "learner": learner.figures,
}

if __name__ == "__main__":
    sys.exit(run("The school", SUITES))
