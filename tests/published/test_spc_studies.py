"""Published capability and gauge studies, to their printed digits.

R's SixSigma 0.11 prints the gauge study of its paper helicopters (Cano, Moguerza and Redchuk 2012) in the reference of
ss.rr, looked up there; qcc's own tests hold the capability of twelve values, looked up there. The study of AIAG's
manual (2010) and its results are written from memory, as many teach it; they were not looked up.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from plantwright.observe.spc.capability import Specification, actual_interval, capability, potential_interval
from plantwright.observe.spc.gauge import GaugeStudy, readings_of
from plantwright.observe.spc.gauge_anova import gauge_anova
from plantwright.observe.spc.gauge_ranges import gauge_ranges
from plantwright.observe.spc.spreads import within_ranges

TWELVE = [
    [10.00, 10.02, 9.98, 10.01],
    [10.03, 9.99, 10.01, 10.00],
    [9.97, 10.04, 10.02, 9.99],
]
MANUAL = np.array(
    [
        [
            [0.29, -0.56, 1.34, 0.47, -0.80, 0.02, 0.59, -0.31, 2.26, -1.36],
            [0.41, -0.68, 1.17, 0.50, -0.92, -0.11, 0.75, -0.20, 1.99, -1.25],
            [0.64, -0.58, 1.27, 0.64, -0.84, -0.21, 0.66, -0.17, 2.01, -1.31],
        ],
        [
            [0.08, -0.47, 1.19, 0.01, -0.56, -0.20, 0.47, -0.63, 1.80, -1.68],
            [0.25, -1.22, 0.94, 1.03, -1.20, 0.22, 0.55, 0.08, 2.12, -1.62],
            [0.07, -0.68, 1.34, 0.20, -1.28, 0.06, 0.83, -0.34, 2.19, -1.50],
        ],
        [
            [0.04, -1.38, 0.88, 0.14, -1.46, -0.29, 0.02, -0.46, 1.77, -1.49],
            [-0.11, -1.13, 1.09, 0.20, -1.07, -0.67, 0.01, -0.56, 1.45, -1.77],
            [-0.15, -0.96, 0.67, 0.11, -1.45, -0.49, 0.21, -0.49, 1.87, -2.16],
        ],
    ]
).transpose(2, 0, 1)
"""Readings of ten parts by three appraisers, three times each."""


def deviations(study: GaugeStudy) -> list[float | None]:
    """Return the standard deviations in the manual's order: EV, AV, GRR, PV, TV."""
    order = ("repeatability", "reproducibility", "gauge", "part", "total")
    return [study[source].deviation.value for source in order]


def test_paper_helicopters(shared_data: Path) -> None:
    """Paper helicopters: interaction pooled at p = 0.446, variances, % study, % tolerance, 2 categories as printed."""
    path = shared_data / "spc_textbook" / "sixsigma_ss.data.rr.csv"
    if not path.is_file():
        pytest.skip("the textbook tables are not among the data sets")
    rows = list(csv.DictReader(path.read_text().splitlines()))
    readings = readings_of(*([row[name] for row in rows] for name in ("prototype", "operator")),
                           [float(row["time1"]) for row in rows])  # fmt: skip
    found = gauge_anova(readings, tolerance=1.8 - 0.7)
    assert "interaction pooled (p = 0.446)" in found.method
    printed = {
        "gauge": (0.0218822671, 50.38, 80.69),
        "repeatability": (0.0213087542, 49.71, 79.62),
        "reproducibility": (0.0005735129, 8.16, 13.06),
        "part": (0.0643389450, 86.38, 138.36),
        "total": (0.0862212121, 100.00, 160.16),
    }
    for source, (variance, study, tolerance) in printed.items():
        line = found[source]
        assert line.deviation.value**2 == pytest.approx(variance, abs=5e-11)
        assert 100 * line.study.value == pytest.approx(study, abs=0.0051)
        assert 100 * line.tolerance.value == pytest.approx(tolerance, abs=0.0051)
    assert found.categories.value == 2
    by_source = {one.source: one for one in found.anova}
    assert (by_source["part"].f, by_source["operator"].f) == pytest.approx((28.174, 1.242), abs=5.1e-4)
    assert by_source["operator"].p == pytest.approx(0.308, abs=5.1e-4)


def test_the_manuals_study_by_means_and_ranges() -> None:
    """AIAG (from memory): EV 0.20188, AV 0.22963, GRR 0.30575, PV 1.10456, TV 1.14610 and 5 categories."""
    found = gauge_ranges(MANUAL)
    assert deviations(found) == pytest.approx([0.20188, 0.22963, 0.30575, 1.10456, 1.14610], abs=2.1e-4)
    assert found.categories.value == 5


def test_the_manuals_study_by_analysis_of_variance() -> None:
    """AIAG (from memory): EV 0.199933, AV 0.226838, GRR 0.302373, PV 1.042327, TV 1.085 and 4 categories."""
    found = gauge_anova(MANUAL)
    assert deviations(found) == pytest.approx([0.199933, 0.226838, 0.302373, 1.042327, 1.085], abs=4e-4)
    assert found.categories.value == 4


def test_capability_of_twelve_values() -> None:
    """Qcc's tests: Cp 1.372667, Cpk 1.304033, Pp 1.612598, Ppk 1.531968 of twelve values in three subgroups."""
    values = np.array(TWELVE)
    found = capability(values.ravel(), Specification(9.9, 10.1), within_ranges(values))
    indices = (found.cp.value, found.cpk.value, found.pp.value, found.ppk.value)
    assert indices == pytest.approx((1.372667, 1.304033, 1.612598, 1.531968), rel=2e-4)
    assert (found.pp.low, found.pp.high) == pytest.approx((0.949773, 2.276410), abs=1e-6)
    assert (found.ppk.low, found.ppk.high) == pytest.approx((0.864608, 2.199329), abs=1e-6)


def test_intervals_of_capability() -> None:
    """Qcc's intervals of Cp and Cpk, which take σ to have n − 1 degrees of freedom, from the same formulas."""
    assert potential_interval(1.372667, 11) == pytest.approx((0.808460, 1.937713), abs=2e-6)
    assert actual_interval(1.304033, 12, 11) == pytest.approx((0.727408, 1.880659), abs=2e-6)


def test_nists_example_of_cp_and_cpk() -> None:
    """NIST 6.1.6 (from memory): with limits 8 and 20, mean 16 and sigma 2, Cp is 1.0 and Cpk 0.6667."""
    values = 16 + 2 * np.array([-1.0, 1.0] * 50) / np.std([-1.0, 1.0] * 50, ddof=1)
    found = capability(values, Specification(8, 20), within_ranges(values.reshape(-1, 2)))
    assert (found.pp.value, found.ppk.value) == pytest.approx((1.0, 0.6667), abs=5e-5)
