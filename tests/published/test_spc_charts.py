"""Published control charts, to their printed digits.

Printed by R's qcc 3.0 in its document A quick tour of qcc (Scrucca 2018), looked up there: pistonrings, orangejuice,
circuit and pcmanufact are from Montgomery, Introduction to Statistical Quality Control; so are the viscosities.
qcc takes d2 to three decimals, so that limits from ranges agree to a part in 10 000 and not to all printed digits.
NIST/SEMATECH e-Handbook of Statistical Methods: 6.3.2.2 and 6.3.2.4 looked up, 6.3.2.3 and
6.3.3.1 written from memory. The oranges are also its example of 6.3.3.2, whose mean of 0.2313 was looked up.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plantwright.observe.spc.baseline import Known
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.counts import defective_count, defective_share, defects, defects_each
from plantwright.observe.spc.cusum import cusum
from plantwright.observe.spc.ewma import ewma
from plantwright.observe.spc.individuals import individuals
from plantwright.observe.spc.subgroups import mean_and_deviation, mean_and_range

VISCOSITY = [33.75, 33.05, 34, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]
FLOWRATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
EWMA_DATA = [52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, *FLOWRATE]
EWMA_PRINTED = [
    50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33,
    50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
]  # fmt: skip
CUSUM_DATA = [
    324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
    324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350,
]  # fmt: skip


@pytest.fixture(scope="module")
def textbook(shared_data: Path) -> Path:
    """Return the folder of textbook tables."""
    folder = shared_data / "spc_textbook"
    if not folder.is_dir():
        pytest.skip("the textbook tables are not among the data sets")
    return folder


def columns(path: Path) -> dict[str, list[str]]:
    """Return a table of words by column."""
    header, *rows = (line.split() for line in path.read_text().splitlines() if line.strip())
    return {name: [row[place] for row in rows] for place, name in enumerate(header)}


def numbers(table: dict[str, list[str]], name: str, *, trial: bool = True) -> np.ndarray:
    """Return a column of the trial, or of what came after it."""
    kept = [one in ("TRUE", "T") for one in table["trial"]]
    return np.array([float(one) for one, there in zip(table[name], kept, strict=True) if there is trial])


def printed(chart: ControlChart) -> tuple[float, float, float]:
    """Return center, lower and upper limit of the first point."""
    return float(chart.center[0]), float(chart.lower[0]), float(chart.upper[0])


def test_pistonrings_by_range(textbook: Path) -> None:
    """Piston rings: mean 74.00118, limits 73.98805 and 74.0143, mean range 0.02276 with limits 0 and 0.04812533."""
    values = np.array([float(one) for one in columns(textbook / "qcc_pistonrings.txt")["diameter"]]).reshape(40, 5)
    means, ranges = mean_and_range(values, baseline=25)
    assert printed(means) == pytest.approx((74.00118, 73.98805, 74.0143), abs=6e-6)
    assert printed(ranges) == pytest.approx((0.02276, 0, 0.04812533), rel=4e-5)
    assert means.sigma.value == pytest.approx(0.009785039, rel=4e-5)
    beyond = [one.where() for one in means.signals if one.rule.name == "nelson 1"]
    assert beyond == ["points 37 to 39"]


def test_pistonrings_by_deviation(textbook: Path) -> None:
    """Piston rings: mean standard deviation 0.009240037, sigma 0.009829977, upper limit 0.01930242."""
    values = np.array([float(one) for one in columns(textbook / "qcc_pistonrings.txt")["diameter"]]).reshape(40, 5)
    _, deviations = mean_and_deviation(values, baseline=25)
    assert printed(deviations) == pytest.approx((0.009240037, 0, 0.01930242), abs=5e-9)
    assert deviations.sigma.value == pytest.approx(0.009829977, abs=5e-10)


def test_pistonrings_of_unequal_subgroups(textbook: Path) -> None:
    """Twelve rings left out: mean 74.00075, limits 73.98753 and 74.01398 of five, 73.98368 and 74.01782 of three."""
    table = columns(textbook / "qcc_pistonrings.txt")
    left_out = {9, 10, 30, 35, 45, 64, 65, 74, 75, 85, 99, 100}
    groups: dict[str, list[float]] = {}
    for place, (sample, value) in enumerate(zip(table["sample"], table["diameter"], strict=True), 1):
        if place not in left_out:
            groups.setdefault(sample, []).append(float(value))
    means, _ = mean_and_range(list(groups.values())[:25])
    assert printed(means) == pytest.approx((74.00075, 73.98753, 74.01398), abs=6e-6)
    assert (means.lower[1], means.upper[1]) == pytest.approx((73.98368, 74.01782), abs=6e-6)
    assert means.sigma.value == pytest.approx(0.009856701, rel=1e-4)


def test_orange_juice(textbook: Path) -> None:
    """Cans of orange juice: p̄ 0.2313333, limits 0.05242755 and 0.4102391; samples 15 and 23 beyond; np 11.56667."""
    table = columns(textbook / "qcc_orangejuice.txt")
    bad, sizes = numbers(table, "D"), numbers(table, "size")
    share, count = defective_share(bad, sizes), defective_count(bad, sizes)
    assert printed(share) == pytest.approx((0.2313333, 0.05242755, 0.4102391), abs=5e-8)
    assert printed(count) == pytest.approx((11.56667, 2.621377, 20.51196), abs=5e-6)
    assert [one.where() for one in share.signals if one.rule.name == "nelson 1"] == ["point 15", "point 23"]


def test_orange_juice_without_the_two(textbook: Path) -> None:
    """Without samples 15 and 23 the limits of the cans are 0.04070284 and 0.3892972 around 0.215."""
    table = columns(textbook / "qcc_orangejuice.txt")
    bad, sizes = (np.delete(numbers(table, name), [14, 22]) for name in ("D", "size"))
    assert printed(defective_share(bad, sizes)) == pytest.approx((0.215, 0.04070284, 0.3892972), abs=5e-8)


def test_orange_juice_after_the_change(textbook: Path) -> None:
    """After the machine was adjusted: p̄ 0.1108333 and limits 0 and 0.2440207."""
    table = columns(textbook / "qcc_orangejuice2.txt")
    chart = defective_share(numbers(table, "D"), numbers(table, "size"))
    assert printed(chart) == pytest.approx((0.1108333, 0, 0.2440207), abs=5e-8)


def test_circuit_boards(textbook: Path) -> None:
    """Circuit boards: c̄ 19.84615, limits 6.481447 and 33.21086; without samples 6 and 20, 6.362532 and 32.9708."""
    table = columns(textbook / "qcc_circuit.txt")
    found, sizes = numbers(table, "x"), numbers(table, "size")
    chart = defects(found)
    assert printed(chart) == pytest.approx((19.84615, 6.481447, 33.21086), abs=5e-6)
    assert [one.where() for one in chart.signals if one.rule.name == "nelson 1"] == ["point 6", "point 20"]
    kept, kept_sizes = np.delete(found, [5, 19]), np.delete(sizes, [5, 19])
    assert printed(defects(kept)) == pytest.approx((19.66667, 6.362532, 32.9708), abs=5e-5)
    assert printed(defects_each(kept, kept_sizes)) == pytest.approx((0.1966667, 0.06362532, 0.329708), abs=5e-7)


def test_personal_computers(textbook: Path) -> None:
    """Personal computers: ū 1.93 and limits 0.06613305 and 3.793867."""
    table = columns(textbook / "qcc_pcmanufact.txt")
    found, sizes = ([float(one) for one in table[name]] for name in ("x", "size"))
    assert printed(defects_each(found, sizes)) == pytest.approx((1.93, 0.06613305, 3.793867), abs=5e-7)


def test_viscosity() -> None:
    """Viscosity of 15 batches: mean 33.52333, sigma 0.4261651, limits 32.24484 and 34.80183 (d2 taken as 1.128)."""
    each, _ = individuals(VISCOSITY)
    assert printed(each) == pytest.approx((33.52333, 32.24484, 34.80183), abs=5e-4)
    assert each.sigma.value == pytest.approx(0.4261651 * 1.128 / (2 / np.sqrt(np.pi)), rel=2e-7)


def test_nist_flowrate() -> None:
    """NIST 6.3.2.2: mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 with d2 taken as 1.128."""
    each, moving = individuals(FLOWRATE)
    assert moving.center[0] == pytest.approx(1.8778, abs=5e-5)
    assert printed(each) == pytest.approx((50.81, 45.8159, 55.8041), abs=2e-3)
    told, _ = individuals(FLOWRATE, known=Known(50.81, moving.center[0] / 1.128))
    assert printed(told) == pytest.approx((50.81, 45.8159, 55.8041), abs=7e-5)
    assert each.stable()
    assert moving.stable()


def test_nist_counts() -> None:
    """NIST 6.3.3.1 (from memory): 400 defects on 25 wafers, center 16, limits 4 and 28, and wafer 24 beyond."""
    wafers = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]
    chart = defects(wafers)
    assert printed(chart) == (16, 4, 28)
    assert [one.where() for one in chart.signals if one.rule.name == "nelson 1"] == ["point 24"]


def test_nist_ewma() -> None:
    """NIST 6.3.2.4: with λ 0.3 around 50 and sigma 2.0539, twenty means to two decimals, limits 47.4115 and 52.5884."""
    chart = ewma(EWMA_DATA, known=Known(50, 2.0539), weight=0.3, width=3, asymptotic=True)
    assert np.round(chart.points, 2).tolist() == EWMA_PRINTED
    assert printed(chart) == pytest.approx((50, 47.4115, 52.5884), abs=1e-4)
    assert chart.stable()


def test_nist_cusum() -> None:
    """NIST 6.3.2.3 (from memory): with k 0.3175 and h 4.1959 around 325 the sums signal from sample 14 on, at 4.94."""
    up, down = cusum(CUSUM_DATA, known=Known(325, 1.0), reference=0.3175, decision=4.1959)
    expected = [3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.00, 19.04]
    assert up.points[12:] == pytest.approx(expected, abs=0.011)
    assert -down.points[6:11] == pytest.approx([0.56, 0.72, 0.17, 0.25, 0.31], abs=0.011)
    assert [one.where() for one in up.signals] == ["points 14 to 20"]
    assert down.stable()
