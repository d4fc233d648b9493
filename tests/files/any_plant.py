"""Any valid plant, every field of it drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import (
    RULES,
    Batch,
    Failures,
    Maintenance,
    Power,
    Setup,
    SetupTime,
    WorkCenter,
)
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Costs, Evidence, Plant, Release, Worker
from plantwright.model.product import Component, LotSize, Operation, Product, QueueLimit, Routing, Yielded
from plantwright.model.transport import Carriers, Distance

TEXT = st.text(min_size=1, max_size=8)
ODD = ["", '"', '""', "12", "1e5", "yes", "a,b", "a;b", "null", " x ", "a\r\nb", "=1", 'the "big" one', '"mill 2"']
NAMES = st.one_of(TEXT, st.sampled_from(ODD))
NAME = NAMES.filter(bool)
NUMBER = st.floats(0, 1e12, allow_nan=False)
ABOVE = st.floats(1e-6, 1e12)
SHARE = st.floats(0, 0.99)
SOME = st.none() | st.integers(1, 9)
PLAIN = st.builds(Distribution, kind=st.sampled_from(["constant", "exponential", "gamma"]), mean=ABOVE, scv=NUMBER)
OBSERVED = st.builds(
    Distribution,
    kind=st.sampled_from(["empirical", "trace"]),
    mean=ABOVE,
    scv=NUMBER,
    values=st.lists(NUMBER, min_size=1, max_size=4),
)
SPREAD = st.one_of(PLAIN, OBSERVED)
SETUP = st.builds(
    Setup,
    default=NUMBER,
    noise=SPREAD,
    times=st.lists(st.builds(SetupTime, from_family=NAME, to_family=NAME, time=NUMBER), max_size=2),
    min_run=st.integers(1, 9),
)
FAILURES = st.builds(
    Failures,
    time_to_failure=SPREAD,
    time_to_repair=SPREAD,
    reason=NAMES,
    clock=st.sampled_from(["busy", "calendar", "pieces"]),
)
MAINTENANCE = st.builds(
    Maintenance,
    every=SPREAD,
    duration=SPREAD,
    reason=NAMES,
    clock=st.sampled_from(["calendar", "busy", "pieces", "lots"]),
)
BATCH = st.builds(
    Batch,
    max_lots=st.integers(3, 9),
    min_lots=st.integers(1, 3),
    max_wait=st.none() | NUMBER,
    same_family=st.booleans(),
    load_time=st.sampled_from(["longest", "lead"]),
)
EVIDENCE = st.builds(
    Evidence,
    path=NAMES,
    value=st.none() | NAMES | NUMBER,
    unit=NAMES,
    low=st.none() | NUMBER,
    high=st.none() | NUMBER,
    n=st.none() | st.integers(0, 9),
    method=NAMES,
)
DAYS = Calendar(
    id="two shifts",
    shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),),
    breaks=(Shift(days="mon-fri", start="12:00", end="12:30"), Shift(days="mon", start="21:00", end="22:00")),
)
WEEK = Calendar(id="week", shifts=(Shift(days="mon-sun", start="00:00", end="24:00"),))
CALENDAR = st.sampled_from([None, "always", DAYS.id, WEEK.id])


@st.composite
def plants(draw: st.DrawFn) -> Plant:
    """Return any valid plant."""
    workers = [draw(worker(one)) for one in draw(st.lists(NAME, min_size=1, unique=True, max_size=2))]
    held = sorted({skill for one in workers for skill in one.skills})
    ids = draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    centers = [draw(work_center(one, k, held)) for k, one in enumerate(ids)]
    products: list[Product] = []
    for name in draw(st.lists(NAME, min_size=1, max_size=3, unique=True)):
        products.append(draw(product(name, centers, [one.id for one in products])))
    orders = [draw(order(one, products, centers)) for one in draw(st.lists(NAME, unique=True, max_size=2))]
    return Plant(
        name=draw(NAME),
        time_zone=draw(st.sampled_from(["UTC", "Europe/Paris"])),
        currency=draw(st.none() | NAMES),
        calendars=(DAYS, WEEK),
        calendar=draw(CALENDAR) or DAYS.id,
        work_centers=centers,
        products=products,
        workers=workers,
        release=draw(release(centers, products, orders)),
        urgent_first=draw(st.booleans()),
        transport=draw(SPREAD),
        carriers=draw(st.none() | carriers(ids)),
        orders=orders,
        costs=Costs(margin_per_piece=draw(st.none() | NUMBER), station_once={ids[0]: draw(NUMBER)}),
        evidence=draw(st.lists(EVIDENCE, max_size=3)),
    )


def worker(name: str) -> st.SearchStrategy[Worker]:
    """Return any worker of a name."""
    return st.builds(
        Worker, id=st.just(name), skills=st.lists(NAME, min_size=1, max_size=2, unique=True), calendar=CALENDAR
    )


def work_center(name: str, number: int, held: Sequence[str]) -> st.SearchStrategy[WorkCenter]:
    """Return any work center whose people are there: its own worker and its team have each skill once."""
    crews = st.lists(st.sampled_from(held), unique=True)
    return st.tuples(crews, st.booleans()).flatmap(
        lambda drawn: st.builds(
            WorkCenter, id=st.just(name), stations=st.integers(1, 3),
            station_ids=st.sampled_from([(), (f"station {number}",)]), buffer=st.none() | st.integers(0, 3),
            calendar=CALENDAR,
            skill=st.just(drawn[0][0] if drawn[0] and drawn[1] else None),
            team=st.just(drawn[0][drawn[1] :]),
            dispatch=st.sampled_from([*RULES, "plugin:ours", "plugin: a,b"]),
            setup=st.none() | SETUP, batch=st.none() | BATCH, failures=st.none() | FAILURES,
            further_failures=st.lists(FAILURES, max_size=2), maintenance=st.lists(MAINTENANCE, max_size=2),
            power=st.none() | st.builds(Power, process=NUMBER, setup=NUMBER, down=NUMBER, idle=NUMBER),
            at_close=st.sampled_from(["pause", "finish", "fit"]), blocking=st.sampled_from(["after", "before"]),
            kanban=SOME,
        ).map(_open_enough)
    )  # fmt: skip


def _open_enough(center: WorkCenter) -> WorkCenter:
    """Return a work center that never closes where work must fit its openings: any step does then."""
    kept = center.at_close != "fit" or center.calendar in ("always", WEEK.id)
    return center if kept else center.model_copy(update={"calendar": WEEK.id})


def product(name: str, centers: Sequence[WorkCenter], before: Sequence[str]) -> st.SearchStrategy[Product]:
    """Return any product made at these work centers, and from none but those before it."""
    return st.builds(
        Product, id=st.just(name), family=st.none() | NAME, share=st.floats(0.1, 5), unit=NAMES,
        routings=st.lists(routings(centers, before), min_size=1, max_size=2),
        lot_sizes=st.lists(st.builds(LotSize, quantity=ABOVE, weight=NUMBER), min_size=1, max_size=2),
        lead_time=st.none() | SPREAD, priority=st.integers(1, 9), divisible=st.booleans(),
    )  # fmt: skip


@st.composite
def routings(draw: st.DrawFn, centers: Sequence[WorkCenter], before: Sequence[str]) -> Routing:
    """Return any routing: nothing goes back before its first step, and what is joined was split."""
    steps: list[Operation] = []
    split = False
    for index in range(draw(st.integers(1, 3))):
        join = split and draw(st.booleans())
        parts = draw(st.none() | ABOVE) if join or not split else None
        split = bool(parts) or (split and not join)
        steps.append(draw(operation(draw(st.sampled_from(centers)), index, before, split=parts, join=join)))
    steps[-1] = steps[-1].model_copy(update={"yields": ()})  # or nothing of it would be left for others to take
    return Routing(operations=steps, weight=draw(NUMBER))


def operation(center: WorkCenter, index: int, before: Sequence[str], **fields: object) -> st.SearchStrategy[Operation]:
    """Return any step of that place in its routing; names repeat now and then."""
    pace = st.one_of(st.builds(lambda time: {"per_piece": time}, NUMBER), st.builds(lambda rate: {"rate": rate}, ABOVE))
    part = st.builds(Component, product=st.sampled_from(before or [""]), quantity=ABOVE, ordered=st.booleans())
    given_off = [(Yielded(product=one), Yielded(product=before[0], quantity=1 / 3)) for one in before]
    limit = st.builds(
        QueueLimit, time=ABOVE, consequence=st.sampled_from(["scrap", "rework"]), back=st.integers(1, max(1, index))
    )
    rest: dict[str, Any] = {
        "id": st.sampled_from(["10", "wash twice"]) | NAME, "per_lot": NUMBER, "noise": SPREAD, "scrap": SHARE,
        "rework": SHARE, "rework_back": st.integers(0, index), "ideal_per_piece": st.none() | NUMBER,
        "rework_limit": SOME, "sampling": st.floats(0, 1), "family": st.none() | NAME,
        "stations": st.lists(st.sampled_from(center.station_names()), unique=True), "attendance": st.floats(0, 1),
        "queue_limit": st.none() | limit if index else st.none(), "hold": st.none() | SPREAD,
        "components": st.lists(part, max_size=2) if before else st.just([]),
        "yields": st.sampled_from([(), *given_off]),
    }  # fmt: skip
    return st.builds(
        lambda pace, **drawn: Operation(work_center=center.id, **fields, **pace, **drawn), pace=pace, **rest
    )


@st.composite
def order(draw: st.DrawFn, name: str, products: Sequence[Product], centers: Sequence[WorkCenter]) -> Order:
    """Return any order of a name: yet to come, waiting before a step, or on a station."""
    made = draw(st.sampled_from(products))
    routing = draw(st.integers(0, len(made.routings) - 1))
    steps = {one.id: one for one in made.routings[routing].operations}
    at = draw(st.none() | st.sampled_from(sorted(steps)))
    step = steps[at] if at else made.routings[routing].operations[0]
    stations = next(one for one in centers if one.id == step.work_center).station_names()
    return Order(
        id=name, product=made.id, quantity=draw(ABOVE), released=draw(st.floats(-1e9, 1e9)),
        due=draw(st.none() | st.floats(-1e9, 1e9)), priority=draw(SOME), routing=routing, operation=at,
        station=draw(st.none() | st.sampled_from(stations)), remaining=draw(st.floats(0.01, 1)),
    )  # fmt: skip


@st.composite
def release(
    draw: st.DrawFn, centers: Sequence[WorkCenter], products: Sequence[Product], orders: Sequence[Order]
) -> Release:
    """Return any release that this plant can have."""
    ways = [{step.work_center for step in way.operations} for one in products for way in one.routings]
    drums = sorted(set.intersection(*ways))
    cards = {one.id: one.kanban for one in centers}
    possible = {
        "open": True, "conwip": True, "drum": bool(drums), "orders": bool(orders),
        "kanban": all(cards[way.operations[0].work_center] for one in products for way in one.routings),
    }  # fmt: skip
    policy = draw(st.sampled_from([name for name, can in possible.items() if can]))
    stream = st.builds(
        Arrival, product=st.sampled_from([one.id for one in products]), interarrival=SPREAD, orders=st.integers(1, 9)
    )
    arrivals = draw(st.lists(stream, max_size=2))
    return Release(
        policy=policy,
        arrivals=arrivals,
        interarrival=draw(SPREAD if policy == "open" and not arrivals else st.none() | SPREAD),
        wip_limit=draw(st.integers(1, 9) if policy in ("conwip", "drum") else SOME),
        drum=draw(st.sampled_from(drums)) if policy == "drum" else draw(st.none() | NAME),
        urgent_share=draw(SHARE),
        when_full=draw(st.sampled_from(["wait", "lost"])),
    )


def carriers(ids: Sequence[str]) -> st.SearchStrategy[Carriers]:
    """Return any carriers between these work centers."""
    center = st.sampled_from(ids)
    distances = st.lists(st.builds(Distance, from_center=center, to_center=center, metres=NUMBER), max_size=3)
    return st.builds(Carriers, count=st.integers(1, 9), speed=ABOVE, handling=NUMBER, distances=distances)
