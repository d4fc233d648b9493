"""Places in front of a work center: buffers, and the cards of a kanban loop."""

from __future__ import annotations

from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.queue import mark


@tiny
def has_place(floor, center):
    """Whether another lot may come; without a buffer, only an idle station is a place."""
    place = floor.centers[center]
    if place.kanban > 0 and place.cards >= place.kanban:
        return False
    if place.buffer < 0:
        return True
    return place.waiting + place.coming < (place.buffer if place.buffer > 0 else place.idle)


@inner
def reserve(floor, lot, center):
    """Keep a place for a lot that is about to be worked on elsewhere."""
    floor.lots[lot].reserved = center
    floor.centers[center].coming += 1


@tiny
def unreserve(floor, lot):
    """Give a kept place up."""
    center = floor.lots[lot].reserved
    if center >= 0:
        floor.lots[lot].reserved = -1
        floor.centers[center].coming -= 1
        mark(floor, center)


@tiny
def take_card(floor, lot, center):
    """Swap the card a lot holds for one of the work center it goes to; −1: it leaves the floor."""
    one = floor.lots[lot]
    if one.card >= 0:
        floor.centers[one.card].cards -= 1
        mark(floor, one.card)
        one.card = -1
    if center >= 0 and floor.centers[center].kanban > 0:
        floor.centers[center].cards += 1
        one.card = center
