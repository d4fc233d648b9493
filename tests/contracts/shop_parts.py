"""A plant whose log has links: assemblies, lots that are cut into parts and joined, scrap, and orders told by name."""

from __future__ import annotations

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.orders import Order
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Component, LotSize, Operation, Product, Routing

DAY = 86_400.0
NOISE = Distribution.empirical([0.5, 1.0, 1.5])
"""Noise whose times the log holds exactly: its clock goes in microseconds."""


def _product(name: str, *steps: Operation, pieces: float, share: float = 1.0) -> Product:
    routings = (Routing(operations=steps),)
    return Product(id=name, routings=routings, lot_sizes=(LotSize(quantity=pieces),), share=share)


def _step(center: str, time: float, **more: object) -> Operation:
    fields = {"id": center, "work_center": center, "per_piece": time, "noise": NOISE, **more}
    return Operation.model_validate(fields)


def parts_shop() -> Plant:
    """Return the plant: frames are welded; carts of two frames are cut into parts, painted and joined."""
    frame = _product("frame", _step("weld", 300.0, scrap=0.05), pieces=8, share=0.0)
    cart = _product(
        "cart",
        _step("assemble", 400.0, components=(Component(product="frame", quantity=2),), split=1.0),
        _step("paint", 300.0, scrap=0.1),
        _step("pack", 100.0, join=True),
        pieces=4,
    )
    names = ("weld", "assemble", "paint", "pack")
    return Plant(
        name="parts",
        time_zone="America/New_York",
        work_centers=tuple(WorkCenter(id=name, stations=2) for name in names),
        products=(cart, frame),
        release=Release(interarrival=Distribution.exponential(4000.0)),
        orders=tuple(Order(id=f"urgent {k}", product="cart", quantity=4, released=k * DAY) for k in range(3)),
    )
