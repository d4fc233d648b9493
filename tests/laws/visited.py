"""Floors that visitors walk over: the machine shop on one day, and runs of plants of several kinds."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from pathlib import Path

from benchmarks.interventions.plants import true_plant

from laws.plants import line
from plantwright.events.log import EventLog
from plantwright.events.read import read_log
from plantwright.files.plant import read_plant
from plantwright.grade.sheet_truth import SheetTruth
from plantwright.grade.truth import truth_of
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.log import simulate

DAY = 86_400.0
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FLOORS = ("machine-shop", "axle-line", "mini-fab", "line")
KNOWN = ("p03", "p08", "p23")


@cache
def visited(name: str) -> SheetTruth:
    """Return the truth of one of FLOORS."""
    if name == "machine-shop":
        log = read_log(EXAMPLES / name)
        return truth_of(log, (log.meta.start + timedelta(days=8), log.meta.start + timedelta(days=10)))
    return truth_of(simulate(_line(), horizon=DAY / 2, warm_up=DAY / 2, seed=3) if name == "line" else _example(name))


@cache
def known_truth(folder: Path, name: str) -> SheetTruth:
    """Return the truth of a run of one of KNOWN, whose parameters were published."""
    told = json.loads((folder / "plants" / name / "truth.json").read_text(encoding="utf-8"))
    return truth_of(simulate(true_plant(name, told["parameters"]), horizon=5 * DAY, warm_up=10 * DAY, seed=1))


def _example(name: str) -> EventLog:
    return simulate(read_plant(EXAMPLES / name), horizon=5 * DAY, warm_up=10 * DAY, seed=1)


def _line() -> Plant:
    """Return three stations in a row with two places between them, the middle one slowest."""
    centers = [WorkCenter(id="cut"), WorkCenter(id="weld", buffer=2), WorkCenter(id="paint", buffer=2)]
    noise = Distribution(kind="gamma", mean=1.0, scv=0.2)
    return line(centers, [50.0, 60.0, 45.0], noise=noise, wip_limit=8)
