"""Candidates: all that this plant can change, and nothing that it cannot."""

from __future__ import annotations

import pytest

from improve.shops import bottleneck, everything, twins
from plantwright.improve.candidates import MOST_CENTERS, candidates
from plantwright.model.change import EDITS, Change, SetBuffer, SetWipLimit
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release

PLANTS = {"everything": everything(), "bottleneck": bottleneck(), "twins": twins()}
NO_LEVERS = {"scale_demand", "set_shift"}
"""Demand is the customers', and shifts are dearer than any twin can tell."""


def made(plant: Plant) -> tuple[Change, ...]:
    """Return candidates of a plant whose work centers are the busier the earlier they stand."""
    return candidates(plant, {one.id: 1.0 - 0.01 * k for k, one in enumerate(plant.work_centers)})


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_every_candidate_fits_its_plant(plant: Plant) -> None:
    """Each candidate applies to the plant, changes it, and has a name of its own."""
    found = made(plant)
    assert all(change.problems(plant) == [] for change in found)
    assert all(change.apply(plant) != plant for change in found)
    assert len({change.name for change in found}) == len(found)


def test_candidates_cover_the_vocabulary() -> None:
    """A plant that has everything gets a candidate of every key but those that are no lever."""
    keys = {edit.key for change in made(everything()) for edit in change.edits}
    assert keys == set(EDITS) - NO_LEVERS


def test_what_a_plant_does_not_have_is_not_changed() -> None:
    """No setups, failures, rework, buffers, people or lots to change: only speed, stations, WIP and dispatch."""
    keys = {edit.key for change in made(bottleneck()) for edit in change.edits}
    assert keys == {"scale_process_time", "add_stations", "set_wip_limit", "set_dispatch"}
    keys = {edit.key for change in made(twins()) for edit in change.edits}
    assert keys == {"scale_process_time", "add_stations", "set_dispatch"}


def test_only_the_busiest_work_centers_are_made_faster() -> None:
    """Of many work centers the busiest few are tried, whatever order they stand in."""
    more = tuple(WorkCenter(id=f"m{k}") for k in range(9))
    plant = bottleneck().model_copy(update={"work_centers": (*bottleneck().work_centers, *more)})
    occupied = {one.id: 0.1 for one in plant.work_centers} | {f"m{k}": 0.9 for k in range(MOST_CENTERS)}
    named = {edit.work_center for change in candidates(plant, occupied) for edit in change.edits
             if edit.key == "add_stations"}  # type: ignore[attr-defined]  # fmt: skip
    assert named == {f"m{k}" for k in range(MOST_CENTERS)}


def test_sizes_are_told_by_name() -> None:
    """A buffer of 4 is tried with 6 places and a WIP limit of 10 with 8 and 12, as their names say."""
    edits = {change.name: change.edits[0] for change in made(everything())}
    assert edits["mill: buffer 4 → 6"] == SetBuffer(work_center="mill", capacity=6)
    assert edits["WIP limit 10 → 8"] == SetWipLimit(limit=8)
    assert edits["WIP limit 10 → 12"] == SetWipLimit(limit=12)


def test_a_limit_of_one_order_cannot_shrink() -> None:
    """A WIP limit is never tried below one order, nor at what it is."""
    plant = bottleneck().model_copy(update={"release": Release(policy="conwip", wip_limit=1)})
    limits = [edit.limit for change in made(plant) for edit in change.edits if isinstance(edit, SetWipLimit)]
    assert all(limit > 1 for limit in limits)
