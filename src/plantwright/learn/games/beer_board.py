"""The board of the beer game: who holds what, and how a week moves it."""

from __future__ import annotations

from dataclasses import dataclass, replace

SEATS = ("retailer", "wholesaler", "distributor", "factory")
HOLDING, BACKLOG = 0.5, 1.0
"""Of a case for a week [$]."""
CALM = 4
"""What the board is laid out for [cases/week]."""


@dataclass(frozen=True)
class Echelon:
    """One seat; all in cases."""

    inventory: int = 12
    backlog: int = 0
    coming: tuple[int, int] = (CALM, CALM)
    """On its way here: one week from here, two weeks from here."""
    asked_for: int = CALM
    """By the seat below, this week."""
    received: int = CALM
    """This week."""

    def net(self) -> int:
        """Return stock less backlog."""
        return self.inventory - self.backlog

    def week_cost(self) -> float:
        """Return what stock and backlog cost this week [$]."""
        return HOLDING * self.inventory + BACKLOG * self.backlog


@dataclass(frozen=True)
class Board:
    """The four seats and the slips between them."""

    echelons: tuple[Echelon, ...] = (Echelon(),) * 4
    incoming: tuple[int, ...] = (CALM,) * 3
    """Orders that wholesaler, distributor and factory read next."""
    placed: tuple[int, ...] = (CALM,) * 4
    """Orders just written, by seat; the factory's is what it brews."""

    def ordered(self, orders: tuple[int, ...]) -> Board:
        """Return the board with the orders of the week."""
        return replace(self, placed=orders)

    def supply_line(self, seat: int) -> int:
        """Return what a seat has ordered and not received, before it orders this week."""
        one = self.echelons[seat]
        if seat == len(SEATS) - 1:
            return sum(one.coming)
        return sum(one.coming) + self.incoming[seat] + self.echelons[seat + 1].backlog


START = Board()


def after_week(board: Board, demand: int) -> Board:
    """Return the board at the moment of ordering: beer received, orders filled, slips and brews moved on.

    Notes
    -----
    Sterman's steps in their order: receive and advance what is on its way; read and fill what is asked for; count;
    advance the slips, and brew what the factory wrote last week. Then seats order.
    """
    asked = (demand, *board.incoming)
    received = [_received(one) for one in board.echelons]
    filled = [_filled(one, wanted) for one, wanted in zip(received, asked, strict=True)]
    after = [one for one, _ in filled]
    sent = [shipped for _, shipped in filled]
    # beer of the seat above sets out to this one; the factory brews
    above = (*sent[1:], board.placed[-1])
    moved = tuple(replace(one, coming=(one.coming[0], new)) for one, new in zip(after, above, strict=True))
    return Board(moved, incoming=board.placed[:-1], placed=board.placed)


def _received(one: Echelon) -> Echelon:
    first, second = one.coming
    return replace(one, inventory=one.inventory + first, received=first, coming=(second, 0))


def _filled(one: Echelon, asked: int) -> tuple[Echelon, int]:
    owed = one.backlog + asked
    shipped = min(one.inventory, owed)
    return replace(one, inventory=one.inventory - shipped, backlog=owed - shipped, asked_for=asked), shipped
