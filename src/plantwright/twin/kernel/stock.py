"""Finished components that wait for use: what an assembly takes, first in first out, and which order it came from."""

from __future__ import annotations

from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.draws import passed
from plantwright.twin.kernel.floor import NONE
from plantwright.twin.kernel.logbook import IN_STOCK, write_link
from plantwright.twin.kernel.pool import free
from plantwright.twin.kernel.queue import mark

_CRUMB = 1e-9


@inner
def covered(floor, lot):
    """Whether the stock holds all that a lot takes at its step; what comes by again has it already."""
    one = floor.lots[lot]
    if floor.passes[passed(floor, lot, one.step)] > 0:
        return True
    step = floor.steps[one.first_step + one.step]
    for k in range(step.parts_first, step.parts_first + step.parts):
        part = floor.parts[k]
        if floor.products[part.product].stock < part.quantity * one.good - _CRUMB:
            return False
    return True


@inner
def put_in_stock(floor, lot):
    """Put a finished component into stock."""
    one = floor.lots[lot]
    product = floor.products[one.product]
    one.pending, one.next = IN_STOCK, NONE
    product.stock += one.good
    if product.stock_tail >= 0:
        floor.lots[product.stock_tail].next = lot
    else:
        product.stock_head = lot
    product.stock_tail = lot
    for center in range(floor.state[0].centers):
        if floor.centers[center].assembles:
            mark(floor, center)


@inner
def take_parts(floor, lot):
    """Take from stock what a lot needs at its step, the first time."""
    one = floor.lots[lot]
    if floor.passes[passed(floor, lot, one.step)] > 0:
        return
    step = floor.steps[one.first_step + one.step]
    for k in range(step.parts_first, step.parts_first + step.parts):
        _take(floor, lot, floor.parts[k].product, floor.parts[k].quantity * one.good)


@inner
def _take(floor, lot, number, wanted):
    product = floor.products[number]
    product.stock -= wanted
    while wanted > _CRUMB and product.stock_head >= 0:
        first = product.stock_head
        used = min(wanted, floor.lots[first].good)
        write_link(floor, floor.lots[lot].order, floor.lots[first].order, floor.lots[lot].part, used)
        wanted -= used
        floor.lots[first].good -= used
        if floor.lots[first].good <= _CRUMB:
            product.stock_head = floor.lots[first].next
            if product.stock_head < 0:
                product.stock_tail = NONE
            free(floor, first)
