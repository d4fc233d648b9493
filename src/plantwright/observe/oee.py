"""Overall equipment effectiveness: its three factors, and the way from calendar time to good pieces."""

from __future__ import annotations

import numpy as np

from plantwright.messages.told import Told, strung, told
from plantwright.model.estimate import Estimate, Row
from plantwright.observe.blocks import Spread, Sums, ratio, spread
from plantwright.observe.floor import Floor
from plantwright.observe.groups import Groups
from plantwright.observe.time_model import PLANT, time_cells
from plantwright.observe.working_time import HOUR

FACTORS = ("availability", "effectiveness", "quality_ratio", "oee")
_PARTS = {
    "availability": ("production_time", "planned_busy_time"),
    "effectiveness": ("ideal_made", "production_time"),
    "quality_ratio": ("ideal_good", "ideal_made"),
    "oee": ("ideal_good", "planned_busy_time"),
}
STEPS = {
    "calendar": ("calendar_time", told("all time of all stations")),
    "not_planned": ("not_planned", told("outside the shifts")),
    "planned_down": ("planned_down_time", told("maintenance and time logged as off")),
    "idle": ("unit_down_time", told("no work, nobody there, or stopped without a row that says so")),
    "delay": ("unit_delay_time", told("logged breakdowns, and blocked")),
    "setup": ("unit_setup_time", told("setups")),
    "speed": ("speed_loss", told("production slower than the ideal")),
    "quality": ("quality_loss", told("ideal time of the scrapped pieces")),
    "good": ("ideal_good", told("good pieces at the ideal speed")),
}
"""The waterfall: all time, what is lost on the way, and what is left."""


def with_earned(model: Groups, earned: Groups) -> Groups:
    """Return the time model with the ideal time of all and of the good pieces beside it [h]."""
    place = {name: index for index, (name,) in earned.index()}
    shape = model.sums["calendar_time"].shape
    sums = {name: np.zeros(shape) for name in ("made", "good", "rows")}
    for index, (name,) in model.index():
        for key, one in sums.items():
            if name == PLANT:
                one[index] = earned.sums[key].sum(axis=0)
            elif name in place:
                one[index] = earned.sums[key][place[name]]
    further = {"ideal_made": sums["made"] / HOUR, "ideal_good": sums["good"] / HOUR, "rows": sums["rows"]}
    losses = {
        "speed_loss": model.sums["production_time"] - further["ideal_made"],
        "quality_loss": further["ideal_made"] - further["ideal_good"],
    }
    return Groups(model.labels, {**model.sums, **further, **losses})


def time_model_table(floor: Floor, model: Groups, *, relative: bool) -> tuple[Row, ...]:
    """Return the time model with the factors of OEE, one line a work center, the plant first."""
    spreads = _spreads(model.sums)
    lines = time_cells(floor, model)
    return tuple(
        {**line, **{name: _factor(floor, model, spreads, name, index, relative) for name in FACTORS}}
        for index, line in enumerate(lines)
    )


def plant_factors(floor: Floor, model: Groups, *, relative: bool) -> dict[str, Estimate]:
    """Return availability, effectiveness, quality ratio and OEE of the plant.

    Notes
    -----
    ``oee = availability · effectiveness · quality ratio = Σ ideal time · good pieces / planned busy time``, with
    ``availability = APT / PBT``, ``effectiveness = Σ ideal time · pieces / APT`` and ``quality ratio = Σ ideal time ·
    good pieces / Σ ideal time · pieces``. Without told ideal times the last two and OEE say how far the plant is from
    its own best, not from its design: their names end in ``_relative``.

    References
    ----------
    ISO 22400-2:2014, OEE index.
    """
    spreads = _spreads(model.sums)
    return {
        _named(name, relative): _factor(floor, model, spreads, name, 0, relative) for name in FACTORS if model.labels
    }


def _named(name: str, relative: bool) -> str:
    return f"{name}_relative" if relative and name in ("effectiveness", "oee") else name


def _spreads(sums: Sums) -> dict[str, Spread]:
    return {name: spread(sums, ratio(*parts), highest=_HIGHEST.get(name, np.inf)) for name, parts in _PARTS.items()}


_HIGHEST = {"availability": 1.0, "quality_ratio": 1.0}
"""Parts of a whole; the others may pass 1 where the ideal time is that of a row by itself."""


_METHODS = {
    "availability": told("production time over planned busy time"),
    "effectiveness": told("ideal time of all pieces over production time"),
    "quality_ratio": told("good over all pieces, weighted by their ideal time"),
    "oee": told("ideal time of the good pieces over planned busy time"),
}
_BEYOND = told("above 1: the ideal time is too long there, or lots shared a station for a part of their times")
_RELATIVE = told(
    "relative to your best decile, not to design speed: the ideal is the seconds per piece of the fastest tenth of "
    "rows of the product and operation"
)


def _factor(floor: Floor, model: Groups, spreads: dict[str, Spread], name: str, index: int, relative: bool) -> Estimate:
    how, n = [_METHODS[name]], int(model.sums["rows"][index].sum())
    if name != "availability" and not n:
        return Estimate(
            value=None, unit="1", n=0, method=told("no row tells its pieces and times"), evidence=floor.evidence
        )
    if name == "quality_ratio" and not floor.known["scrapped"]:
        return Estimate(value=None, unit="1", n=0, method=told("the log has no scrap"), evidence=floor.evidence)
    if relative and name in ("effectiveness", "oee"):
        how.append(_RELATIVE)
    if name == "oee" and not floor.known["scrapped"]:
        how.append(told("scrap was not recorded, all pieces are taken as good"))
    if name == "effectiveness" and spreads[name].value[index] > 1:
        how.append(_BEYOND)
    n_seen = None if name == "availability" else n
    return spreads[name].estimate(
        index, "1", n=n_seen, method=strung([*how, floor.blocks.method()]), evidence=floor.evidence
    )


def waterfall_table(floor: Floor, model: Groups, *, relative: bool) -> tuple[Row, ...]:
    """Return the way from all time of the stations to good pieces: hours, and the share of calendar time."""
    if not model.sums["rows"].size or not model.sums["rows"][0].sum():
        steps = {name: one for name, one in STEPS.items() if name not in ("speed", "quality", "good")}
        steps["production"] = ("production_time", told("production; how fast and how good is not known"))
    else:
        steps = STEPS
    shares = {name: spread(model.sums, ratio(part, "calendar_time"), -np.inf, 1.0) for name, (part, _) in steps.items()}

    def line(name: str, part: str, says: Told) -> Row:
        if relative and name in ("speed", "quality", "good"):
            says = strung([says, _RELATIVE])
        hours = Estimate(
            value=float(model.sums[part][0].sum()), unit="h", n=None, evidence=floor.evidence,
            method=strung([says, told("a sum, not estimated")]),
        )  # fmt: skip
        share = shares[name].estimate(
            0, "1", n=None, evidence=floor.evidence,
            method=strung([says, told("over calendar time"), floor.blocks.method()]),
        )  # fmt: skip
        return {"step": name, "hours": hours, "share": share}

    return tuple(line(name, *step) for name, step in steps.items()) if model.labels else ()
