"""What changes cost and when they have paid, by hand."""

from __future__ import annotations

import pytest

from improve.shops import bottleneck, everything
from plantwright.improve.money import cost_of, payback
from plantwright.model.change import AddStations, AddWorkers, Change, Cost, Edit, ScaleSetupTime, SetWipLimit
from plantwright.model.distribution import Distribution
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant, Release

PIECES = Estimate(value=10.0, low=5.0, high=20.0, unit="pieces/d")


def change(*edits: Edit, cost: Cost | None = None) -> Change:
    """Return a change with or without a cost told."""
    return Change(name="one", edits=edits, cost=cost or Cost())


def test_stations_cost_their_price() -> None:
    """Two saws at 30,000 and a mill at 90,000 cost 150,000 once and nothing a year."""
    edits = AddStations(work_center="saw", count=2), AddStations(work_center="mill", count=1)
    assert cost_of(change(*edits), everything()) == Cost(once=150_000.0, per_year=0.0)


def test_workers_cost_their_hours() -> None:
    """Two more people on 80 hours a week at 40 an hour cost 2 × 80 × 365.25/7 × 40 a year, and nothing once."""
    cost = cost_of(change(AddWorkers(skill="cut", count=2)), everything())
    assert cost.once == 0.0
    assert cost.per_year == pytest.approx(2 * 80 * 365.25 / 7 * 40)


def test_a_cost_told_is_the_cost() -> None:
    """What a person told with a change goes before what the plant's prices say."""
    told = Cost(once=7.0)
    assert cost_of(change(AddStations(work_center="saw", count=2), cost=told), everything()) == told


@pytest.mark.parametrize(
    "edits",
    [
        (ScaleSetupTime(work_center="mill", factor=0.5),),
        (AddStations(work_center="oven", count=1),),
        (AddStations(work_center="saw", count=1), SetWipLimit(limit=4)),
    ],
)
def test_a_cost_that_nobody_told_is_not_known(edits: tuple[Edit, ...]) -> None:
    """One edit without a price makes the cost of the whole change unknown, not zero."""
    assert cost_of(change(*edits), everything()) == Cost()
    found = payback(change(*edits), everything(), PIECES)
    assert found.value is None
    assert "no cost" in found.method


def test_payback_by_hand() -> None:
    """30,000 once at 10 (5 to 20) pieces a day more, 2 each, pays in 30,000 / 7,305 years; the interval turns round."""
    found = payback(change(AddStations(work_center="saw", count=1)), everything(), PIECES)
    assert found.unit == "years"
    assert found.value == pytest.approx(30_000 / (10 * 365.25 * 2))
    assert found.low == pytest.approx(30_000 / (20 * 365.25 * 2))
    assert found.high == pytest.approx(30_000 / (5 * 365.25 * 2))


def test_yearly_cost_is_taken_from_the_gain() -> None:
    """10 pieces a day at 2 gain 7,305 a year; 3,305 a year of cost leave 4,000, so that 8,000 are paid in two years."""
    told = Cost(once=8000.0, per_year=3305.0)
    found = payback(change(SetWipLimit(limit=4), cost=told), everything(), PIECES)
    assert found.value == pytest.approx(2.0)
    assert found.high == pytest.approx(8000 / (5 * 365.25 * 2 - 3305))


def test_a_gain_that_may_not_pay_has_no_upper_end() -> None:
    """Where the low end of the gain does not cover the yearly cost there is no interval, and it is said why."""
    told = Cost(once=8000.0, per_year=5000.0)
    found = payback(change(SetWipLimit(limit=4), cost=told), everything(), PIECES)
    assert found.value == pytest.approx(8000 / 2305)
    assert (found.low, found.high) == (None, None)
    assert "never" in found.evidence


def test_what_never_pays_is_said() -> None:
    """A yearly cost above the gain is never paid."""
    told = Cost(once=0.0, per_year=9000.0)
    found = payback(change(SetWipLimit(limit=4), cost=told), everything(), PIECES)
    assert found.value is None
    assert found.method.startswith("never")


def _open(plant: Plant) -> Plant:
    return plant.model_copy(update={"release": Release(interarrival=Distribution.exponential(9e3))})


def test_time_has_no_price_unless_told() -> None:
    """Under open release demand sets throughput, so that payback is not known, however dear the change."""
    found = payback(change(SetWipLimit(limit=4), cost=Cost(once=1.0)), _open(everything()), PIECES)
    assert found.value is None
    assert "demand" in found.method


def test_no_margin_no_payback() -> None:
    """Without a margin nobody knows what a piece more is worth."""
    found = payback(change(SetWipLimit(limit=4), cost=Cost(once=1.0)), bottleneck(), PIECES)
    assert found.value is None
    assert "no margin per piece" in found.method
