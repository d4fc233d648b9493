"""Plants whose orders are all told beforehand, and what a run made of them, for schedules worked out by hand."""

from __future__ import annotations

from laws.floors import Run, run_of
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.orders import Order
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.kernel import floor as records

HOUR = 3600.0
DAY = 24 * HOUR
Told = tuple[str, float] | tuple[str, float, float | None] | tuple[str, float, float | None, int]
"""Product, release [s], due [s] and priority."""
DAYS = Calendar(id="day", shifts=(Shift(days="mon-sun", start="08:00", end="16:00"),))
"""Open from 8 to 16 on every day."""


def made(name: str, *steps: Operation, **more: object) -> Product:
    """Return a product of one routing."""
    return Product.model_validate({"id": name, "routings": (Routing(operations=steps),), **more})


def step(center: str, time: float, **more: object) -> Operation:
    """Return a step of ``time`` [s] a lot without chance; its name is that of the work center."""
    return Operation.model_validate({"id": center, "work_center": center, "per_lot": time, **more})


def told(centers: list[WorkCenter], products: list[Product], orders: list[Told], **more: object) -> Plant:
    """Return a plant of orders told beforehand, of one piece unless the product has another size."""
    sizes = {one.id: one.lot_sizes[0].quantity for one in products}
    names = ("product", "released", "due", "priority")
    known = tuple(
        Order.model_validate({"id": f"o{k}", "quantity": sizes[one[0]], **dict(zip(names, one, strict=False))})
        for k, one in enumerate(orders)
    )
    fields = {"name": "told", "work_centers": tuple(centers), "products": tuple(products), "orders": known,
              "release": Release(policy="orders")}  # fmt: skip
    return Plant.model_validate({**fields, **more})


def lots(center: WorkCenter, time: float, count: int, **more: object) -> Plant:
    """Return a station with so many lots at hand from the beginning, each of ``time`` [s]."""
    return told([center], [made("p", step(center.id, time))], [("p", 0.0)] * count, **more)


def pieces(count: float) -> tuple[LotSize, ...]:
    """Return one lot size."""
    return (LotSize(quantity=count),)


def spans(run: Run, kind: int = records.PROCESS_ROW, station: int | None = None) -> list[tuple[float, float]]:
    """Return starts and ends of the rows of a kind, by start [s]."""
    rows = run.rows(kind)
    rows = rows if station is None else rows[rows["station"] == station]
    return [(float(row["start"]), float(row["end"])) for row in rows]


def downs(run: Run) -> list[tuple[float, float]]:
    """Return starts and ends of the breakdowns [s]."""
    return spans(run, records.DOWN_ROW)


def order_of(run: Run, center: int = 0) -> list[int]:
    """Return the orders in which a work center took its lots, by number."""
    visits = run.visits()
    return [int(one["order"]) for one in visits[run.center_of(visits) == center]]


def constant(mean: float) -> Distribution:
    """Return what is always ``mean``."""
    return Distribution.constant(mean)


__all__ = ["DAY", "DAYS", "HOUR", "constant", "downs", "lots", "made", "order_of", "pieces", "run_of", "spans", "step",
           "told"]  # fmt: skip
