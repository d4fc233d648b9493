"""What contradicts itself in a plant, each in one sentence with where, what was found and what is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from plantwright.model.calendar import ALWAYS, common_spans
from plantwright.model.equipment import MOST_SKILLS, MOST_STOPS

if TYPE_CHECKING:
    from plantwright.model.equipment import WorkCenter
    from plantwright.model.orders import Order
    from plantwright.model.plant import Plant
    from plantwright.model.product import Operation, Product, Routing


def plant_problems(plant: Plant) -> Iterator[str]:
    """Iterate over all that contradicts itself in a plant."""
    yield from _repeated("work_centers", (one.id for one in plant.work_centers))
    yield from _repeated("products", (one.id for one in plant.products))
    yield from _repeated("workers", (one.id for one in plant.workers))
    yield from _repeated("orders", (one.id for one in plant.orders))
    yield from _repeated("stations", (name for one in plant.work_centers for name in one.station_names()))
    calendars = list(_calendar_problems(plant))
    yield from calendars
    for product, routing in _routings(plant):
        yield from _routing_problems(plant, product, routing)
    for product in plant.products:
        yield from _component_problems(plant, product)
        yield from _yield_problems(plant, product)
    for center in plant.work_centers:
        yield from _people_problems(plant, center, hours_known=not calendars)
        yield from _wear_problems(center)
        if not calendars:
            yield from _meeting_problems(plant, center)
            yield from _closing_problems(plant, center)
    yield from _skill_problems(plant)
    yield from _release_problems(plant)
    yield from _transport_problems(plant)
    for order in plant.orders:
        yield from _order_problems(plant, order)
    if not sum(product.share for product in plant.products) > 0:
        yield "products: every share is 0; at least one must be above 0"


def _repeated(where: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: {name!r} stands {times} times; each must be named once"


def _unknown(where: str, what: str, name: str, known: Iterable[str]) -> str:
    return f"{where}: unknown {what} {name!r}; known are {', '.join(sorted(known)) or 'none'}"


def _calendar_problems(plant: Plant) -> Iterator[str]:
    known = {ALWAYS.id, *(one.id for one in plant.calendars)}
    used = [("calendar", plant.calendar)]
    used += [(f"work_centers.{one.id}.calendar", one.calendar) for one in plant.work_centers if one.calendar]
    used += [(f"workers.{one.id}.calendar", one.calendar) for one in plant.workers if one.calendar]
    for where, name in used:
        if name not in known:
            yield f"{where}: {name!r} is not defined; known are {', '.join(sorted(known))}"
    for calendar in plant.calendars:
        if not calendar.open_spans():
            yield f"calendars.{calendar.id}: it has no working time; give at least one shift outside its breaks"


def _routings(plant: Plant) -> Iterator[tuple[Product, Routing]]:
    return ((product, routing) for product in plant.products for routing in product.routings)


def _routing_problems(plant: Plant, product: Product, routing: Routing) -> Iterator[str]:
    known = {one.id: one for one in plant.work_centers}
    split = False
    for index, one in enumerate(routing.operations):
        where = f"products.{product.id}.{one.id}"
        center = known.get(one.work_center)
        if center is None:
            yield _unknown(where, "work center", one.work_center, known)
        else:
            for name in set(one.stations) - set(center.station_names()):
                yield _unknown(f"{where}.stations", f"station of {center.id}", name, center.station_names())
        yield from _return_problems(where, one, index)
        if one.join and not split:
            yield f"{where}.join: nothing was split before it; split at an earlier step, or leave join out"
        if one.split and split and not one.join:
            yield f"{where}.split: it was split already; join the parts before they are split again"
        split = bool(one.split) or (split and not one.join)


def _return_problems(where: str, one: Operation, index: int) -> Iterator[str]:
    if one.rework >= 1 and one.rework_limit is None:
        yield f"{where}.rework: {one.rework:g}; must be below 1, or the lot never leaves"
    if one.rework_back > index:
        yield f"{where}.rework_back: {one.rework_back}; at most {index}"
    limit = one.queue_limit
    if limit and index == 0:
        yield f"{where}.queue_limit: there is no step before it; set it on a later step"
    elif limit and limit.consequence == "rework" and limit.back > index:
        yield f"{where}.queue_limit.back: {limit.back}; at most {index}"


def _component_problems(plant: Plant, product: Product) -> Iterator[str]:
    known = {one.id: one for one in plant.products}
    for routing in product.routings:
        for operation in routing.operations:
            for part in operation.components:
                where = f"products.{product.id}.{operation.id}.components"
                if part.product not in known:
                    yield _unknown(where, "product", part.product, known)
                elif product.id in _made_from(known, part.product):
                    yield f"{where}: {part.product!r} is itself made from {product.id!r}; no product may contain itself"
                elif product.id in _holds(known, part.product):
                    yield f"{where}: {part.product!r} itself yields {product.id!r}; no product may contain itself"


def _yield_problems(plant: Plant, product: Product) -> Iterator[str]:
    known = {one.id: one for one in plant.products}
    for routing in product.routings:
        for operation in routing.operations:
            for one in operation.yields:
                where = f"products.{product.id}.{operation.id}.yields"
                if one.product not in known:
                    yield _unknown(where, "product", one.product, known)
                elif product.id in _holds(known, one.product):
                    yield (
                        f"{where}: {one.product!r} itself yields {product.id!r} or is made from it; "
                        "no product may come out of itself"
                    )
    if product.taken_apart():
        yield from _taken_apart_problems(plant, product)


def _taken_apart_problems(plant: Plant, product: Product) -> Iterator[str]:
    """Iterate over what speaks against that a product is no more after its last step."""
    whole = [str(k) for k, way in enumerate(product.routings, 1) if not way.operations[-1].yields]
    takers = sorted(one.id for one in plant.products if product.id in one.component_names())
    cure = "for what is given off on the way, add a last step"
    if whole:
        yield (
            f"products.{product.id}: its last step takes it apart, but not on routing {', '.join(whole)}; "
            f"let every routing end so, or none; {cure}"
        )
    if takers:
        yield (
            f"products.{product.id}: its last step takes it apart, and it goes into {', '.join(takers)}; "
            f"nothing of it is left to go there; {cure}"
        )


def _made_from(known: dict[str, Product], name: str) -> set[str]:
    """Return a product and all that goes into it."""
    return _reached(name, lambda one: known[one].component_names() if one in known else [])


def _holds(known: dict[str, Product], name: str) -> set[str]:
    """Return a product and all that goes into it or comes out of it."""
    return _reached(name, lambda one: _contents(known[one]) if one in known else [])


def _contents(product: Product) -> list[str]:
    return [*product.component_names(), *product.yielded_names()]


def _reached(name: str, following: Callable[[str], list[str]]) -> set[str]:
    """Return a name and all that follows from it."""
    found: set[str] = set()
    open_names = [name]
    while open_names:
        one = open_names.pop()
        if one not in found:
            found.add(one)
            open_names += following(one)
    return found


def _people_problems(plant: Plant, center: WorkCenter, *, hours_known: bool) -> Iterator[str]:
    for skill, needed in Counter(center.skills()).items():
        able = [one for one in plant.workers if skill in one.skills]
        where = f"work_centers.{center.id}.skill"
        if not able:
            held = sorted({one for worker in plant.workers for one in worker.skills})
            yield f"{where}: nobody has {skill!r}; held are {', '.join(held) or 'none'}; add a worker with it"
            continue
        if hours_known:
            hours = plant.calendar_of(center).open_spans()
            able = [one for one in able if common_spans(plant.hours_of(one), hours)]
        if len(able) < needed:
            yield (
                f"{where}: {needed} with {skill!r} are needed at once, {len(able)} are ever there while it is open; "
                "add workers, or change their calendars"
            )


def _skill_problems(plant: Plant) -> Iterator[str]:
    asked = {skill for center in plant.work_centers for skill in center.skills()}
    if len(asked) > MOST_SKILLS:
        yield f"work_centers: {len(asked)} skills; at most {MOST_SKILLS}; give those of the same workers one name"


def _meeting_problems(plant: Plant, center: WorkCenter) -> Iterator[str]:
    """Iterate over the teams whose members are each there at times, but never all at once."""
    own = plant.calendar_of(center).open_spans()
    hours = [{plant.hours_of(one) for one in plant.workers if skill in one.skills} for skill in center.skills()]
    if not all(any(common_spans(own, week) for week in weeks) for weeks in hours):
        return  # told of the one skill already
    together = {own}
    for weeks in hours:
        together = {common_spans(one, week) for one in together for week in weeks} - {()}
    if not together:
        skills = ", ".join(map(repr, center.skills()))
        yield f"work_centers.{center.id}.team: {skills} are never there at once; give their workers hours in common"


def _closing_problems(plant: Plant, center: WorkCenter) -> Iterator[str]:
    """Iterate over the steps that would never begin, since no opening of their work center is long enough."""
    longest = plant.calendar_of(center).longest_opening()
    for product, operation in plant.operations():
        least = operation.mean_time(min(one.quantity for one in product.lot_sizes))
        if center.at_close == "fit" and operation.work_center == center.id and least > longest:
            yield (
                f"work_centers.{center.id}.at_close: fit, but {product.id}.{operation.id} takes {least / 3600:g} h and "
                f"it is open for {longest / 3600:g} h at most; lengthen a shift, or say pause or finish"
            )


def _wear_problems(center: WorkCenter) -> Iterator[str]:
    stops = len(center.failure_modes()) + len(center.maintenance)
    if stops > MOST_STOPS:
        yield f"work_centers.{center.id}: {stops} ways to stop; at most {MOST_STOPS}; leave the rarest out"
    for mode in center.failure_modes():
        if not mode.time_to_failure.mean > 0:
            yield f"work_centers.{center.id}.failures: {mode.reason!r} has a time to failure of 0; must be above 0"
    for one in center.maintenance:
        if not one.every.mean > 0:
            yield f"work_centers.{center.id}.maintenance: {one.reason!r} is due every 0; must be above 0"


def _release_problems(plant: Plant) -> Iterator[str]:
    release = plant.release
    centers, products = {one.id for one in plant.work_centers}, {one.id for one in plant.products}
    if (
        release.policy == "open"
        and not release.arrivals
        and not (release.interarrival and release.interarrival.mean > 0)
    ):
        yield "release.interarrival: missing or 0; open release needs a mean time above 0 s between orders"
    if release.policy in ("conwip", "drum") and release.wip_limit is None:
        yield f"release.wip_limit: missing; {release.policy} needs the number of orders on the floor"
    for one in release.arrivals:
        if one.product not in products:
            yield _unknown("release.arrivals", "product", one.product, products)
        if not one.interarrival.mean > 0:
            yield f"release.arrivals: {one.product!r} comes every 0 s; must be above 0"
    if release.policy == "drum" and release.drum not in centers:
        yield _unknown("release.drum", "work center", str(release.drum), centers)
    elif release.policy == "drum":
        yield from _drum_problems(plant, str(release.drum))
    if release.policy == "orders" and not plant.orders:
        yield "orders: none; policy orders needs at least one, in orders.csv"
    yield from _card_problems(plant)


def _drum_problems(plant: Plant, drum: str) -> Iterator[str]:
    for product, routing in _routings(plant):
        # what comes only with others, or out of them, waits for no drum
        if product.share > 0 and drum not in {one.work_center for one in routing.operations}:
            yield f"products.{product.id}: a routing never comes to the drum {drum!r}; every routing must"


def _card_problems(plant: Plant) -> Iterator[str]:
    cards = {one.id: one.kanban for one in plant.work_centers}
    if plant.release.policy != "kanban":
        return
    for product, routing in _routings(plant):
        first = routing.operations[0].work_center
        if first in cards and cards[first] is None:
            yield f"work_centers.{first}.kanban: missing; kanban release of {product.id!r} waits for its cards"


def _transport_problems(plant: Plant) -> Iterator[str]:
    known = {one.id for one in plant.work_centers}
    for one in plant.carriers.distances if plant.carriers else ():
        for name in (one.from_center, one.to_center):
            if name not in known:
                yield _unknown("carriers.distances", "work center", name, known)


def _order_problems(plant: Plant, order: Order) -> Iterator[str]:
    where = f"orders.{order.id}"
    known = {one.id: one for one in plant.products}
    if order.product not in known:
        yield _unknown(where, "product", order.product, known)
        return
    routings = known[order.product].routings
    if order.routing >= len(routings):
        yield f"{where}.routing: {order.routing}; at most {len(routings) - 1}"
        return
    steps = {one.id: one for one in routings[order.routing].operations}
    if order.operation is not None and order.operation not in steps:
        yield _unknown(where, "operation", order.operation, steps)
    elif order.station is not None:
        step = steps[order.operation] if order.operation else routings[order.routing].operations[0]
        center = {one.id: one for one in plant.work_centers}.get(step.work_center)
        if center and order.station not in center.station_names():
            yield _unknown(where, f"station of {center.id}", order.station, center.station_names())
