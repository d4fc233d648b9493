"""What befalls a lot at a step: every draw named by seed, order, part, step and pass, whatever else happens.

An order's name is its number among those that did not come out of another; ``child_name`` names the others.
"""

from __future__ import annotations

import numpy as np

from plantwright.twin.kernel.compiled import inner, tiny
from plantwright.twin.kernel.streams import GIVEN, key, sample

_FIRST_CHILD = np.int64(1 << 62)

MOST_PASSES = 65_535
"""Passes of one step that are counted; a lot that comes by more often draws the same again."""


@tiny
def passed(floor, lot, step):
    """Return the place of the count of a lot's passes through a step of its routing."""
    return lot * floor.state[0].passes + 2 * step


@tiny
def went_forward(floor, lot, step):
    """Return how often a lot came out of a step of its routing without being sent back."""
    place = passed(floor, lot, step)
    return np.int64(floor.passes[place]) - np.int64(floor.passes[place + 1])


@tiny
def occasion(floor, lot):
    """Return the number that names a lot's present visit within its order: part, step and pass."""
    one = floor.lots[lot]
    salt = floor.steps[one.first_step + one.step].salt
    passes = np.int64(floor.passes[passed(floor, lot, one.step)])
    return salt + (passes << 20) + (one.part << 40)


@tiny
def of_order(floor, lot, law, stream):
    """Draw from a distribution for a lot's present visit."""
    one = floor.lots[lot]
    return sample(floor, law, key(floor.state[0].seed, stream, one.name, occasion(floor, lot)), one.name)


@inner
def child_name(floor, lot, which):
    """Return the name of an order that comes out of a lot: by the lot's own, so that all others keep theirs.

    It is 2^62 or more, which no number of an order is.
    """
    bits = key(floor.state[0].seed, GIVEN, floor.lots[lot].name, which)
    return np.int64(bits >> np.uint64(2)) + _FIRST_CHILD


@tiny
def is_child(floor, lot):
    """Whether an order came out of another, or came with one that did."""
    return floor.lots[lot].name >= _FIRST_CHILD


@inner
def of_stop(floor, station, mode, law, stream):
    """Draw from a distribution for a station's next stop of this mode."""
    machine = floor.stations[station]
    count = floor.wear[machine.mode_first + mode].count
    salt = machine.salt + floor.modes[floor.centers[machine.center].mode_first + mode].salt
    return sample(floor, law, key(floor.state[0].seed, stream, salt, count), count)
