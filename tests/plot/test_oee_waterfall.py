"""The waterfall from all time to good pieces."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.oee_waterfall import oee_waterfall


def test_every_bar_hangs_from_the_one_before(measured):
    """A loss ends where the bar above it began, and the last bar reaches to where the last loss began."""
    bar = oee_waterfall(measured).data[0]
    begins, ends = list(bar.base), [base + length for base, length in zip(bar.base, bar.x, strict=True)]
    assert (begins[0], ends[0]) == (0, 100)
    assert ends[1] == pytest.approx(100, abs=0.01)
    assert ends[2:-1] == pytest.approx(begins[1:-2], abs=0.01)
    assert begins[-1] == 0
    assert ends[-1] == pytest.approx(begins[-2], abs=0.01)


def test_a_stand_in_for_the_ideal_is_said(measured):
    """Where the ideal speed is not known the note says what stands in for it."""
    assert "fastest tenth" in oee_waterfall(measured).layout.meta["note"]


def test_no_stations_is_said():
    """Without stations the figure says why it is empty."""
    assert "no stations" in oee_waterfall(Measures()).layout.annotations[0].text.replace("<br>", " ")


def test_unknown_speed_ends_at_production():
    """Where pieces are not known the last bar is production, and the title does not speak of good pieces."""
    steps = {"calendar": 1.0, "not_planned": 0.5, "idle": 0.3, "production": 0.2}
    rows = tuple({"step": name, "share": Estimate(value=share, unit="1")} for name, share in steps.items())
    title = oee_waterfall(Measures(tables={"oee_waterfall": rows})).layout.meta["title"]
    assert "20 % is production" in title
    assert "good" not in title
