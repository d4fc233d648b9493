"""Where the work of a plant that was told is largest, in a sentence."""

from __future__ import annotations

from plantwright.messages.told import say
from plantwright.model.plant import Plant
from plantwright.twin.load import station_hours, utilization


def busiest_sentence(plant: Plant) -> str:
    """Return which work center has most to do by what was told, with its share of time where orders set the pace."""
    busy = utilization(plant)
    if busy:
        name = max(busy, key=lambda one: busy[one])
        return say(
            "By what was told {name} has most to do: its stations work {share:.0f} % of their time.",
            name=name, share=100 * busy[name],
        )  # fmt: skip
    hours = {one.id: station_hours(plant)[one.id] / one.stations for one in plant.work_centers}
    name = max(hours, key=lambda one: hours[one])
    return say(
        "By what was told {name} has most to do: each of its stations works {hours:.3g} h for an order.",
        name=name, hours=hours[name],
    )  # fmt: skip
