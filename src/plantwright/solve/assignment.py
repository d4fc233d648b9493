"""Groups to places with room: the most visits, then the fairest, then the best. Solved by OR-Tools' CP-SAT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plantwright.errors import MissingExtraError

LONGEST = 20.0
"""Longest search for each of the three aims [s]."""


@dataclass(frozen=True)
class Offer:
    """A group may be sent to a place."""

    group: int
    place: int
    worth: int
    """How good that is for the group, 0 or more."""


@dataclass(frozen=True)
class Places:
    """What holds for each place; shape (places,)."""

    room: Sequence[int]
    """Heads at the most."""
    least: Sequence[int]
    """Heads at the least, if anybody is sent."""
    exclude: Sequence[tuple[int, int]] = ()
    """Pairs of places of which a group may be sent to one."""


@dataclass(frozen=True)
class Assignment:
    """Which offers are taken."""

    taken: tuple[Offer, ...]
    proven: bool
    """None better exists; False: the search was cut."""


def assign(offers: Sequence[Offer], sizes: Sequence[int], wanted: int, places: Places) -> Assignment:
    """Return the offers to take.

    First as many visits as can be given are given; then the group that is served worst, by the worth of its visits, is
    served as well as can be; then the worth of all visits together is the greatest.

    Parameters
    ----------
    sizes
        Heads of each group; shape (groups,).
    wanted
        Visits that each group should have.

    Raises
    ------
    MissingExtraError
        OR-Tools is not installed.
    """
    try:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - nearly a second, for whoever assigns
    except ModuleNotFoundError:
        raise MissingExtraError("OR-Tools is not installed; pip install 'plantwright[visit]'") from None
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"{one.group} to {one.place}") for one in offers]
    _limit(model, offers, taken, sizes, wanted, places)
    served = {group: _of_group(offers, taken, group) for group in {one.group for one in offers}}
    least = model.new_int_var(0, sum(one.worth for one in offers), "least worth")
    for pairs in served.values():
        model.add(least <= sum(worth * one for worth, one in pairs))
    aims = [sum(taken), least, sum(offer.worth * one for offer, one in zip(offers, taken, strict=True))]
    proven = True
    for aim in aims if offers else ():
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = LONGEST
        solver.parameters.num_workers = 1  # the same answer every time
        model.maximize(aim)
        proven &= solver.solve(model) == cp_model.OPTIMAL
        model.add(aim >= round(solver.objective_value))
        chosen = [solver.boolean_value(one) for one in taken]
    return Assignment(tuple(one for one, yes in zip(offers, chosen if offers else (), strict=True) if yes), proven)


def _limit(
    model: Any, offers: Sequence[Offer], taken: Sequence[Any], sizes: Sequence[int], wanted: int, places: Places
) -> None:  # the solver is loaded late, so its types are not known here
    for place, (room, least) in enumerate(zip(places.room, places.least, strict=True)):
        here = [(sizes[offer.group], one) for offer, one in zip(offers, taken, strict=True) if offer.place == place]
        heads, held = sum(size * one for size, one in here), model.new_bool_var(f"{place} is held")
        model.add(heads <= room * held)
        model.add(heads >= least * held)
    at = {(offer.group, offer.place): one for offer, one in zip(offers, taken, strict=True)}
    for group in range(len(sizes)):
        model.add(sum(one for _, one in _of_group(offers, taken, group)) <= wanted)
        for one, other in places.exclude:
            if (group, one) in at and (group, other) in at:
                model.add_at_most_one(at[group, one], at[group, other])


def _of_group(offers: Sequence[Offer], taken: Sequence[Any], group: int) -> list[tuple[int, Any]]:
    return [(offer.worth, one) for offer, one in zip(offers, taken, strict=True) if offer.group == group]
