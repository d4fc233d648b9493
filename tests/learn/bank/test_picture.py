"""Charts become drawings that harm nobody and say what they show."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from plantwright.learn.bank.picture import picture
from plantwright.learn.bank.view import Axis, Bar, Chart, Lanes, Level, Series

HOSTILE = "</svg><script>alert(1)</script>\"'&"


@pytest.mark.parametrize("mark", ["line", "points", "bars", "steps"])
def test_a_chart_is_drawn_whole(mark: str) -> None:
    """Every kind of chart is well-formed, labelled, and holds hostile names as text only."""
    series = (Series(name=HOSTILE, x=(1.0, 2.0, 3.0), y=(4.0, -1.0, 9.0)), Series(name="b", x=(1.0,), y=(2.0,)))
    chart = Chart(
        title=HOSTILE, mark=mark, x=Axis(title="day"), y=Axis(title="pieces", unit="1/d"), series=series,
        levels=(Level(name="mean", y=4.0),), read="Up is more.",
    )  # fmt: skip
    root = ElementTree.fromstring(picture(chart))
    assert HOSTILE in root.attrib["aria-label"]
    assert not [one for one in root.iter() if one.tag.endswith("script")]
    assert len(list(root.iter("{http://www.w3.org/2000/svg}text"))) > 5


def test_lanes_hold_every_bar() -> None:
    """Each stretch of time is a bar in its lane, within the picture."""
    bars = tuple(Bar(lane=f"s{k % 2}", start=k, end=k + 0.9, state="setup" if k % 2 else "process") for k in range(6))
    root = ElementTree.fromstring(picture(Lanes(title="t", x=Axis(title="time", unit="h"), bars=bars, read="r")))
    drawn = list(root.iter("{http://www.w3.org/2000/svg}rect"))
    assert len(drawn) == 6
    assert all(
        float(one.attrib["x"]) >= 0 and float(one.attrib["x"]) + float(one.attrib["width"]) <= 641 for one in drawn
    )


def test_an_empty_or_flat_chart_is_still_drawn() -> None:
    """Neither no points nor all points at one height break a chart."""
    for series in ((Series(x=(), y=()),), (Series(x=(1.0, 1.0), y=(0.0, 0.0)),), (Series(x=("a",), y=(5.0,)),)):
        chart = Chart(title="t", mark="line", x=Axis(title="x"), y=Axis(title="y"), series=series, read="r")
        ElementTree.fromstring(picture(chart))
