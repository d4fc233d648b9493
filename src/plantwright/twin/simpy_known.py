"""What the SimPy export knows of a plant; whatever else a plant uses is refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plantwright.errors import PlantError
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.model.quantity import Noun

MOST_CENTERS = 40
"""Work centers up to which a plant counts as small: a script of more is not read by anybody, and runs for hours."""

MOST_STEPS = 500
"""Steps, of all routings together, up to which a plant counts as small."""

KNOWS = (
    "parallel stations, finite buffers with blocking after service, setups by family or sequence, breakdowns by busy "
    "time, one skilled worker a station, weekly calendars, fifo, edd and spt, urgent orders first, batches, scrap, "
    "rework, transport times, due dates, routings and lot sizes by weight, open and CONWIP release"
)
"""What the export knows, in words."""

KNOWN: dict[type[Noun], set[str]] = {
    Plant: {
        "name", "time_zone", "currency", "calendars", "calendar", "work_centers", "products", "workers", "release",
        "urgent_first", "transport", "costs", "evidence",
    },
    WorkCenter: {
        "id", "stations", "station_ids", "buffer", "calendar", "skill", "dispatch", "setup", "failures", "batch",
        "power",
    },
    Setup: {"default", "times", "noise"},
    SetupTime: set(SetupTime.model_fields),
    Failures: {"time_to_failure", "time_to_repair", "reason"},
    Batch: {"max_lots", "min_lots", "max_wait", "same_family", "load_time"},
    Product: {"id", "routings", "family", "share", "lot_sizes", "lead_time", "unit", "priority"},
    Routing: {"operations", "weight"},
    LotSize: {"quantity", "weight"},
    Operation: {
        "id", "work_center", "per_lot", "per_piece", "rate", "noise", "scrap", "rework", "rework_back",
        "ideal_per_piece",
    },
    Worker: {"id", "skills"},
    Release: {"policy", "interarrival", "wip_limit", "drum", "urgent_share"},
    Distribution: {"kind", "mean", "scv", "values"},
    Calendar: {"id", "shifts", "breaks"},
    Shift: {"days", "start", "end"},
}  # fmt: skip
"""The fields that the script follows, or that do not bear on a run; any other must be as it is when nobody tells it."""

_VALUES: dict[tuple[type[Noun], str], tuple[str, ...]] = {
    (WorkCenter, "dispatch"): ("fifo", "edd", "spt"),
    (Release, "policy"): ("open", "conwip"),
    (Distribution, "kind"): ("constant", "exponential", "gamma", "lognormal", "uniform", "empirical"),
}
"""The values that the script knows of fields with a choice."""

_UNSAID = {"routings", "operations"}
"""Fields that no path names: a step is ``products.P.STEP``."""


def raise_unknown(plant: Plant) -> None:
    """Raise PlantError that names every field of a plant that the SimPy export does not know."""
    problems = list(dict.fromkeys([*_size_problems(plant), *_problems(plant, "")]))
    if problems:
        raise PlantError(f"plant {plant.name!r} for the SimPy export, which knows {KNOWS}", problems)


def _size_problems(plant: Plant) -> Iterator[str]:
    cure = "export the part of the plant that is in question"
    centers, steps = len(plant.work_centers), sum(1 for _ in plant.operations())
    if centers > MOST_CENTERS:
        yield f"work_centers: {centers}; the export is for small plants, of at most {MOST_CENTERS}; {cure}"
    if steps > MOST_STEPS:
        yield f"products: {steps} steps in all; the export is for small plants, of at most {MOST_STEPS}; {cure}"


def _problems(noun: Noun, where: str) -> Iterator[str]:
    for name, field in type(noun).model_fields.items():
        value, path = getattr(noun, name), _joined(where, "" if name in _UNSAID else name)
        allowed = _VALUES.get((type(noun), name))
        if allowed and value not in allowed:
            yield f"{path}: {value!r}; known to the export are {', '.join(allowed)}"
        elif name in KNOWN[type(noun)]:
            yield from _inner_problems(value, path)
        elif value != (usual := field.get_default(call_default_factory=True)):
            yield f"{path}: {_shown(value)}; not known to the export, which needs {_shown(usual)}"


def _inner_problems(value: object, path: str) -> Iterator[str]:
    """Look into a noun or a list of nouns; other values, and nouns that do not bear on a run, hold no problem."""
    members = value if isinstance(value, tuple) else (value,)
    for number, one in enumerate(members):
        if isinstance(one, Noun) and type(one) in KNOWN:
            yield from _problems(one, _joined(path, _name(one, number)) if isinstance(value, tuple) else path)


def _name(one: Noun, number: int) -> str:
    return "" if isinstance(one, Routing) else str(getattr(one, "id", number))


def _joined(where: str, name: str) -> str:
    return ".".join(part for part in (where, name) if part)


def _shown(value: Any) -> str:
    if value is None or value == ():
        return "none"
    return repr(value) if isinstance(value, str | int | float) else "something told"
