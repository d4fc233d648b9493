"""The plant that ten answers describe, each number with how far it is to be believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp, sqrt

from plantwright.calibrate.notes import TOLD
from plantwright.calibrate.told import WIDE, Z95
from plantwright.calibrate.told_answers import Answers
from plantwright.calibrate.told_load import paced, usual_time
from plantwright.calibrate.told_words import ALONE_SCV, Breaks, StepTime
from plantwright.model.calendar import DAY, Calendar, Shift
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Evidence, Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.load import overload_problems

REMEMBERED, MEMORY = 4, 0.12
"""A usual time is as good as the mean of so many pieces, and memory itself is off by so much (a standard deviation)."""
SCV_FACTOR, ORDERS_FACTOR, FLOOR_FACTOR = 2.0, 1.2, 1.25
EVERY_FACTOR, LASTS_FACTOR = 2.0, 1.6
"""By what factor a number told may be off, up and down, with 95 %."""
ORDERS_SCV = (0.7, 0.2, 1.5)
"""How irregularly orders come, with its interval: it is not asked."""
SETUP, SETUP_FACTOR = (0.1, 0.01, 0.5), 1.6
"""A set-up that nobody told, as a share of its lot's time with its interval; by what factor one told may be off [1]."""
UNKNOWN_STOPS = ((40.0, 10.0, 160.0), (2.0, 0.5, 8.0))
"""Working hours between breakdowns, and how long they last, where it is not known what breaks, with intervals [h]."""
EASES = (0.7, 0.5, 0.3, 0.1)
"""By how much times that nobody knows are shortened until the plant keeps up: its people have other work too."""
DAY_SHIFT = (Shift(days="mon-fri", start="08:00", end="16:00"),)


def told_plant(answers: Answers, name: str, time_zone: str = "UTC") -> Plant:
    """Return the plant that was told, with evidence for each number: as told, and the interval to believe.

    Notes
    -----
    How a step varies is one thing, how well its mean is known another: the mean may be off by
    ``1.96 · √(scv / 4 + 0.12²)`` up and down as a logarithm, as if four pieces were remembered and memory were off by
    12 %. Pieces of a lot may vary alike or each by itself: a lot of n has a squared coefficient of variation between
    scv / n and scv.
    """
    made = _plant(answers, name, time_zone, 1.0)
    for ease in EASES if None in answers.times.values() else ():
        if not overload_problems(made):
            break
        made = _plant(answers, name, time_zone, ease)
    return made


def _plant(answers: Answers, name: str, time_zone: str, ease: float) -> Plant:
    """Return the plant with the times that nobody knows so much shorter than usual."""
    notes: list[Evidence] = []
    calendar = Calendar(id="shifts", shifts=answers.shifts or DAY_SHIFT)
    hours = calendar.hours_per_week()
    pieces, week = answers.lots(), answers.weekly()
    steps = {one: _step(one, answers, usual_time(one, answers, hours, ease), notes) for one in answers.machines}
    products = tuple(_product(one, answers, steps, pieces[one], week) for one in answers.steps)
    release = _release(answers, hours, sum(week.values()) if answers.week else None, notes)
    made = Plant(
        name=name, time_zone=time_zone, currency=answers.money.currency, calendars=(calendar,), calendar=calendar.id,
        work_centers=tuple(_center(*one, answers, hours, notes) for one in answers.stations().items()),
        products=products, workers=tuple(_workers(answers)), release=release, costs=answers.money.costs,
        evidence=(*notes, *_plain_notes(answers, calendar)),
    )  # fmt: skip
    return paced(made) if answers.week is None else made


def mean_factor(scv: float) -> float:
    """Return by what factor the mean of a step may be off, up and down, with 95 %."""
    return exp(Z95 * sqrt(scv / REMEMBERED + MEMORY**2))


def _step(step: str, answers: Answers, usual: tuple[float, float, float], notes: list[Evidence]) -> Operation:
    time, where = answers.times[step], f"products.*.{step}"
    field = "per_lot" if time and time.per == "lot" else "per_piece"
    if time is None:
        mean, low, high = usual
        scv, method = ALONE_SCV, f"{WIDE}: what keeps its stations busy, 20 to 90 %"
    else:
        mean, scv = time.mean_and_scv()
        low, high, method = mean / mean_factor(scv), mean * mean_factor(scv), f"{TOLD}: {_words(time)}"
    notes.append(Evidence(path=f"{where}.{field}", value=mean, unit="s", low=low, high=high, method=method))
    lot = 1.0 if field == "per_lot" else _usual_lot(step, answers)
    noise = _noise(scv / sqrt(lot), time)
    if noise.scv > 0:
        ends = {"low": scv / lot / SCV_FACTOR, "high": scv * SCV_FACTOR}
        notes.append(Evidence(path=f"{where}.noise.scv", value=noise.scv, unit="1", method=method, **ends))
    setup = {} if field == "per_lot" else {"per_lot": _setup(step, time, mean * lot, lot, notes)}
    return Operation(id=step, work_center=answers.machines[step][0], noise=noise, **{field: mean, **setup})


def _setup(step: str, time: StepTime | None, lot_time: float, lot: float, notes: list[Evidence]) -> float:
    """Return what a lot takes before its first piece [s]; where nobody said, a usual share of the lot's time."""
    told = time.setup if time else None
    if told == 0 or (told is None and lot <= 1):
        return 0.0
    if told is None:
        (value, low, high), how = (lot_time * one for one in SETUP), f"{WIDE}: 10 % of the lot's time, 1 to 50 %"
    else:
        value, low, high, how = told, told / SETUP_FACTOR, told * SETUP_FACTOR, f"{TOLD}: {told:g} s a lot"
    notes.append(Evidence(path=f"products.*.{step}.per_lot", value=value, unit="s", low=low, high=high, method=how))
    return value


def _words(time: StepTime) -> str:
    best = "" if time.best is None or time.worst is None else f", {time.best:g} at best, {time.worst:g} at worst"
    return f"usually {time.usual:g} s{best}, of a {time.per}"


def _noise(scv: float, time: StepTime | None) -> Distribution:
    if scv <= 0:
        return NO_NOISE
    skewed = time and time.best and time.worst and time.worst * time.best >= time.usual**2
    return Distribution.lognormal(1.0, scv) if skewed else Distribution.gamma(1.0, scv)


def _usual_lot(step: str, answers: Answers) -> float:
    lots = [pieces for product, pieces in answers.lots().items() if step in answers.steps[product]]
    return sum(lots) / len(lots)


def _product(
    name: str, answers: Answers, steps: Mapping[str, Operation], pieces: float, week: Mapping[str, float]
) -> Product:
    routing = Routing(operations=tuple(steps[one] for one in answers.steps[name]))
    promised = Distribution.constant(answers.promised.value * DAY) if answers.promised else None
    lots = (LotSize(quantity=pieces),)
    return Product(id=name, routings=(routing,), share=week[name], lot_sizes=lots, lead_time=promised)


def _center(name: str, stations: int, answers: Answers, hours: float, notes: list[Evidence]) -> WorkCenter:
    skill = name if any(name in places for _, places in answers.people or ()) else None
    failures = _failures(name, answers, hours, notes)
    return WorkCenter(id=name, stations=stations, skill=skill, failures=failures)


def _failures(name: str, answers: Answers, hours: float, notes: list[Evidence]) -> Failures | None:
    if answers.breaks is None:
        told = [tuple(3600 * one for one in stop) for stop in UNKNOWN_STOPS]
        method = f"{WIDE}: stations stand some 5 % of their time, 1 to 20 %"
    elif name in answers.breaks:
        told, method = _stops(answers.breaks[name], hours, _days(answers)), TOLD
    else:
        return None
    for field, (value, low, high) in zip(("time_to_failure", "time_to_repair"), told, strict=True):
        path = f"work_centers.{name}.failures.{field}.mean"
        notes.append(Evidence(path=path, value=value, unit="s", low=low, high=high, method=method))
    every, lasts = (Distribution.exponential(one[0]) for one in told)
    return Failures(time_to_failure=every, time_to_repair=lasts, clock="calendar")


def _stops(told: Breaks, hours: float, days: int) -> list[tuple[float, ...]]:
    every, lasts = (_working(one, hours, days) for one in (told.every, told.lasts))
    return [
        (every, every / EVERY_FACTOR, every * EVERY_FACTOR),
        (lasts, lasts / LASTS_FACTOR, lasts * LASTS_FACTOR),
    ]


def _working(span: float, hours: float, days: int) -> float:
    """Return working time of a span; days, below zero, are at work up to a week, and beyond it of the calendar [s]."""
    if span > 0:
        return span
    return -span * 3600 * hours / (days if span > -7 else 7)


def _days(answers: Answers) -> int:
    """Return on how many days of the week anybody works."""
    week = Calendar(id="shifts", shifts=answers.shifts or DAY_SHIFT).open_spans()
    return len({int(start // DAY) for start, _ in week})


def _workers(answers: Answers) -> Iterator[Worker]:
    number = 0
    for count, places in answers.people or ():
        for _ in range(count):
            number += 1
            yield Worker(id=f"w{number}", skills=places)


def _release(answers: Answers, hours: float, orders: float | None, notes: list[Evidence]) -> Release:
    if answers.hurt.kind == "output":
        return _full_floor(answers, notes)
    value, low, high, method = _rate(answers, orders)
    second = hours * 3600
    told = {"value": second / value, "low": second / high, "high": second / low}
    notes.append(Evidence(path="release.interarrival.mean", unit="s", method=method, **told))
    scv, least, most = ORDERS_SCV
    path, how = "release.interarrival.scv", f"{WIDE}: how irregularly orders come is not asked"
    notes.append(Evidence(path=path, value=scv, unit="1", low=least, high=most, method=how))
    return Release(interarrival=Distribution.gamma(second / value, scv))


def _rate(answers: Answers, orders: float | None) -> tuple[float, float, float, str]:
    """Return the orders a week with their interval, and how they are known; one of which nothing is known yet."""
    if orders is None or answers.week is None:
        return 1.0, 1.0, 1.0, f"{WIDE}: what keeps the busiest stations or people busy, 50 to 95 %"
    low = sum(one.low or one.value / ORDERS_FACTOR for one in answers.week.values())
    high = sum(one.high or one.value * ORDERS_FACTOR for one in answers.week.values())
    return orders, low, high, f"{TOLD}: {orders:g} orders a week"


def _full_floor(answers: Answers, notes: list[Evidence]) -> Release:
    """Return a release that keeps the floor full: who has too little output has work waiting."""
    stations = sum(answers.stations().values())
    told = answers.floor
    method: str = TOLD
    limit = max(round(told.value if told else 2 * stations), 1)
    low, high = limit / FLOOR_FACTOR, limit * FLOOR_FACTOR
    if told is None:
        low, high, method = limit / 2, limit * 2.0, f"{WIDE}: two orders a station, 1 to 4"
    elif told.low and told.high:
        low, high = min(told.low, limit), max(told.high, limit)
    path = "release.wip_limit"
    notes.append(Evidence(path=path, value=float(limit), unit="orders", low=low, high=high, method=method))
    return Release(policy="conwip", wip_limit=limit)


def _plain_notes(answers: Answers, calendar: Calendar) -> Iterator[Evidence]:
    """Iterate over what was told and is taken as it is."""
    said = " ".join(f"{answers.hurt.kind} {answers.hurt.words}".split())
    yield Evidence(path="release.policy", value=said, method=f"{TOLD}: what hurts most")
    how = TOLD if answers.shifts else "not known: one shift was taken"
    yield Evidence(path="calendar", value=calendar.hours_per_week(), unit="h/week", method=how)
    for name, count in answers.stations().items():
        yield Evidence(path=f"work_centers.{name}.stations", value=float(count), unit="stations", method=TOLD)
    people = sum(count for count, _ in answers.people or ())
    how = TOLD if answers.people is not None else "not known: enough for every station were taken"
    yield Evidence(path="workers", value=float(people), unit="workers", method=how)
    for product, pieces in answers.lots().items():
        how = TOLD if answers.pieces else "not known: one piece was taken"
        yield Evidence(path=f"products.{product}.lot_sizes", value=float(pieces), unit="pieces", method=how)
    how = "not asked: none were taken; add them in operations.csv and setups.csv"
    yield Evidence(path="products.*.scrap, rework, setup", value=0.0, unit="", method=how)
