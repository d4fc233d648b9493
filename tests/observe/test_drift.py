"""Whether the bottleneck stays."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from observe.test_time_model import hours
from plantwright.model.calendar import ALWAYS
from plantwright.observe.measures import measure


def test_the_limit_moves_from_day_to_day(floor_log: Build) -> None:
    """Station a works all of Monday and Wednesday, b all of Tuesday and Thursday: three moves in three steps."""
    rows = [
        {"order": f"O{day}", "station": "ab"[day % 2] + "1", "start": 24 * day, "end": 24 * (day + 1)}
        for day in range(4)
    ]
    found = measure(floor_log(rows, hours=(0, 96)), ALWAYS)
    lines = found.table("bottleneck_drift")
    assert [(line["from"], line["work_center"]) for line in lines] == [
        ("2025-01-06", "a"), ("2025-01-07", "b"), ("2025-01-08", "a"), ("2025-01-09", "b"),
    ]  # fmt: skip
    assert [hours(line, "share") for line in lines] == [1.0] * 4
    assert {line["unit"] for line in lines} == {"day"}
    assert (found["bottleneck_shifts"].value, found["bottleneck_shifts"].n) == (1.0, 3)


def test_a_limit_that_stays_does_not_shift(floor_log: Build) -> None:
    """One station that always works never hands the limit on, and the interval says how little four days prove."""
    rows = [{"order": "X", "station": "a1", "start": 0, "end": 96}]
    found = measure(floor_log(rows, hours=(0, 96)), ALWAYS)["bottleneck_shifts"]
    assert found.value == 0.0
    assert found.high == pytest.approx(0.56, abs=0.01)


def test_a_single_day_has_no_shift(floor_log: Build) -> None:
    """One day cannot move: not known."""
    rows = [{"order": "X", "station": "a1", "start": 0, "end": 4}]
    assert measure(floor_log(rows), ALWAYS)["bottleneck_shifts"].value is None
