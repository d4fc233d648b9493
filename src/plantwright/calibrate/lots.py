"""Who comes: the mix of products, their lot sizes and the time they are promised."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.arrays import Flags, Floats, flags, mean, quantiles, sums
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.shapes import empirical
from plantwright.model.distribution import Distribution
from plantwright.model.product import LotSize

_FEWEST = 30
_MOST_SIZES, _MOST_TIMES = 30, 60


def newcomers(sample: Sample) -> Flags:
    """Tell which orders count for the mix: those released within the window, or all where those are few.

    Orders that lay on the floor at the window's begin are the slow ones, and would bend the mix.
    """
    inside = sample.orders.inside
    return inside if inside.sum() >= _FEWEST else np.ones(len(inside), dtype=bool)


def shares_of(sample: Sample) -> Floats:
    """Return each product's share of the orders, shape (products,)."""
    new = newcomers(sample)
    count = sums(sample.orders.product[new], sample.order_weight[new], len(sample.names.products))
    return np.asarray(count / count.sum())


def urgent_share(sample: Sample) -> float:
    """Return the share of the orders that are urgent."""
    new = newcomers(sample)
    return mean(sample.orders.urgent[new].astype(float), sample.order_weight[new])


def _of(sample: Sample, product: int) -> Flags:
    mine = sample.orders.product == product
    new = mine & newcomers(sample)
    return flags(new if new.any() else mine)


def lot_sizes_of(sample: Sample, product: int) -> tuple[LotSize, ...]:
    """Return the lot sizes of a product and how often each is released."""
    mine = _of(sample, product)
    if not mine.any():
        return (LotSize(quantity=1),)
    quantity, weight = sample.orders.quantity[mine], sample.order_weight[mine]
    sizes, number = np.unique(quantity, return_inverse=True)
    if len(sizes) > _MOST_SIZES:
        sizes = quantiles(quantity, weight, (np.arange(_MOST_SIZES) + 0.5) / _MOST_SIZES)
        return tuple(LotSize(quantity=float(size)) for size in sizes * (mean(quantity, weight) / sizes.mean()))
    count = sums(number.astype(np.int64), weight, len(sizes))
    return tuple(LotSize(quantity=float(s), weight=float(w)) for s, w in zip(sizes, count / count.sum(), strict=True))


def lead_time_of(sample: Sample, product: int) -> Distribution | None:
    """Return the time promised from release to due date; None where no order of the product has both."""
    lead = sample.orders.lead_time
    mine = _of(sample, product) & np.isfinite(lead) & (lead > 0)
    if not mine.any():
        return None
    values, weight = lead[mine], sample.order_weight[mine]
    if np.ptp(values) < 1.0:
        return Distribution.constant(float(values[0]))
    return empirical(values, weight, _MOST_TIMES)
