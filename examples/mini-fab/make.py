"""The Intel five-machine six-step mini-fab as a plant folder: run ``python examples/mini-fab/make.py``.

After Karl Kempf's description for Arizona State University; README.md says what is left out and what we did not check.
"""

from __future__ import annotations

import argparse
import sys
from itertools import permutations
from pathlib import Path

from plantwright.files.plant import write_plant
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Maintenance, Setup, SetupTime, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing

HERE = Path(__file__).parent
MINUTE, HOUR = 60.0, 3600.0
SHIFT, WEEK = 12 * HOUR, 168 * HOUR
STARTS = {"Pa": 51, "Pb": 30, "TW": 3}
"""Lots a week; TW are test wafers."""
LOST = 4
"""Lots a week that emergencies at C and D spoil, half of them at each of the two implant steps."""
BATCH = 3
"""Lots in a diffusion batch."""

# work center, loading, processing, unloading [min]
STEPS = (
    ("diffusion", 20, 225, 40),
    ("implant", 15, 30, 15),
    ("litho", 10, 55, 10),
    ("implant", 15, 50, 15),
    ("diffusion", 20, 255, 40),
    ("litho", 10, 10, 10),
)
STEP_CHANGE, PRODUCT_CHANGE, BOTH_CHANGE = 10, 5, 12
"""Setups of the lithography machine [min]."""


def mini_fab() -> Plant:
    """Return the mini-fab."""
    return Plant(
        name="mini-fab",
        work_centers=(_diffusion(), _implant(), _litho()),
        products=tuple(_product(name) for name in STARTS),
        workers=tuple(Worker(id=name, skills=("operate",)) for name in ("PO1", "PO2")),
        release=Release(
            arrivals=tuple(
                Arrival(product=name, interarrival=Distribution.constant(WEEK / lots)) for name, lots in STARTS.items()
            )
        ),
    )


def _diffusion() -> WorkCenter:
    return WorkCenter(
        id="diffusion",
        stations=2,
        station_ids=("A", "B"),
        skill="operate",
        batch=Batch(max_lots=BATCH, min_lots=BATCH),
        maintenance=(_maintenance(every=24 * HOUR, minutes=75),),
    )


def _implant() -> WorkCenter:
    # seven hours, six to eight of them
    repair = Distribution.uniform(7 * HOUR, scv=1 / (3 * 49))
    # SCV of times that are uniform over four to ten days
    run = Distribution.uniform(WEEK, scv=9 / (3 * 49))
    return WorkCenter(
        id="implant",
        stations=2,
        station_ids=("C", "D"),
        skill="operate",
        failures=Failures(time_to_failure=run, time_to_repair=repair, reason="emergency", clock="calendar"),
        maintenance=(_maintenance(every=SHIFT, minutes=120),),
    )


def _litho() -> WorkCenter:
    families = [(step, name) for step in (3, 6) for name in STARTS]
    times = tuple(
        SetupTime(from_family=_family(*one), to_family=_family(*other), time=_change(one, other) * MINUTE)
        for one, other in permutations(families, 2)
    )
    return WorkCenter(
        id="litho",
        station_ids=("E",),
        skill="operate",
        dispatch="fewest_setups",
        setup=Setup(times=times),
        maintenance=(_maintenance(every=SHIFT, minutes=30),),
    )


def _maintenance(every: float, minutes: float) -> Maintenance:
    # the clock of a maintenance begins anew at the end of the one before
    pause = every - minutes * MINUTE
    return Maintenance(every=Distribution.constant(pause), duration=Distribution.constant(minutes * MINUTE))


def _change(one: tuple[int, str], other: tuple[int, str]) -> float:
    if one[0] == other[0]:
        return PRODUCT_CHANGE
    return STEP_CHANGE if one[1] == other[1] else BOTH_CHANGE


def _family(step: int, product: str) -> str:
    if step == 1:
        # no batch of step 1 holds both products; test wafers ride with Pa
        return "step1-Pb" if product == "Pb" else "step1-Pa"
    return f"step{step}-{product}" if step in (3, 6) else f"step{step}"


def _product(name: str) -> Product:
    steps = tuple(_operation(step, name) for step in range(1, len(STEPS) + 1))
    return Product(id=name, unit="lots", routings=(Routing(operations=steps),))


def _operation(step: int, product: str) -> Operation:
    center, load, process, unload = STEPS[step - 1]
    total = load + process + unload
    return Operation(
        id=f"S{step}",
        work_center=center,
        per_lot=total * MINUTE,
        family=_family(step, product),
        attendance=(load + unload) / total,
        scrap=scrap(step),
    )


def scrap(step: int) -> float:
    """Return the chance that a lot is lost at a step [1]."""
    if STEPS[step - 1][0] != "implant":
        return 0.0
    return LOST / 2 / lots_a_week(step)


def lots_a_week(step: int) -> float:
    """Return how many lots come to a step in a week."""
    return sum(STARTS.values()) - LOST / 2 * sum(one[0] == "implant" for one in STEPS[: step - 1])


def hours_needed(center: str) -> float:
    """Return the hours a week that a work center works, by hand, without setups [h]."""
    minutes = 0.0
    for step, (place, load, process, unload) in enumerate(STEPS, start=1):
        if place == center:
            runs = lots_a_week(step) / (BATCH if center == "diffusion" else 1)
            minutes += runs * (load + process + unload)
    return minutes / 60


def hours_open(center: str) -> float:
    """Return the hours a week that a work center is neither in maintenance nor in an emergency, by hand [h]."""
    machines, maintenance, emergency = {
        "diffusion": (2, 7 * 75 / 60, 0.0),
        "implant": (2, 14 * 120 / 60, 7.0),
        "litho": (1, 14 * 30 / 60, 0.0),
    }[center]
    return machines * (WEEK / HOUR - maintenance - emergency)


def by_hand() -> str:
    """Return what each work center needs and has in a week, as text."""
    lines = [f"{'a week, without setups':24}{'needs [h]':>12}{'has [h]':>10}{'load [%]':>10}"]
    for center in ("diffusion", "implant", "litho"):
        needs, has = hours_needed(center), hours_open(center)
        lines.append(f"{center:24}{needs:12.1f}{has:10.1f}{100 * needs / has:10.1f}")
    raw = sum(load + process + unload for _, load, process, unload in STEPS) / 60
    return "\n".join([*lines, f"a lot that never waits takes {raw:.2f} h; {lots_a_week(7):.0f} lots leave a week"])


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the plant")
    parser.add_argument("--by-hand", action="store_true", help="print the loads worked out by hand, write nothing")
    given = parser.parse_args()
    if given.by_hand:
        sys.stdout.write(by_hand() + "\n")
    else:
        write_plant(mini_fab(), given.out)


if __name__ == "__main__":
    main()
