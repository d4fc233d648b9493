"""Orders by name, and streams of orders of one product."""

from __future__ import annotations

from pydantic import Field

from plantwright.model.distribution import Distribution
from plantwright.model.quantity import Count, Instant, Name, Noun, PositiveShare, Quantity, ZeroCount


class Arrival(Noun):
    """Orders of one product that come by a clock of their own."""

    product: Name
    interarrival: Distribution
    """Working time of the plant between two arrivals [s]."""
    orders: Count = 1
    """Orders that come at a time."""


class Order(Noun):
    """An order told beforehand: yet to come, or on the floor when the run begins."""

    id: Name
    product: Name
    quantity: Quantity
    released: Instant
    """Seconds after the Monday 00:00 of the run; what is on the floor already has it behind it [s]."""
    due: Instant | None = None
    """[s]"""
    priority: Count | None = None
    """None: that of the product."""
    routing: ZeroCount = 0
    """Number of its routing among those of the product, from 0."""
    operation: Name | None = None
    """The step before or at which it stands when it appears; None: the first."""
    station: Name | None = None
    """The station that works on it then; None: it waits."""
    remaining: PositiveShare = Field(default=1.0)
    """Part of its step still to do, where a station works on it [1]."""
