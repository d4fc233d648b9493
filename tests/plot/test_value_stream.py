"""The stairs of the value stream."""

from __future__ import annotations

from itertools import pairwise

import pytest

from plantwright.model.estimate import Measures
from plantwright.plot.value_stream import value_stream


def test_each_step_begins_where_the_one_before_ended(measured):
    """Wait, setup, repair and process follow one another without a gap, over all steps."""
    figure = value_stream(measured)
    spans = sorted(
        (base, base + length)
        for trace in figure.data
        for base, length in zip(trace.base, trace.x, strict=True)
        if length > 0
    )
    assert spans[0][0] == 0
    for (_, end), (begin, _) in pairwise(spans):
        assert begin == pytest.approx(end, abs=0.01)


def test_the_title_says_what_adds_value_and_where_lots_wait(measured):
    """The product, its share of work and the longest wait are named."""
    title = value_stream(measured).layout.meta["title"]
    assert "G-310: 51 % adds value" in title
    assert title.endswith("60-grind")


def test_no_product_is_said():
    """Without completed orders the figure says so."""
    assert "Not known" in value_stream(Measures()).layout.annotations[0].text
