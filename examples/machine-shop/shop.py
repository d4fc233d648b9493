"""A fictional machine shop: what it truly is. Every number here is invented.

Twelve work centers on two shifts; a routing through them for each of eight products. The grinders are the bottleneck,
the mills a close second: ``loads`` works that out by hand.
"""

from __future__ import annotations

from collections import Counter

from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Power, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Costs, Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0

TWO_SHIFTS = Calendar(id="two-shifts", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),))

SKILLS = (
    ("turning",), ("turning", "milling"),
    *[("milling",)] * 3, ("milling", "grinding"),
    *[("grinding",)] * 2,
    *[("bench",)] * 2, ("bench", "inspection"), ("inspection",),
)  # fmt: skip
"""Who can do what: twelve crew positions, three of them cross-trained."""

# product: family, share of the orders, days promised, lot sizes
PRODUCTS = {
    "S-110 drive shaft": ("shaft", 18, 5, (18, 30, 48)),
    "S-120 pinion shaft": ("shaft", 12, 6, (15, 30)),
    "H-210 pump housing": ("housing", 13, 3, (8, 16)),
    "H-220 valve body": ("housing", 11, 3, (10, 24)),
    "G-310 spur gear": ("gear", 17, 5, (30, 60)),
    "G-320 ring gear": ("gear", 9, 6, (16, 30)),
    "P-410 guide plate": ("plate", 11, 5, (24, 44)),
    "P-420 base plate": ("plate", 9, 3, (16, 32)),
}

# product: its steps, each with its minutes per piece
STEPS = {
    "S-110": "saw 1.2 turn 5.0 mill 5.2 deburr 1.4 harden 0 grind 6.5 wash 0 inspect 1.5 pack 0.5",
    "S-120": "saw 1.2 turn 6.0 mill 5.6 deburr 1.8 harden 0 grind 7.6 hone 3.4 wash 0 inspect 2.0 pack 0.5",
    "H-210": "mill 14.5 drill 6.0 deburr 3.0 hone 6.0 wash 0 inspect 4.2 pack 1.0",
    "H-220": "mill 10.5 drill 5.0 deburr 2.5 wash 0 assemble 7.5 inspect 3.0 pack 1.0",
    "G-310": "saw 0.8 turn 4.0 mill 4.0 deburr 1.0 harden 0 grind 4.4 wash 0 inspect 1.2 pack 0.4",
    "G-320": "turn 7.0 mill 6.0 deburr 1.6 harden 0 grind 7.6 wash 0 inspect 2.0 pack 0.6",
    "P-410": "saw 1.0 mill 4.6 drill 2.4 deburr 1.2 harden 0 grind 4.8 inspect 1.4 pack 0.5",
    "P-420": "saw 1.5 mill 7.0 drill 3.5 deburr 1.5 wash 0 inspect 1.6 pack 0.6",
}

PER_LOT = {"saw": 8, "turn": 10, "mill": 14, "drill": 8, "deburr": 6, "harden": 240, "grind": 12, "hone": 10,
           "wash": 25, "assemble": 12, "inspect": 10, "pack": 6}  # fmt: skip
"""Minutes a lot takes whatever its size: loading, first piece, paperwork; the whole program for oven and washer."""

NOISE = {"harden": 0.002, "wash": 0.01, "inspect": 0.25, "assemble": 0.2}
"""SCV of what a process time is multiplied by; 0.08 where nothing stands here."""

SCRAP = {"turn": 0.004, "mill": 0.006, "grind": 0.008}
REWORK = {"inspect": (0.05, 1), "grind": (0.03, 0)}
"""Chance that a lot goes back after a step, and how many steps."""


def _failures(hours_between: float, hours_to_repair: float, reason: str) -> Failures:
    return Failures(
        time_to_failure=Distribution.exponential(hours_between * HOUR),
        time_to_repair=Distribution.lognormal(hours_to_repair * HOUR, 1.2),
        reason=reason,
    )


def _setup(minutes: float, harder: tuple[tuple[str, str, float], ...] = ()) -> Setup:
    times = tuple(SetupTime(from_family=a, to_family=b, time=m * MINUTE) for a, b, m in harder)
    return Setup(default=minutes * MINUTE, times=times, noise=Distribution.lognormal(1.0, 0.15))


def work_centers() -> tuple[WorkCenter, ...]:
    """Return the twelve work centers of the shop."""
    return (
        WorkCenter(id="saw", skill="bench", failures=_failures(60, 1.5, "blade")),
        WorkCenter(
            id="turn", stations=2, skill="turning", setup=_setup(35, (("shaft", "gear", 50), ("gear", "shaft", 50))),
            failures=_failures(90, 3, "spindle"), power=Power(process=11, setup=3, idle=1.5),
        ),
        WorkCenter(
            id="mill", stations=3, skill="milling", dispatch="edd",
            setup=_setup(40, (("shaft", "housing", 65), ("housing", "shaft", 65), ("gear", "housing", 65))),
            failures=_failures(80, 3.5, "tool changer"), power=Power(process=14, setup=4, idle=2),
        ),
        WorkCenter(id="drill", skill="milling", setup=_setup(15)),
        WorkCenter(id="deburr", stations=2, skill="bench"),
        WorkCenter(
            id="harden", batch=Batch(max_lots=4, min_lots=2, max_wait=6 * HOUR, same_family=False),
            power=Power(process=45, idle=8),
        ),
        WorkCenter(
            id="grind", stations=2, skill="grinding", dispatch="edd", setup=_setup(25),
            failures=_failures(55, 4, "wheel spindle"), power=Power(process=9, setup=3, idle=1.5),
        ),
        WorkCenter(id="hone", buffer=6, skill="grinding", setup=_setup(20)),
        WorkCenter(id="wash", batch=Batch(max_lots=2, same_family=False), power=Power(process=12, idle=1)),
        WorkCenter(id="assemble", skill="bench"),
        WorkCenter(id="inspect", stations=2, buffer=12, skill="inspection"),
        WorkCenter(id="pack", skill="bench"),
    )  # fmt: skip


def _operation(number: int, center: str, minutes_per_piece: float) -> Operation:
    rework, back = REWORK.get(center, (0.0, 0))
    scv = NOISE.get(center, 0.08)
    return Operation(
        id=f"{number}-{center}",
        work_center=center,
        per_lot=PER_LOT[center] * MINUTE,
        per_piece=minutes_per_piece * MINUTE,
        noise=Distribution.lognormal(1.0, scv) if scv else Distribution.constant(1.0),
        scrap=SCRAP.get(center, 0.0),
        rework=rework,
        rework_back=back,
    )


def _product(name: str) -> Product:
    family, share, days, sizes = PRODUCTS[name]
    number = name.split(maxsplit=1)[0]
    words = STEPS[number].split()
    steps = zip(words[::2], words[1::2], strict=True)
    operations = tuple(_operation(10 * k, center, float(piece)) for k, (center, piece) in enumerate(steps, 1))
    return Product(
        id=number,
        family=family,
        share=share,
        lot_sizes=tuple(LotSize(quantity=size) for size in sizes),
        routings=(Routing(operations=operations),),
        lead_time=Distribution.uniform(days * DAY, 0.03),
    )


def machine_shop() -> Plant:
    """Return the shop as it truly is; the study sees only its records."""
    return Plant(
        name="machine-shop",
        time_zone="America/Chicago",
        currency="USD",
        calendars=(TWO_SHIFTS,),
        calendar=TWO_SHIFTS.id,
        work_centers=work_centers(),
        products=tuple(_product(name) for name in PRODUCTS),
        workers=tuple(Worker(id=f"W{k:02d}", skills=skills) for k, skills in enumerate(SKILLS, 1)),
        release=Release(policy="open", interarrival=Distribution.exponential(1.5 * HOUR), urgent_share=0.08),
        urgent_first=True,
        transport=Distribution.lognormal(12 * MINUTE, 0.5),
        costs=Costs(
            margin_per_piece=14.0, worker_per_hour=46.0, energy_per_kwh=0.12,
            station_once={"turn": 180_000, "mill": 240_000, "grind": 310_000, "inspect": 60_000},
        ),
    )  # fmt: skip


def loads(plant: Plant) -> dict[str, dict[str, float]]:
    """Return each work center's shares of scheduled time by hand: process, setup, repair and their sum [1].

    Notes
    -----
    Setups are counted as if families came in random order; a queue that prefers the family already set up needs
    fewer. A reworked lot repeats its steps once for each time it is sent back.
    """
    assert plant.release.interarrival is not None
    per_hour = HOUR / plant.release.interarrival.mean
    whole = sum(product.share for product in plant.products)
    hours: Counter[str] = Counter()
    families: dict[str, Counter[str]] = {one.id: Counter() for one in plant.work_centers}
    for product in plant.products:
        rate = per_hour * product.share / whole
        steps = product.routings[0].operations
        for step, visits in zip(steps, _visits(steps), strict=True):
            size = sum(one.quantity for one in product.lot_sizes) / len(product.lot_sizes)
            hours[step.work_center] += rate * visits * step.mean_time(size) / HOUR
            families[step.work_center][product.family_name()] += rate * visits
    return {one.id: _shares(one, hours[one.id], families[one.id]) for one in plant.work_centers}


def _visits(steps: tuple[Operation, ...]) -> list[float]:
    visits = [1.0] * len(steps)
    for index, step in enumerate(steps):
        again = step.rework / (1 - step.rework)
        for back in range(index - step.rework_back, index + 1):
            visits[back] += again
    return visits


def _shares(center: WorkCenter, hours: float, families: Counter[str]) -> dict[str, float]:
    together = center.batch.max_lots if center.batch else 1
    process = hours / center.stations / together
    lots = sum(families.values())
    setup = 0.0
    if center.setup:
        listed = {(one.from_family, one.to_family): one.time for one in center.setup.times}
        for a in families:
            for b in families:
                chance = families[a] * families[b] / lots**2
                setup += 0.0 if a == b else chance * listed.get((a, b), center.setup.default) / HOUR
    setup = setup * lots / center.stations
    failures = center.failures
    repair = process * failures.time_to_repair.mean / failures.time_to_failure.mean if failures else 0.0
    return {"process": process, "setup": setup, "repair": repair, "sum": process + setup + repair}
