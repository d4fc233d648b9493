"""What an invented plant makes: products, routings, lots, how long steps take, and how orders come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.model.distribution import Distribution
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.load import station_hours

HOUR = 3600.0
Rng = np.random.Generator
_DUE_SPREAD = (0.8, 1.0, 1.3)


@dataclass(frozen=True)
class Flow:
    """Work centers in the order of the flow, and the products that pass them."""

    centers: tuple[str, ...]
    families: tuple[str, ...]
    products: tuple[Product, ...]
    straight: bool
    """No product comes by a work center twice: only then can buffers not deadlock."""
    buffered: bool


def drawn_flow(rng: Rng, names: Sequence[str]) -> Flow:
    """Draw work centers and products."""
    count = int(rng.integers(4, 10))
    picked = sorted(rng.choice(len(names), count, replace=False).tolist())
    centers = tuple(names[index] for index in picked)
    families = tuple(f"F{number + 1}" for number in range(int(rng.integers(1, 5))))
    straight = bool(rng.random() < 0.7)
    products = _products(rng, centers, families, straight)
    used = {step.work_center for one in products for way in one.routings for step in way.operations}
    passed = tuple(name for name in centers if name in used)
    return Flow(passed, families, products, straight, bool(rng.random() < 0.6))


def law(rng: Rng, kinds: Sequence[str], mean: float) -> Distribution:
    """Draw a distribution with this mean."""
    kind = str(rng.choice(list(kinds)))
    if kind == "exponential":
        return Distribution.exponential(mean)
    return Distribution(kind=kind, mean=mean, scv=float(rng.uniform(0.15, 0.55)) ** 2)


def _products(rng: Rng, centers: Sequence[str], families: Sequence[str], straight: bool) -> tuple[Product, ...]:
    noise = {name: law(rng, ("gamma", "lognormal", "uniform"), 1.0) for name in centers}
    rework = {name: float(rng.uniform(0.02, 0.1)) if rng.random() < 0.35 else 0.0 for name in centers}
    made = []
    for number in range(int(rng.integers(2, 11))):
        size = int(rng.choice([10, 20, 50, 100]))
        ways = [_routing(rng, centers, noise, rework, straight, size)]
        if rng.random() < 0.15:
            ways.append(_routing(rng, centers, noise, rework, straight, size))
        weights = (1.0,) if len(ways) == 1 else (0.65, 0.35)
        made.append(
            Product(
                id=f"P{number + 1:02d}",
                family=families[number % len(families)],
                share=float(rng.uniform(0.3, 1.5)),
                lot_sizes=tuple(LotSize(quantity=size * times) for times in range(1, int(rng.integers(2, 4)))),
                routings=tuple(
                    way.model_copy(update={"weight": weight}) for way, weight in zip(ways, weights, strict=True)
                ),
            )
        )
    return tuple(made)


def _routing(
    rng: Rng,
    centers: Sequence[str],
    noise: dict[str, Distribution],
    rework: dict[str, float],
    straight: bool,
    size: int,
) -> Routing:
    passed = [name for name in centers if rng.random() < 0.8]
    passed = passed if len(passed) >= 3 else list(centers)
    if not straight and rng.random() < 0.6:
        again = int(rng.integers(0, len(passed) - 1))
        passed.append(passed[again])
    return Routing(
        operations=tuple(
            _operation(rng, place, name, noise[name], rework[name], size) for place, name in enumerate(passed)
        )
    )


def _operation(rng: Rng, place: int, center: str, noise: Distribution, rework: float, size: int) -> Operation:
    hours = float(rng.lognormal(0.0, 0.4))
    fixed = hours * float(rng.uniform(0.1, 0.5)) if rng.random() < 0.5 else 0.0
    return Operation(
        id=f"{(place + 1) * 10}-{center}",
        work_center=center,
        per_lot=fixed * HOUR,
        per_piece=(hours - fixed) / size * HOUR,
        noise=noise,
        scrap=float(rng.uniform(0.0, 0.03)) if rng.random() < 0.4 else 0.0,
        rework=rework,
        rework_back=min(int(rng.integers(0, 3)), place),
    )


def released(rng: Rng, gap: float | None) -> Release:
    """Return open release with a mean gap between orders [s]; None: a plain one to begin with."""
    urgent = float(rng.uniform(0.05, 0.15)) if rng.random() < 0.4 else 0.0
    return Release(interarrival=Distribution.gamma(gap or HOUR, float(rng.uniform(0.6, 1.2)) ** 2), urgent_share=urgent)


def retimed(rng: Rng, plant: Plant, flow: Flow) -> Plant:
    """Scale process times so that each work center is as busy as drawn, then say how orders are let in."""
    week = plant.find_calendar(plant.calendar).hours_per_week()
    orders = float(rng.lognormal(np.log(85), 0.4))
    gap = week / orders * HOUR
    busy = rng.uniform(0.35, 0.75, len(flow.centers))
    busy[rng.integers(len(flow.centers))] = rng.uniform(0.75, 0.9)
    hours = station_hours(plant)
    scale = {
        one.id: share * (0.6 if one.batch else 1.0) * one.stations * week / (hours[one.id] * orders)
        for one, share in zip(plant.work_centers, busy.tolist(), strict=True)
        if hours[one.id] > 0
    }
    plant = plant.model_copy(update={"products": tuple(_scaled(one, scale) for one in plant.products)})
    plant = plant.model_copy(update={"products": tuple(_promised(rng, one) for one in plant.products)})
    release = released(rng, gap)
    if rng.random() < 0.4:
        least = sum(station_hours(plant).values()) * orders / week
        limit = max(3, round(least * float(rng.uniform(1.2, 3.0))))
        release = Release(policy="conwip", wip_limit=limit, urgent_share=release.urgent_share)
    return plant.model_copy(update={"release": release})


def _scaled(product: Product, scale: dict[str, float]) -> Product:
    ways = tuple(
        way.model_copy(
            update={
                "operations": tuple(
                    one.model_copy(
                        update={
                            "per_lot": one.per_lot * scale[one.work_center],
                            "per_piece": one.per_piece * scale[one.work_center],
                        }
                    )
                    for one in way.operations
                )
            }
        )
        for way in product.routings
    )
    return product.model_copy(update={"routings": ways})


def _promised(rng: Rng, product: Product) -> Product:
    """Promise a multiple of the process time: by calendar time, of which half may be closed."""
    work = np.mean([sum(one.mean_time(product.mean_quantity()) for one in way.operations) for way in product.routings])
    allowance = float(work) * float(rng.uniform(4.0, 10.0))
    law = Distribution.empirical([allowance * factor for factor in _DUE_SPREAD])
    return product.model_copy(update={"lead_time": law})
