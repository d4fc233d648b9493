"""How much work a plant is asked to do: expected visits and utilization, before anything runs."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from plantwright.errors import TwinError
from plantwright.model.plant import Plant
from plantwright.model.product import Operation, Product, Routing

MOST_SKILLS = 10
"""Skills up to which every set of them is asked about."""


def visits(routing: Routing) -> list[float]:
    """Return how often one order comes to each step of a routing, to do it or pass it by, rework counted.

    Notes
    -----
    A lot at step i returns to step i − back with probability p, else goes on. With e(i) the mean number of visits,
    e(i) = 1 / (1 − p) for back = 0, and in general the mean passes through the stretch i − back … i are 1 / (1 − p),
    nested loops multiplying: solved here as the linear balance of the chain. A limit L of rework counts as
    p ≤ L / (L + 1).
    """
    steps = routing.operations
    count = len(steps)
    expected = [0.0] * count
    # power iteration on the absorbing chain: flow into each step in one pass, until nothing is left
    flow = [1.0] + [0.0] * (count - 1)
    while sum(flow) > 1e-12:
        following = [0.0] * count
        for index, amount in enumerate(flow):
            expected[index] += amount
            back = _sent_back(steps[index]) * amount
            following[index - steps[index].rework_back] += back
            if index + 1 < count:
                following[index + 1] += amount - back
        flow = following
    return expected


def _sent_back(one: Operation) -> float:
    """Return the chance that a lot that comes to a step is sent back from it, no more often than it may."""
    most = 1.0 if one.rework_limit is None else one.rework_limit / (one.rework_limit + 1)
    return one.sampling * min(one.rework, most)


def station_hours(plant: Plant) -> dict[str, float]:
    """Return the mean station time one order needs at each work center, repairs in and setups left out [h]."""
    return _hours(plant, attended=False)


def _hours(plant: Plant, *, attended: bool) -> dict[str, float]:
    """Return the mean hours one order needs at each work center: of a station, or of those who attend it [h].

    The orders that come with it or out of it need theirs too.
    """
    hours = {center.id: 0.0 for center in plant.work_centers}
    for one in _flows(plant):
        for routing, share in _ways(one):
            for operation, times in zip(routing.operations, visits(routing), strict=True):
                part_of_it = operation.sampling * (operation.attendance if attended else 1.0)
                time = part_of_it * _station_time(plant, one.quantity, operation)
                hours[operation.work_center] += share * times * time / 3600
    return hours


class _Flow(NamedTuple):
    """Orders of one product: how many there are for each order released, and of how many pieces."""

    product: Product
    orders: float
    quantity: float


def _flows(plant: Plant) -> Iterator[_Flow]:
    """Iterate over the orders released and over all that come with or out of them."""
    known = {one.id: one for one in plant.products}
    waiting = [
        _Flow(one, part, one.mean_quantity()) for one, part in zip(plant.products, _parts(plant), strict=True) if part
    ]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [_Flow(known[name], *told) for name, *told in (*_brought(one), *_given_off(one))]


def _brought(flow: _Flow) -> Iterator[tuple[str, float, float]]:
    """Iterate over the components that orders bring orders of, with the number of these and the pieces of each."""
    for operation in flow.product.routings[0].operations:
        for one in operation.components:
            if one.ordered:
                yield one.product, flow.orders, one.quantity * flow.quantity


def _given_off(flow: _Flow) -> Iterator[tuple[str, float, float]]:
    """Iterate over the products that orders give off, with the number of orders and the pieces of each, at least.

    Notes
    -----
    Each visit of a step leaves 1 − scrap of the pieces, and a lot of n pieces has some left with 1 − (1 − left)^n. For
    random numbers of visits, the power of their mean is at most the mean of their powers.
    """
    for routing, share in _ways(flow):
        left = 1.0
        for operation, times in zip(routing.operations, visits(routing), strict=True):
            again = operation.sampling * operation.rework
            good = left * (1 - operation.scrap) ** (1 / (1 - again)) if again < 1 else 0.0
            some = 1.0 if flow.product.divisible else 1 - (1 - good) ** flow.quantity
            for one in operation.yields if good > 0 else ():
                orders = share * some * (operation.sampling - again) / (1 - again)
                yield one.product, orders, one.quantity * good * flow.quantity / some
            left *= (1 - operation.scrap) ** (operation.sampling * times)


def _ways(flow: _Flow) -> Iterator[tuple[Routing, float]]:
    """Iterate over the routings of orders, with how many orders take each for each order released."""
    weight = sum(routing.weight for routing in flow.product.routings)
    return ((routing, flow.orders * routing.weight / weight) for routing in flow.product.routings)


def _parts(plant: Plant) -> list[float]:
    """Return the part of the orders that each product has: by streams where there are any, else by shares [1]."""
    streams = plant.release.arrivals if plant.release.policy == "open" else ()
    rates = {product.id: 0.0 if streams else product.share for product in plant.products}
    for one in streams:
        rates[one.product] += one.orders / one.interarrival.mean
    total = sum(rates.values())
    return [rate / total for rate in rates.values()]


def _station_time(plant: Plant, quantity: float, operation: Operation) -> float:
    center = plant.work_center(operation.work_center)
    time = operation.mean_time(quantity) * operation.noise.mean
    if center.failures and center.failures.time_to_failure.mean > 0:
        wear = quantity if center.failures.clock == "pieces" else time
        time += wear * center.failures.time_to_repair.mean / center.failures.time_to_failure.mean
    return time / (center.batch.max_lots if center.batch else 1)


def utilization(plant: Plant) -> dict[str, float]:
    """Return the least utilization of each work center under open release: setups are left out [1].

    Empty under CONWIP, where the floor itself sets the pace.
    """
    orders = _orders_per_week(plant)
    if orders is None:
        return {}
    return {
        name: hours * orders / (center.stations * plant.calendar_of(center).hours_per_week())
        for name, hours in station_hours(plant).items()
        for center in [plant.work_center(name)]
    }


def crew_load(plant: Plant) -> dict[tuple[str, ...], float]:
    """Return, by sets of skills, the least share of their time that those who have any of them must work [1].

    Notes
    -----
    By Hall's theorem a crew can do its work only if no set of skills needs more hours than all who have one of them
    offer. Setups are left out, so each number is a lower bound. Empty under CONWIP and without workers.
    """
    orders = _orders_per_week(plant)
    if orders is None or not plant.workers:
        return {}
    week = max(plant.calendar_of(one).hours_per_week() for one in plant.work_centers)
    hours = _hours(plant, attended=True)
    loads = {}
    for skills in _skill_sets({one.skill for one in plant.work_centers if one.skill}):
        needed = orders * sum(hours[one.id] for one in plant.work_centers if one.skill in skills)
        able = _able(plant, skills)
        loads[skills] = needed / (week * able) if able else float("inf")
    return loads


def _orders_per_week(plant: Plant) -> float | None:
    """Return how many orders come; None under CONWIP, where the floor itself asks for them."""
    release, week = plant.release, plant.find_calendar(plant.calendar).hours_per_week() * 3600
    if release.policy == "open" and release.arrivals:
        return week * sum(one.orders / one.interarrival.mean for one in release.arrivals)
    if release.policy != "open" or release.interarrival is None:
        return None
    return week / release.interarrival.mean


def _able(plant: Plant, skills: tuple[str, ...]) -> int:
    return sum(any(skill in skills for skill in worker.skills) for worker in plant.workers)


def _skill_sets(skills: set[str]) -> Iterator[tuple[str, ...]]:
    """Iterate over the sets of skills, smallest first; of very many, over the smallest and the whole."""
    names = sorted(skills)
    sizes = range(1, len(names) + 1) if len(names) <= MOST_SKILLS else (1, len(names))
    for size in sizes:
        yield from combinations(names, size)


def overload_problems(plant: Plant) -> list[str]:
    """Return one sentence for each work center or crew that is asked for more than it can do."""
    slow = {name: load for name, load in utilization(plant).items() if load >= 1}
    return [*_station_problems(slow), *_crew_problems(plant, slow)]


def _crew_problems(plant: Plant, slow: Container[str]) -> list[str]:
    told: list[str] = []
    said = {one.skill for one in plant.work_centers if one.id in slow and one.skill}
    for skills, load in crew_load(plant).items():
        if load >= 1 and not said & set(skills):
            said |= set(skills)
            centers = ", ".join(one.id for one in plant.work_centers if one.skill in skills)
            who = f"the {_able(plant, skills)} who have {' or '.join(skills)}"
            told.append(
                f"work_centers {centers}: {who} would work {load:.3f} of their "
                "time, setups left out; must be below 1, or the queue grows for ever; add workers, shorten the process "
                "times, or release fewer orders"
            )
    return told


def _station_problems(slow: Mapping[str, float]) -> list[str]:
    return [
        f"work_centers.{name}: utilization {load:.3f} without setups; must be below 1, or the queue grows for ever; "
        "add a station, shorten its process times, or release fewer orders"
        for name, load in slow.items()
    ]


def raise_overload(plant: Plant) -> None:
    """Raise TwinError naming the work centers that cannot keep up with the orders released."""
    problems = overload_problems(plant)
    if problems:
        raise TwinError(f"plant {plant.name!r}", problems)
