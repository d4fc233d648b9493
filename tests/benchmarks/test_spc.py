"""The benchmark of run lengths measures every chart that it names."""

from __future__ import annotations

from benchmarks.spc import INDEPENDENT, PUBLISHED, figures


def test_a_smoke_run_measures_every_figure() -> None:
    """A smoke run has a value within a quarter of the published one for each chart."""
    rows = figures(True)
    assert len(rows) == len(INDEPENDENT) + len(PUBLISHED)
    for row in rows:
        low, high = (float(one) for one in str(row.target).split(" to "))
        assert abs(row.value - (low + high) / 2) < 0.25 * high, row.figure
