"""The time account."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Measures
from plantwright.plot.colors import STATES
from plantwright.plot.time_account import MAX_ROWS, time_account


def test_bars_of_a_station_fill_its_time(fabricated):
    """The states of every station add up to 100 %, each in its own fixed color."""
    figure = time_account(fabricated.measures())
    for row in range(len(figure.data[0].x)):
        assert sum(trace.x[row] for trace in figure.data) == pytest.approx(100, abs=0.05)
    assert all(trace.marker.color == STATES[trace.name] for trace in figure.data)


def test_the_busiest_station_is_on_top(fabricated):
    """The first row is the station with most process, setup and repair."""
    assert time_account(fabricated.measures()).layout.yaxis.ticktext[0] == "Gear hobbing 1"


def test_many_stations_are_summed_up_by_work_center():
    """Above forty stations a bar is a work center's mean, and what is left out is counted in a note."""
    rows = tuple({"station": f"s{k}", "work_center": f"wc{k % 50}", "process": 0.5, "starved": 0.5} for k in range(150))
    figure = time_account(Measures(tables={"stations": rows}))
    assert len(figure.layout.yaxis.ticktext) == MAX_ROWS
    assert "40 busiest of 50 work centers" in figure.layout.meta["note"]
    assert "work centers'" in figure.layout.meta["title"]


def test_station_names_that_look_like_numbers_stay_names():
    """Stations 101 and 2024-01-01 are rows by name, not points on a scale of numbers or dates."""
    rows = tuple({"station": name, "work_center": "m", "process": 1.0} for name in ("101", "2024-01-01"))
    figure = time_account(Measures(tables={"stations": rows}))
    assert set(figure.layout.yaxis.ticktext) == {"101", "2024-01-01"}


def test_no_stations_is_said():
    """A log without stations gives a figure that says so."""
    assert "no stations" in time_account(Measures()).layout.annotations[0].text.replace("<br>", " ")
