"""Edits in plain words."""

from __future__ import annotations

import pytest

from plantwright.model.change import EDITS, parse_changes
from plantwright.report.edits import change_words

EXAMPLES = {
    "add_stations": ({"work_center": "mill", "count": 1}, "1 more station at mill, nobody new to staff"),
    "scale_process_time": ({"work_center": "mill", "factor": 0.95}, "process times at mill −5 %"),
    "scale_setup_time": ({"work_center": "mill", "factor": 0}, "setup times at mill −100 %"),
    "scale_failures": (
        {"work_center": "mill", "mttr_factor": 0.5},
        "at mill: time between failures unchanged, repair time −50 %",
    ),
    "scale_rework": ({"work_center": "mill", "factor": 1.1}, "chance of rework after mill +10 %"),
    "set_buffer": ({"work_center": "mill", "capacity": None}, "any number of places in front of mill"),
    "add_workers": ({"skill": "milling", "count": 2}, "2 more workers with skill milling"),
    "cross_train": (
        {"from_skill": "milling", "to_skill": "turning", "count": 1},
        "1 worker with skill milling also trained in turning",
    ),
    "set_wip_limit": ({"limit": 30}, "at most 30 orders on the floor"),
    "set_dispatch": ({"work_center": "all", "rule": "edd"}, "earliest due date first at every work center"),
    "scale_demand": ({"factor": 1.1}, "demand +10 %"),
    "scale_lot_size": ({"product": "gear", "factor": 0.5}, "lots of gear −50 %, same pieces in total"),
    "set_shift": ({"work_center": "mill", "calendar": "late"}, "calendar late at mill"),
}


@pytest.mark.parametrize("key", EDITS)
def test_every_edit_has_its_words(key):
    """Each key of the change vocabulary is told in plain words; a new key without words fails here."""
    arguments, words = EXAMPLES[key]
    assert change_words(parse_changes([{"name": "x", key: arguments}])[0]) == words
