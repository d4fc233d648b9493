"""What a change costs and when it has paid for itself, where costs are known."""

from __future__ import annotations

from plantwright.messages.told import strung, told
from plantwright.model.change import AddStations, AddWorkers, Change, Cost
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant

_WEEKS = 365.25 / 7


def cost_of(change: Change, plant: Plant) -> Cost:
    """Return what a change costs: as told with it, else from the plant's costs; None where not known."""
    if change.cost != Cost():
        return change.cost
    once, per_year = 0.0, 0.0
    for edit in change.edits:
        if isinstance(edit, AddStations) and edit.work_center in plant.costs.station_once:
            once += edit.count * plant.costs.station_once[edit.work_center]
        elif isinstance(edit, AddWorkers) and plant.costs.worker_per_hour is not None:
            hours = plant.find_calendar(plant.calendar).hours_per_week() * _WEEKS
            per_year += edit.count * hours * plant.costs.worker_per_hour
        else:
            return Cost()
    return Cost(once=once, per_year=per_year)


def payback(change: Change, plant: Plant, more_pieces: Estimate) -> Estimate:
    """Return the years until the gain has paid the cost; the value is None where it is not known, or never comes.

    Parameters
    ----------
    more_pieces
        Effect on throughput [pieces/d].
    """
    cost, margin = cost_of(change, plant), plant.costs.margin_per_piece
    if cost.once is None or margin is None:
        missing = [
            name
            for name, value in ((told("no cost told"), cost.once), (told("no margin per piece told"), margin))
            if value is None
        ]
        return Estimate(value=None, unit="years", method=told("not known: {missing}", missing=strung(missing, ", ")))
    if plant.release.policy == "open":
        return Estimate(
            value=None, unit="years", method=told("not known: demand sets throughput, and no value of time was told")
        )
    values = [_years(cost, margin, pieces) for pieces in (more_pieces.value, more_pieces.high, more_pieces.low)]
    if values[0] is None:
        return Estimate(
            value=None, unit="years", method=told("never: the gain in throughput does not pay the yearly cost")
        )
    low, high = values[1], values[2]
    return Estimate(
        value=values[0], unit="years", low=low if high is not None else None, high=high,
        method=told("cost once over margin of the pieces gained less cost per year"),
        evidence="" if high is not None else told("at the low end of the gain it never pays"),
    )  # fmt: skip


def _years(cost: Cost, margin: float, pieces_per_day: float | None) -> float | None:
    if pieces_per_day is None or cost.once is None:
        return None
    net = pieces_per_day * 365.25 * margin - (cost.per_year or 0.0)
    return cost.once / net if net > 0 else None
