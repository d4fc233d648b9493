"""What is made, and by which steps."""

from __future__ import annotations

from pydantic import Field

from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.quantity import Name, Noun, Quantity, Seconds, Share, Weight, ZeroCount


class Operation(Noun):
    """One step of a routing.

    Notes
    -----
    A lot of ``quantity`` pieces takes ``(per_lot + per_piece · quantity) · noise`` of processing.
    """

    id: Name
    work_center: Name
    per_lot: Seconds = 0.0
    """Mean process time that does not depend on the quantity [s]."""
    per_piece: Seconds = 0.0
    """Mean process time of each further piece [s]."""
    noise: Distribution = NO_NOISE
    """What each process time is multiplied by; mean 1."""
    scrap: Share = 0.0
    """Chance that a piece is scrapped here."""
    rework: Share = 0.0
    """Chance that the whole lot must go back after this step."""
    rework_back: ZeroCount = 0
    """How many steps back it goes; 0 repeats this step."""
    ideal_per_piece: Seconds | None = None
    """Design process time of a piece, for OEE; None: not known [s]."""

    def mean_time(self, quantity: float) -> float:
        """Return the expected process time of a lot, setup not counted [s]."""
        return self.per_lot + self.per_piece * quantity


class Routing(Noun):
    """The ordered steps of a product; where there are several, each is taken in proportion to its weight."""

    operations: tuple[Operation, ...] = Field(min_length=1)
    weight: Weight = 1.0


class LotSize(Noun):
    """A lot size and how often it is released."""

    quantity: Quantity
    weight: Weight = 1.0


class Product(Noun):
    """Something the plant makes."""

    id: Name
    routings: tuple[Routing, ...] = Field(min_length=1)
    family: Name | None = None
    """Setup family; None: the product is a family of its own."""
    share: Weight = 1.0
    """Its share of the orders released, by weight."""
    lot_sizes: tuple[LotSize, ...] = Field(default=(LotSize(quantity=1),), min_length=1)
    lead_time: Distribution | None = None
    """Time promised from release to due date, calendar time; None: no due date [s]."""
    unit: str = "pieces"

    def mean_quantity(self) -> float:
        """Return the mean lot size, in the product's unit."""
        weight = sum(one.weight for one in self.lot_sizes)
        return sum(one.quantity * one.weight for one in self.lot_sizes) / weight

    def family_name(self) -> str:
        """Return the setup family."""
        return self.family or self.id
