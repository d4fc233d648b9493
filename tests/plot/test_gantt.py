"""The Gantt chart."""

from __future__ import annotations

from dataclasses import replace

from plantwright.plot.gantt import gantt


def test_bars_stand_in_local_time(fabricated):
    """An interval that starts at 05:00 UTC stands at 06:00 in Berlin in winter."""
    figure = gantt(fabricated.log())
    starts = [base for trace in figure.data for base in trace.base]
    assert min(starts) == "2025-03-03T06:00:00"
    assert len(starts) == 48
    assert all(length == 3_600_000 for trace in figure.data for length in trace.x)


def test_only_the_first_intervals_are_drawn(fabricated):
    """Of 48 intervals ten are drawn if ten are asked for, and the note says so."""
    figure = gantt(fabricated.log(), limit=10)
    assert sum(len(trace.x) for trace in figure.data) == 10
    assert "first 10 intervals" in figure.layout.meta["note"]


def test_a_log_without_stations_says_so(fabricated):
    """Nothing to draw is said in words."""
    log = fabricated.log()
    empty = replace(log, intervals=log.intervals.limit(0))
    assert "Nothing to draw" in gantt(empty).layout.annotations[0].text
