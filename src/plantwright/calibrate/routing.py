"""The ways of each product, by how often they were taken."""

from __future__ import annotations

from collections import defaultdict

from plantwright.calibrate.sample import Sample

MOST = 20
"""Ways kept of one product: where nearly every order goes its own way, a bootstrap of the ways seen."""
_RARE = 0.005


def ways_of(sample: Sample) -> dict[int, list[tuple[tuple[int, ...], float]]]:
    """Return, by product, the sequences of tasks with their weights, most frequent first."""
    ways: defaultdict[int, list[tuple[tuple[int, ...], float]]] = defaultdict(list)
    traces = sample.traces
    for product, steps, orders in zip(traces.product.tolist(), traces.steps, traces.orders, strict=True):
        ways[product].append((steps, float(sample.order_weight[orders].sum())))
    return {product: _kept(found) for product, found in ways.items()}


def _kept(found: list[tuple[tuple[int, ...], float]]) -> list[tuple[tuple[int, ...], float]]:
    found = sorted(found, key=lambda way: -way[1])[:MOST]
    total = sum(weight for _, weight in found)
    return [(steps, weight / total) for steps, weight in found if weight >= _RARE * total]
