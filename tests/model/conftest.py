"""A small plant that has something for every edit to change."""

from __future__ import annotations

from typing import Any

import pytest

from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing


def shop_fields() -> dict[str, Any]:
    """Return the fields of a plant with a mill that fails and is set up, a saw, and two products."""
    mill = WorkCenter(
        id="mill",
        stations=2,
        skill="milling",
        setup=Setup(default=600.0, times=(SetupTime(from_family="A", to_family="B", time=900.0),)),
        failures=Failures(
            time_to_failure=Distribution.exponential(36_000.0), time_to_repair=Distribution.exponential(1800.0)
        ),
    )
    saw = Operation(id="10-saw", work_center="saw", per_lot=60.0, per_piece=30.0)
    milled = Operation(id="20-mill", work_center="mill", per_lot=120.0, per_piece=90.0, rework=0.1, rework_back=1)
    return {
        "name": "shop",
        "calendars": (Calendar(id="days", shifts=(Shift(days="mon-fri", start="06:00", end="14:00"),)),),
        "calendar": "days",
        "work_centers": (WorkCenter(id="saw", buffer=5), mill),
        "products": (
            Product(
                id="A",
                share=3.0,
                routings=(Routing(operations=(saw, milled)),),
                lot_sizes=(LotSize(quantity=10, weight=1), LotSize(quantity=20, weight=3)),
            ),
            Product(id="B", share=1.0, routings=(Routing(operations=(milled.model_copy(update={"rework_back": 0}),)),)),
        ),
        "workers": (
            Worker(id="w1", skills=("milling", "sawing")),
            Worker(id="w2", skills=("sawing",)),
            Worker(id="w3", skills=("sawing", "packing")),
        ),
        "release": Release(interarrival=Distribution.exponential(3600.0)),
    }


@pytest.fixture
def fields() -> dict[str, Any]:
    """Return the fields of the small plant, to spoil as a test likes."""
    return shop_fields()


@pytest.fixture(scope="session")
def shop() -> Plant:
    """Return the small plant."""
    return Plant(**shop_fields())
