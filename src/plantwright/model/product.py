"""What is made, and by which steps."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.quantity import Count, Name, Noun, PositiveSeconds, Quantity, Seconds, Share, Weight, ZeroCount


class QueueLimit(Noun):
    """How long a lot may be on its way to a step, from the end of the step before to the start of this one."""

    time: PositiveSeconds
    """Calendar time: chemistry knows no shifts [s]."""
    consequence: Literal["scrap", "rework"] = "scrap"
    """A lot that comes too late is scrapped, or goes back ``back`` steps."""
    back: Count = 1


class Component(Noun):
    """What a step takes from the stock of another product for each of its own pieces."""

    product: Name
    quantity: Quantity = 1.0
    """Pieces of the component for one piece made."""
    ordered: bool = True
    """The order brings an order of this component with it; else the stock is filled by orders of its own."""


class Yielded(Noun):
    """What a step gives off as lots of another product, for each good piece that comes out of it."""

    product: Name
    quantity: Quantity = 1.0
    """Pieces of the other product for one good piece."""


class Operation(Noun):
    """One step of a routing.

    Notes
    -----
    A lot of ``quantity`` pieces takes ``(per_lot + per_piece · quantity) · noise`` of processing; a step with a
    ``rate`` takes ``(per_lot + quantity / rate) · noise``.
    """

    id: Name
    work_center: Name
    per_lot: Seconds = 0.0
    """Mean process time that does not depend on the quantity [s]."""
    per_piece: Seconds = 0.0
    """Mean process time of each further piece [s]."""
    rate: Quantity | None = None
    """Quantity per second of a step that runs at a rate, in place of ``per_piece``; None: not told [unit/s]."""
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
    rework_limit: Count | None = None
    """How often a lot may be sent back from here; the next time it is scrapped. None: no limit."""
    sampling: Share = 1.0
    """Share of the lots that have this step; the others pass it by."""
    family: Name | None = None
    """Setup family at this step; None: that of the product."""
    stations: tuple[Name, ...] = ()
    """The stations that may do it; empty: any of its work center."""
    attendance: Share = 1.0
    """Part of the process time for which the workers stay, counted from its start; they always do the setup."""
    queue_limit: QueueLimit | None = None
    hold: Distribution | None = None
    """Calendar time a lot must rest after this step before it may go on, on no station [s]."""
    components: tuple[Component, ...] = ()
    """What is put in here from stock."""
    yields: tuple[Yielded, ...] = ()
    """What comes off here, or what the lot is taken apart into where this is its last step."""
    split: Quantity | None = None
    """After this step the lot goes on in parts of at most so many pieces; None: whole."""
    join: bool = False
    """The parts of a lot that was split come together before this step."""

    @model_validator(mode="after")
    def _one_pace(self) -> Self:
        if self.rate is not None and self.per_piece > 0:
            raise ValueError("both rate and per_piece are told; give one of them")
        return self

    def time_per_piece(self) -> float:
        """Return the mean process time of each further piece [s]."""
        return self.per_piece if self.rate is None else 1 / self.rate

    def mean_time(self, quantity: float) -> float:
        """Return the expected process time of a lot, setup not counted [s]."""
        return self.per_lot + self.time_per_piece() * quantity


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
    priority: Count = 2
    """Rank of its orders where the plant lets urgent ones go first: lower goes first, urgent orders have 1."""
    divisible: bool = False
    """Measured (kg, L), not counted: scrap takes its share of the quantity, not a number of pieces."""

    def mean_quantity(self) -> float:
        """Return the mean lot size, in the product's unit."""
        weight = sum(one.weight for one in self.lot_sizes)
        return sum(one.quantity * one.weight for one in self.lot_sizes) / weight

    def component_names(self) -> list[str]:
        """Return the products that go straight into it."""
        return [part.product for way in self.routings for one in way.operations for part in one.components]

    def yielded_names(self) -> list[str]:
        """Return the products that its steps give off."""
        return [one.product for way in self.routings for step in way.operations for one in step.yields]

    def taken_apart(self) -> bool:
        """Whether its last step takes it apart, so that nothing of it leaves the plant."""
        return any(way.operations[-1].yields for way in self.routings)

    def family_name(self) -> str:
        """Return the setup family."""
        return self.family or self.id
