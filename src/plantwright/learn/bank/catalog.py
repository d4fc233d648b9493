"""Every template of the bank, by its id."""

from __future__ import annotations

from types import ModuleType

from plantwright.learn.bank.flow import (
    batching,
    buffers,
    busy,
    capacity,
    counts,
    critical,
    effective,
    laws,
    little,
    mix,
    oee,
    pooling,
    process,
    queueing,
    rows,
    shares,
    stops,
    takt,
    variability,
    worst,
)
from plantwright.learn.bank.template import Template

MODULES: tuple[ModuleType, ...] = (
    batching, buffers, busy, capacity, counts, critical, effective, laws, little, mix, oee, pooling, process,
    queueing, rows, shares, stops, takt, variability, worst,
)  # fmt: skip


def _found() -> dict[str, Template]:
    found: dict[str, Template] = {}
    for one in (value for module in MODULES for value in vars(module).values() if isinstance(value, Template)):
        if found.setdefault(one.id, one) is not one:
            raise ValueError(f"two templates are called {one.id}")
    return found


TEMPLATES: dict[str, Template] = _found()
