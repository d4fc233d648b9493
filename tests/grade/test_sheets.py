"""Filled sheets as values: written, read back, and refused with all their faults at once."""

from __future__ import annotations

import json

import pytest

from grade.observers import KINDS, Observer
from plantwright.errors import RecordsError
from plantwright.grade.reading import read_sheet
from plantwright.grade.sheet_truth import SheetTruth

HEAD = {"visitor": "heron", "window": {"start": "2025-01-06T00:00:00", "end": "2025-01-07T00:00:00"}}


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_is_read_back_from_its_json(kind: str, line_truth: SheetTruth) -> None:
    """Writing and reading lose nothing, from text and from fields."""
    sheet = Observer(noise=0.1).sheet(kind, line_truth)
    assert read_sheet(sheet.model_dump_json()) == sheet
    assert read_sheet(json.loads(sheet.model_dump_json())) == sheet


def test_all_faults_of_a_sheet_are_said_at_once() -> None:
    """A negative cycle, a cycle that is no number, a missing window and an unknown field make one message of four."""
    faulty = {
        "sheet": "time_study",
        "visitor": "heron",
        "cycles": [{"seconds": -3}, {"seconds": "long"}],
        "mood": "good",
    }
    with pytest.raises(RecordsError) as refused:
        read_sheet(faulty)
    where = {problem.partition(":")[0] for problem in refused.value.problems}
    assert where == {"window", "cycles.0.seconds", "cycles.1.seconds", "mood"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e12"])
def test_no_number_beyond_all_sense_is_taken(number: str) -> None:
    """What is no number, or no time that a visit could see, is refused before it could reach a score."""
    text = json.dumps({"sheet": "yamazumi", **HEAD, "bars": [{"station": "a1", "process": 1.5}]}).replace("1.5", number)
    with pytest.raises(RecordsError, match=r"bars\.0\.process"):
        read_sheet(text)


def test_what_is_no_sheet_says_which_there_are() -> None:
    """An unknown kind, a list and a broken text are each told what is needed."""
    with pytest.raises(RecordsError, match="bottleneck_walk, waste_walk, time_study, standard_work, yamazumi"):
        read_sheet({"sheet": "gemba", **HEAD})
    with pytest.raises(RecordsError, match="object with named fields"):
        read_sheet("[1, 2]")
    with pytest.raises(RecordsError, match="no JSON"):
        read_sheet("{")


def test_a_sheet_of_another_version_is_refused() -> None:
    """A sheet that a later version wrote is not graded by guesswork."""
    with pytest.raises(RecordsError, match="version"):
        read_sheet({"sheet": "yamazumi", "version": 2, **HEAD})
