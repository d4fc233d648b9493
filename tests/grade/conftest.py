"""The tiny floors of the measures, and one truth that the sheets are tried on."""

from __future__ import annotations

import pytest

from observe.conftest import floor_log, line_log
from plantwright.events.log import EventLog
from plantwright.grade.sheet_truth import SheetTruth
from plantwright.grade.truth import truth_of
from plantwright.model.calendar import ALWAYS

__all__ = ["floor_log", "line_log"]


_made: list[SheetTruth] = []


@pytest.fixture
def line_truth(line_log: EventLog) -> SheetTruth:
    """Return the truth of the tiny line, made once."""
    if not _made:
        _made.append(truth_of(line_log, calendar=ALWAYS))
    return _made[0]
