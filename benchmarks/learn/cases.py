"""Plants to ask about: ours, those of known truth, and a real log."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from plantwright.events.read import read_log
from plantwright.files.plant import read_plant
from plantwright.learn.bank.case import Case
from plantwright.twin.log import simulate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
DATA = Path(os.environ.get("PLANTWRIGHT_DATA", ROOT.parent / "shared" / "data"))
DAY = 86_400.0
LINES = {"axle-line": 4.0, "mini-fab": 30.0, "bio-suite": 365.0}
"""Example plants that are told, and for how long the twin runs them [d]."""


def own() -> Iterator[Case]:
    """Yield a case of each of our examples that has a log or a twin to make one."""
    yield Case.of(read_log(EXAMPLES / "machine-shop"), name="machine-shop")
    for name, days in LINES.items():
        plant = read_plant(EXAMPLES / name)
        yield Case.of(simulate(plant, horizon=days * DAY, warm_up=2 * DAY, seed=1), plant)


def public() -> Iterator[Case]:
    """Yield a case of each plant of known truth and of the real log; none where the data is not here."""
    plants = DATA / "known-plants" / "plants"
    for folder in sorted(plants.iterdir()) if plants.is_dir() else ():
        yield Case.of(read_log(folder), name=folder.name)
    real = DATA / "levy2014_production" / "production_restored.csv"
    if real.is_file():
        yield Case.of(read_log(real), name="levy2014")


@lru_cache(1)
def every() -> tuple[Case, ...]:
    """Return all cases that can be had here."""
    return (*own(), *public())
