"""A plant after a change: the numbers that the change touches, and no others."""

from __future__ import annotations

import pytest

from improve.shops import everything
from plantwright.improve.updated_plant import updated_plant
from plantwright.model.change import EDITS, parse_changes
from plantwright.model.plant import Evidence, Plant

ARGUMENTS = {
    "add_stations": {"work_center": "saw", "count": 1},
    "scale_process_time": {"work_center": "mill", "factor": 0.5},
    "scale_setup_time": {"work_center": "mill", "factor": 0.5},
    "scale_failures": {"work_center": "saw", "mtbf_factor": 2.0, "mttr_factor": 1.0},
    "scale_rework": {"work_center": "saw", "factor": 0.5},
    "set_buffer": {"work_center": "mill", "capacity": 9},
    "add_workers": {"skill": "cut", "count": 1},
    "cross_train": {"from_skill": "cut", "to_skill": "heat", "count": 1},
    "set_dispatch": {"work_center": "mill", "rule": "spt"},
    "scale_demand": {"factor": 1.1},
    "scale_lot_size": {"product": "A", "factor": 0.5},
    "set_shift": {"work_center": "all", "calendar": "always"},
}


@pytest.mark.parametrize("key", sorted(set(EDITS) - {"set_wip_limit"}))
def test_what_a_change_touches_is_taken_from_after(key: str) -> None:
    """For each key of the vocabulary the plant gets what the records after show, and the rest stays as it was."""
    plant = everything()
    (change,) = parse_changes([{"name": key, key: ARGUMENTS[key]}])
    became = change.apply(plant)
    found = updated_plant(plant, became, change)
    if key == "scale_lot_size":
        assert found.products[0].lot_sizes == became.products[0].lot_sizes
    elif key == "set_shift":
        assert found.calendar == "always"
    else:
        assert found == became


def test_evidence_moves_with_the_numbers() -> None:
    """Evidence of a number that was touched is that of after, marked with the change; the others' stays."""
    (change,) = parse_changes([{"name": "faster", "scale_process_time": ARGUMENTS["scale_process_time"]}])
    touched, other = "products.A.2.per_piece", "work_centers.saw.stations"

    def told(plant: Plant, method: str) -> Plant:
        evidence = tuple(Evidence(path=path, value=1.0, method=method) for path in (touched, other))
        return plant.model_copy(update={"evidence": evidence})

    plant = told(everything(), "before")
    found = {one.path: one.method for one in updated_plant(plant, told(change.apply(plant), "after"), change).evidence}
    assert found == {touched: "after; records after “faster”", other: "before"}
