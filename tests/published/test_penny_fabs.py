"""The limits of a line against the numbers printed in Hopp and Spearman, Factory Physics, chapter 7."""

from __future__ import annotations

import pytest

from laws.plants import line
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.estimate import Estimate, Measures
from plantwright.model.plant import Plant
from plantwright.observe.line_cases import Line, flow_time
from plantwright.observe.measures import measure
from plantwright.twin.log import simulate

HOUR, DAY = 3600.0, 86_400.0
ONE = Line(bottleneck_rate=0.5, raw_process_time=8.0)
TWO = Line(bottleneck_rate=0.4, raw_process_time=20.0)
PENNY_TWO = [(1, 2.0), (2, 5.0), (6, 10.0), (2, 3.0)]
"""Stations and hours at each work center of Penny Fab Two."""


def penny(shape: list[tuple[int, float]], wip: int, noise: Distribution) -> Plant:
    """Return a penny fab with ``wip`` pennies on the floor."""
    centers = [WorkCenter(id=f"c{k}", stations=stations) for k, (stations, _) in enumerate(shape)]
    return line(centers, [hours * HOUR for _, hours in shape], noise=noise, wip_limit=wip)


def recorded(plant: Plant, days: float) -> Measures:
    """Return the measures of a long simulated log."""
    return measure(simulate(plant, warm_up=20 * DAY, horizon=days * DAY, seed=2))


def number(found: Measures, case: str, name: str) -> float:
    """Return a number of the benchmark."""
    cell = next(row for row in found.table("benchmark") if row["case"] == case)[name]
    assert isinstance(cell, Estimate)
    assert cell.value is not None
    return cell.value


@pytest.mark.parametrize(
    ("wip", "throughput", "hours"),
    [(1, 0.125, 8), (2, 0.25, 8), (3, 0.375, 8), (4, 0.5, 8), (5, 0.5, 10), (10, 0.5, 20)],
)
def test_best_case_of_penny_fab_one(wip: int, throughput: float, hours: float) -> None:
    """Without variability the line makes w/8 an hour until it is full at four pennies, then one every two hours."""
    assert ONE.best(wip) == pytest.approx(throughput)
    assert flow_time(wip, ONE.best(wip)) == pytest.approx(hours)


def test_worst_case_of_penny_fab_one() -> None:
    """In the worst case four pennies take 32 hours each and one leaves every 8 hours."""
    assert (ONE.critical_wip, ONE.worst(4.0)) == (4.0, 0.125)
    assert flow_time(4.0, ONE.worst(4.0)) == 32.0


def test_practical_worst_case_of_penny_fab_one() -> None:
    """Four pennies in the practical worst case take 14 hours: T0 + (w − 1)/rb."""
    assert flow_time(4.0, ONE.practical_worst(4.0)) == pytest.approx(8 + 3 / 0.5)


def test_critical_wip_of_penny_fab_two() -> None:
    """Penny Fab Two has rb = 0.4 an hour, T0 = 20 h and W0 = 8 pennies."""
    assert TWO.critical_wip == pytest.approx(8.0)
    assert min(stations / hours for stations, hours in PENNY_TWO) == TWO.bottleneck_rate
    assert sum(hours for _, hours in PENNY_TWO) == TWO.raw_process_time


def test_the_large_panel_line() -> None:
    """HAL's line, 114 panels an hour and 33.9 h: W0 3,869; 105.4 an hour at 47,600 panels; 6,586 for 63 % of rb."""
    printed = Line(bottleneck_rate=114.0, raw_process_time=3869 / 114)  # 33.9 h, with the digits behind 3,869
    assert round(float(printed.raw_process_time), 1) == 33.9
    assert float(printed.practical_worst(47_600.0)) == pytest.approx(105.4, abs=0.05)
    assert float(printed.practical_worst(6586.0)) == pytest.approx(0.63 * 114, abs=0.01)


@pytest.mark.parametrize(
    ("shape", "wip", "limits"), [([(1, 2.0)] * 4, 4, ONE), (PENNY_TWO, 8, TWO)], ids=["one", "two"]
)
def test_a_penny_fab_without_variability_is_its_own_best_case(
    shape: list[tuple[int, float]], wip: int, limits: Line
) -> None:
    """The log of a penny fab at its critical WIP gives rb, T0 and W0 back, and the best case is what was recorded."""
    found = recorded(penny(shape, wip, Distribution.constant(1.0)), 120)
    assert found["bottleneck_rate"].value == pytest.approx(float(limits.bottleneck_rate), rel=0.01)
    assert found["effective_raw_process_time"].value == pytest.approx(float(limits.raw_process_time), rel=1e-3)
    assert found["critical_wip"].value == pytest.approx(float(limits.critical_wip), rel=0.01)
    assert number(found, "recorded", "throughput") == pytest.approx(number(found, "best", "throughput"), rel=0.01)
    assert number(found, "recorded", "flow_time") == pytest.approx(float(limits.raw_process_time), rel=0.01)


@pytest.mark.parametrize("wip", [2, 8])
def test_a_balanced_exponential_line_is_the_practical_worst_case(wip: int) -> None:
    """Penny Fab One with exponential times makes what the practical worst case says, within its interval."""
    found = recorded(penny([(1, 2.0)] * 4, wip, Distribution.exponential(1.0)), 2000)
    expected = wip / (wip + 3) * 0.5
    assert number(found, "recorded", "throughput") == pytest.approx(expected, rel=0.02)
    ratio = found["practical_worst_ratio"]
    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low <= 1 <= ratio.high
    assert ratio.high - ratio.low < 0.06
