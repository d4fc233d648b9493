"""Lots that go on in parts, and come together again.

The record of the lot that was split sleeps until its parts have come together, at a step that joins them or at the end.
"""

from __future__ import annotations

import math

from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.draws import passed, went_forward
from plantwright.twin.kernel.floor import NONE
from plantwright.twin.kernel.logbook import write_link
from plantwright.twin.kernel.pool import free, take
from plantwright.twin.kernel.queue import mark


@inner
def split(floor, lot, size):
    """Cut a lot into parts of at most ``size``; return the first of them, linked by ``next``."""
    whole = floor.lots[lot]
    count = math.ceil(whole.good / size - 1e-9)
    left, first = whole.good, NONE
    whole.pending = 0
    for number in range(count, 0, -1):
        part = take(floor, whole.order, whole.name)
        one = floor.lots[part]
        one.product, one.first_step, one.steps, one.step = whole.product, whole.first_step, whole.steps, whole.step
        one.furthest, one.priority, one.released, one.due = whole.furthest, whole.priority, whole.released, whole.due
        one.ordered = one.quantity = one.good = min(size, left) if number > 1 else left
        one.at, one.from_center, one.deadline = whole.at, whole.from_center, whole.deadline
        one.part, one.parent, one.next = number, lot, first
        _pass_on(floor, lot, part)
        if number == count:  # the last to be taken gives the card of the whole back
            one.card, whole.card = whole.card, NONE
        left -= one.good
        first = part
        whole.pending += 1
        write_link(floor, whole.order, whole.order, number, one.good)
    whole.good = 0.0
    return first


@inner
def _pass_on(floor, lot, other):
    """Let another lot of an order have done what a lot has: it takes and yields nothing again."""
    for step in range(floor.state[0].passes // 2):
        if went_forward(floor, lot, step) >= went_forward(floor, other, step):
            told, place = passed(floor, lot, step), passed(floor, other, step)
            floor.passes[place], floor.passes[place + 1] = floor.passes[told], floor.passes[told + 1]


@inner
def come_together(floor, lot):
    """Give a part's pieces back to its lot; return that lot once all its parts are there, else −1.

    A part of which nothing is left has no say in where the lot goes on.
    """
    one = floor.lots[lot]
    parent = one.parent
    whole = floor.lots[parent]
    whole.good += one.good
    whole.pending -= 1
    if one.good > 0.0:
        whole.step, whole.furthest, whole.at = one.step, one.furthest, one.at
        whole.from_center, whole.deadline = one.from_center, one.deadline
        _pass_on(floor, lot, parent)
    if whole.pending == 0:
        whole.card, one.card = one.card, NONE
        if whole.good <= 0.0:
            whole.step = whole.steps
    elif one.card >= 0:
        floor.centers[one.card].cards -= 1
        mark(floor, one.card)
    free(floor, lot)
    return parent if whole.pending == 0 else NONE
