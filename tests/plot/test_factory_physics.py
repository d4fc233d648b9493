"""The plant between best and worst case."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Measures
from plantwright.plot.factory_physics import factory_physics


def test_the_point_is_the_plant_and_lies_between_the_curves(measured):
    """At the plant's WIP its throughput is above the worst and not above the best curve."""
    figure = factory_physics(measured)
    curves = {trace.name: trace for trace in figure.data if trace.yaxis == "y"}
    point = curves["this plant"]
    assert point.x[0] == measured.table("benchmark")[0]["wip"].value
    near = min(range(len(curves["best case"].x)), key=lambda k: abs(curves["best case"].x[k] - point.x[0]))
    assert curves["worst case"].y[near] < point.y[0] < curves["best case"].y[near]


def test_curves_meet_at_one_order(measured):
    """With one order on the floor nothing waits, so all three cases are 1/T0 and T0."""
    first = {(trace.name, trace.yaxis): trace.y[0] for trace in factory_physics(measured).data if len(trace.x) > 1}
    rates = [value for (_, axis), value in first.items() if axis == "y"]
    assert rates == pytest.approx([1 / measured["effective_raw_process_time"].value] * 3, rel=1e-3)


def test_the_title_says_how_far_from_chance(measured):
    """The ratio to the practical worst case is told in percent."""
    assert "more than a line of pure chance" in factory_physics(measured).layout.meta["title"]


def test_without_orders_it_says_so():
    """Nothing measured, nothing drawn."""
    assert "Not known" in factory_physics(Measures()).layout.annotations[0].text
