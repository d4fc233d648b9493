"""Power is that of published tables and closed forms, and of simulated studies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from learn.study_kit.studies import settings
from plantwright.errors import LearnError
from plantwright.learn.study_kit.power import least, need, power_of_classes, power_of_learners


def test_twenty_of_each_and_one_standard_deviation() -> None:
    """Twenty of each and d = 1 give power 0.8689528 in the manual of R's power.t.test (near tail alone)."""
    assert power_of_learners(1.0, 20) == pytest.approx(0.8689528, abs=1e-6)


def test_ninety_percent_and_one_standard_deviation() -> None:
    """Power 0.90 and d = 1 need n = 22.02110, as the manual of R's power.t.test shows: 23 of each."""
    assert power_of_learners(1.0, 22.02110) == pytest.approx(0.9, abs=1e-6)
    assert least(lambda each: power_of_learners(1.0, each), 0.9) == 23


@pytest.mark.parametrize(("effect", "each"), [(0.2, 394), (0.5, 64), (0.8, 26)])
def test_small_medium_and_large_differences(effect: float, each: int) -> None:
    """Power 0.80 at 5 % needs 394, 64 and 26 of each: Cohen 1988, table 2.4.1, whose 393 is 393.4 rounded."""
    assert least(lambda n: power_of_learners(effect, n), 0.8) == each


def test_classes_of_one_are_learners() -> None:
    """Drawing classes of one learner is drawing learners."""
    for each in (5, 20, 80):
        assert power_of_classes(0.5, each, 1, 0.3) == pytest.approx(power_of_learners(0.5, each), abs=1e-12)


def test_classes_need_the_design_effect() -> None:
    """Classes needed are those of the normal closed form with 1 + (m − 1) ρ, and one or two more for the t."""
    for size, icc in ((20, 0.05), (25, 0.1), (12, 0.2)):
        learners = 2 * (stats.norm.isf(0.025) + stats.norm.isf(0.2)) ** 2 / 0.4**2
        classes = learners * (1 + (size - 1) * icc) / size
        found = least(lambda each, size=size, icc=icc: power_of_classes(0.4, each, size, icc), 0.8)
        assert math.ceil(classes) <= found <= math.ceil(classes) + 2


def test_a_pretest_saves_its_squared_correlation() -> None:
    """With r = 0.5 a study needs three quarters of the learners, and two more at most."""
    without = least(lambda each: power_of_learners(0.3, each), 0.8)
    found = least(lambda each: power_of_learners(0.3, each, correlation=0.5), 0.8)
    assert 0.75 * without - 1 <= found <= 0.75 * without + 2


def test_simulated_classes_are_found_as_often_as_foretold() -> None:
    """Of 4,000 simulated studies of 8 classes of 20 each, the share that finds d = 0.5 is the power, within 4σ."""
    icc, each, size, runs = 0.05, 8, 20, 4000
    random = np.random.default_rng(5)
    means = random.normal(0, math.sqrt(icc + (1 - icc) / size), (runs, 2, each))
    means[:, 0] += 0.5
    found = (stats.ttest_ind(means[:, 0], means[:, 1], axis=1).pvalue < 0.05).mean()
    power = power_of_classes(0.5, each, size, icc)
    assert abs(found - power) < 4 * math.sqrt(power * (1 - power) / runs)


def test_more_of_each_never_finds_less() -> None:
    """Power rises with the number of each, up to 1 and never to nothing known."""
    powers = [power_of_learners(0.5, each) for each in (2, 5, 20, 100, 1000, 100_000)]
    assert powers == sorted(powers)
    assert powers[-1] == pytest.approx(1)


def test_lost_learners_are_drawn_too() -> None:
    """With 20 % lost, 80 of each are drawn so that 64 are left, and the sentence says both."""
    found = need(settings(lost=0.2))
    assert (found.each, found.analyzed, found.learners) == (80, 64, 160)
    assert "80 learners in each group" in found.says
    assert "64 of each at the posttest" in found.says


def test_classes_are_needed_as_told() -> None:
    """A study of classes says how many of which size, and its power is at least as wanted."""
    found = need(settings(unit="class", icc=0.1, class_size=20))
    assert found.power >= 0.8
    assert found.learners == 2 * found.each * 20
    assert f"{found.each} classes of 20" in found.says


def test_a_hopeless_study_is_refused() -> None:
    """A difference that a million of each do not find is refused, with the cure."""
    with pytest.raises(LearnError, match="raise worthwhile"):
        need(settings(worthwhile=0.001))
