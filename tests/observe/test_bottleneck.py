"""Which work center holds the plant back."""

from __future__ import annotations

from typing import Any

import pytest

from observe.conftest import Build
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.observe.bottleneck import METHODS
from plantwright.observe.measures import measure


def _lines(log: Any, calendar: Calendar = ALWAYS) -> dict[str, Any]:
    return {str(line["work_center"]): line for line in measure(log, calendar).table("bottlenecks")}


def test_the_longest_active_period_counts_at_every_instant(floor_log: Build) -> None:
    """Station a active 0–6 h and 7–9 h, b 4–8 h: a is the bottleneck 0–6 h and 8–9 h, b 6–8 h."""
    rows = [
        {"order": "1", "station": "a1", "start": 0, "end": 3},
        {"order": "2", "station": "a1", "start": 3, "end": 6},
        {"order": "3", "station": "b1", "start": 4, "end": 8},
        {"order": "4", "station": "a1", "start": 7, "end": 9},
    ]
    found = _lines(floor_log(rows))
    assert found["a"]["active_period"].value == pytest.approx(7 / 9, abs=0.001)
    assert found["b"]["active_period"].value == pytest.approx(2 / 9, abs=0.001)


def test_a_work_center_is_active_while_all_its_stations_are(floor_log: Build) -> None:
    """Two stations of a busy 0–10 h and 8–20 h are both taken 8–10 h only; b's 5–9 h is the longer period."""
    rows = [
        {"order": "1", "station": "a1", "start": 0, "end": 10},
        {"order": "2", "station": "a2", "start": 8, "end": 20},
        {"order": "3", "station": "b1", "start": 5, "end": 9},
    ]
    found = _lines(floor_log(rows))
    assert found["b"]["active_period"].value == pytest.approx(4 / 5, abs=0.002)
    assert found["a"]["active_period"].value == pytest.approx(1 / 5, abs=0.002)


def test_a_closed_night_does_not_end_an_active_period(floor_log: Build) -> None:
    """Work 8–18 h Monday and on from 8 h Tuesday is one period of the station, longer than a day's of another."""
    calendar = Calendar(id="day", shifts=(Shift(days="mon-tue", start="08:00", end="18:00"),))
    rows = [
        {"order": "1", "station": "a1", "start": 15, "end": 18},
        {"order": "2", "station": "a1", "start": 32, "end": 35},
        {"order": "3", "station": "b1", "start": 31.9, "end": 36},
    ]
    found = _lines(floor_log(rows, hours=(0, 48)), calendar)
    assert found["a"]["active_period"].value == pytest.approx(6 / 7, abs=0.002)


def test_the_three_methods_agree_on_an_obvious_bottleneck(floor_log: Build) -> None:
    """A slow second station with a growing queue is first by all three methods; the line says so."""
    rows: list[dict[str, Any]] = []
    for k in range(40):
        rows.append({"order": str(k), "station": "a1", "start": 0.25 * k, "end": 0.25 * k + 0.1})
        rows.append({"order": str(k), "station": "b1", "start": 0.2 + 0.5 * k, "end": 0.7 + 0.5 * k})
    orders = [{"order": str(k), "quantity": 1, "released": 0.25 * k, "completed": 0.7 + 0.5 * k} for k in range(40)]
    found = measure(floor_log(rows, orders), ALWAYS)
    first = found.table("bottlenecks")[0]
    assert first["work_center"] == "b"
    assert [first[f"{name}_rank"] for name in METHODS] == [1, 1, 1]
    assert found["bottleneck_agreement"].value == 1.0
    assert "b: 3" in found["bottleneck_agreement"].method
