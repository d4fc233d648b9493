"""Plants that lessons are shown on in tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

from benchmarks.learn.cases import DATA, own

from plantwright.events.read import read_log
from plantwright.learn.bank.case import Case

KNOWN = ("p03", "p23")
"""Plants of known truth that lessons are shown on: one with stops and no setups, one with neither."""


@lru_cache(1)
def examples() -> tuple[Case, ...]:
    """Return a case of every example plant."""
    return tuple(own())


@lru_cache(1)
def published() -> tuple[Case, ...]:
    """Return the real log and two plants of known truth; none where the data is not here."""
    return tuple(_published()) if "PLANTWRIGHT_DATA" in os.environ or DATA.is_dir() else ()


def _published() -> Iterator[Case]:
    real = DATA / "levy2014_production" / "production_restored.csv"
    if real.is_file():
        yield Case.of(read_log(real), name="levy2014")
    for name in KNOWN:
        folder = DATA / "known-plants" / "plants" / name
        if folder.is_dir():
            yield Case.of(read_log(folder), name=name)
