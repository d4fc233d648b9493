"""Estimates: numbers that carry their unit, interval and method."""

from __future__ import annotations

import pytest

from plantwright.model.estimate import Estimate, Measures


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(value=None, unit="h"), "not known"),
        (Estimate(value=12.34567, unit="h"), "12.35 h"),
        (Estimate(value=0.5, unit="1"), "0.5"),
        (Estimate(value=12.3, unit="h", low=11.0, high=14.0), "12.3 h (11 to 14)"),
    ],
)
def test_an_estimate_says_what_it_knows(estimate: Estimate, text: str) -> None:
    """Value, unit and interval where they are known, and plainly ``not known`` where not."""
    assert str(estimate) == text


def test_measures_are_found_by_name() -> None:
    """A measure is looked up by its reserved word, a table by its own name."""
    wip = Estimate(value=3.0, unit="orders")
    measures = Measures(values={"wip": wip}).merged({"throughput": wip}, {"stations": ({"station": "saw-1"},)})
    assert measures["wip"] == wip
    assert list(measures.names()) == ["wip", "throughput"]
    assert measures.table("stations") == ({"station": "saw-1"},)


def test_measures_survive_their_own_text() -> None:
    """Estimates inside tables are Estimates again when read back from JSON."""
    one = Estimate(value=1.0, unit="h", low=0.5, high=1.5, n=3, method="mean")
    measures = Measures(values={"a": one}, tables={"t": ({"name": "x", "wait": one, "lots": 3},)})
    assert Measures.model_validate_json(measures.model_dump_json()) == measures
