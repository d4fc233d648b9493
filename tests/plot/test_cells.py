"""Cells of a table of measures."""

from __future__ import annotations

import math

import pytest

from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.cells import label, label_lines, name_of, number, rows_of, safe


@pytest.mark.parametrize(
    ("cell", "value"),
    [(3, 3.0), (Estimate(value=2.5, unit="h"), 2.5), (None, None), ("x", None), (math.nan, None),
     (Estimate(value=None, unit="h"), None), (Estimate(value=math.inf, unit="h"), None)],
)  # fmt: skip
def test_only_finite_numbers_are_numbers(cell, value):
    """Text, nothing, NaN and infinity are unknown, never zero."""
    assert number(cell) == value


def test_blank_names_are_shown_as_blank():
    """An empty name is visible as one."""
    assert name_of(None) == name_of(" ") == "(blank)"
    assert label_lines("", 12) == "(blank)"


def test_long_names_are_cut_before_they_are_escaped():
    """A cut never falls inside an escaped sign."""
    assert label("a<" * 40, 10) == "a&lt;a&lt;a&lt;a&lt;a…"
    assert safe("a\n<b>  c") == "a &lt;b&gt; c"
    assert label_lines("Hardening and tempering oven of hall two", 12).count("<br>") == 1


def test_a_table_that_was_not_measured_is_empty():
    """No measures and no such table both give no rows."""
    assert rows_of(None, "stations") == rows_of(Measures(), "stations") == ()
