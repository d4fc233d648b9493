"""``python -m benchmarks.learn [--smoke] [--json FILE] [--suite bank|games|learner|placement|tutor]``."""

from __future__ import annotations

import sys

from benchmarks.learn import bank, games, learner, placement, tutor
from benchmarks.table import run

SUITES = {
    "bank": bank.figures,
    "games": games.figures,
    "learner": learner.figures,
    "placement": placement.figures,
    "tutor": tutor.figures,
}

if __name__ == "__main__":
    sys.exit(run("The school", SUITES))
