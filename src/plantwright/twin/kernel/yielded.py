"""What a step gives off, or a lot comes apart into: orders of their own, which begin where the lot was."""

from __future__ import annotations

from plantwright.twin.kernel.compiled import inner
from plantwright.twin.kernel.draws import child_name, went_forward
from plantwright.twin.kernel.logbook import write_link
from plantwright.twin.kernel.mover import set_out
from plantwright.twin.kernel.release import another, bring


@inner
def give_off(floor, lot, t):
    """Let the orders come that a lot's step yields, the first time that the lot goes forward from it."""
    one = floor.lots[lot]
    if one.good <= 0.0 or went_forward(floor, lot, one.at) != 1:
        return
    step = floor.steps[one.first_step + one.at]
    for k in range(step.yields):
        _give(floor, lot, step, k, t)


@inner
def _give(floor, lot, step, k, t):
    one, entry = floor.lots[lot], floor.parts[step.yields_first + k]
    name = child_name(floor, lot, step.salt + (k << 20) + (one.part << 40))
    made = another(floor, entry.product, entry.quantity * one.good, name, t)
    child = floor.lots[made]
    child.due, child.priority, child.from_center = one.due, one.priority, step.center
    write_link(floor, one.order, child.order, one.part, child.ordered)
    bring(floor, made, t)
    set_out(floor, made, t)
