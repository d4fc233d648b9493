"""Gauge studies: what they find, how well, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.errors import RecordsError
from plantwright.observe.spc.gauge import readings_of
from plantwright.observe.spc.gauge_anova import gauge_anova
from plantwright.observe.spc.gauge_ranges import gauge_ranges

TRUE = {"part": 3.0, "operator": 1.0, "interaction": 0.8, "repeatability": 0.5}


def study(random: np.random.Generator, *, interaction: float = TRUE["interaction"]) -> np.ndarray:
    """Return readings of ten parts by six operators, three times each, of known variances."""
    part, operator = random.normal(0, TRUE["part"], size=(10, 1, 1)), random.normal(0, TRUE["operator"], size=(1, 6, 1))
    mixed = random.normal(0, interaction, size=(10, 6, 1)) if interaction else 0.0
    return 50 + part + operator + mixed + random.normal(0, TRUE["repeatability"], size=(10, 6, 3))


def test_the_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """In about 95 % of 250 studies each interval holds the true standard deviation of its source."""
    random = np.random.default_rng(1)
    found = [gauge_anova(study(random), pool_above=1.0) for _ in range(250)]
    reproducibility = np.hypot(TRUE["operator"], TRUE["interaction"])
    gauge = np.hypot(reproducibility, TRUE["repeatability"])
    truth = {
        "repeatability": TRUE["repeatability"],
        "reproducibility": reproducibility,
        "gauge": gauge,
        "part": TRUE["part"],
        "total": np.hypot(gauge, TRUE["part"]),
    }
    for source, value in truth.items():
        covered = np.mean([one[source].deviation.low <= value <= one[source].deviation.high for one in found])
        assert 0.91 < covered < 0.99, source


def test_an_interaction_is_kept_where_there_is_one_and_pooled_where_there_is_none() -> None:
    """The p-value of the interaction decides at the stated level whether it counts as repeatability."""
    random = np.random.default_rng(2)
    kept, pooled = gauge_anova(study(random)), gauge_anova(study(random, interaction=0.0))
    assert "interaction kept" in kept.method
    assert [one.source for one in kept.anova] == ["part", "operator", "part × operator", "repeatability"]
    assert "interaction pooled" in pooled.method
    assert [one.source for one in pooled.anova] == ["part", "operator", "repeatability"]


def test_variances_add_up() -> None:
    """Gauge and part make the total, and shares of the total make one."""
    found = gauge_anova(study(np.random.default_rng(3)), tolerance=30)
    square = {one.source: one.deviation.value**2 for one in found.lines if one.deviation.value is not None}
    assert square["gauge"] == pytest.approx(square["repeatability"] + square["reproducibility"])
    assert square["total"] == pytest.approx(square["gauge"] + square["part"])
    assert found["gauge"].contribution.value + found["part"].contribution.value == pytest.approx(1)
    assert found["gauge"].tolerance.value == pytest.approx(6 * np.sqrt(square["gauge"]) / 30)


def test_both_ways_agree_where_there_is_no_interaction() -> None:
    """Means and ranges find about what the analysis of variance finds."""
    readings = study(np.random.default_rng(4), interaction=0.0)
    by_variance, by_range = gauge_anova(readings), gauge_ranges(readings)
    for source in ("repeatability", "part", "total"):
        assert by_range[source].deviation.value == pytest.approx(by_variance[source].deviation.value, rel=0.2)
    assert by_range["gauge"].deviation.low is None


def test_readings_are_put_in_order() -> None:
    """Readings in any order become parts by operators by trials."""
    parts, operators = ["b", "a", "a", "b"] * 2, ["x", "y", "x", "y"] * 2
    made = readings_of(parts, operators, [1, 2, 3, 4, 5, 6, 7, 8])
    assert made.tolist() == [[[1, 5], [4, 8]], [[3, 7], [2, 6]]]


def test_a_study_that_is_not_crossed_is_refused() -> None:
    """A part that an operator did not measure as often as others is named."""
    with pytest.raises(RecordsError, match="part b has 1 readings of operator y, others 2"):
        readings_of(["a"] * 4 + ["b"] * 3, ["x", "x", "y", "y", "x", "x", "y"], [1, 2, 3, 4, 5, 6, 7])


def test_a_study_of_one_operator_is_refused() -> None:
    """One operator, or one trial, makes no study; both are said."""
    with pytest.raises(RecordsError) as caught:
        readings_of(["a", "b"], ["x", "x"], [1, 2])
    assert {one.split(":")[0] for one in caught.value.problems} == {"operators", "trials"}


def test_readings_that_are_all_alike_are_refused() -> None:
    """Of a gauge that always says the same nothing can be told, and not that it is good."""
    with pytest.raises(RecordsError, match="all readings are the same"):
        readings_of(["a"] * 4 + ["b"] * 4, ["x", "x", "y", "y"] * 2, [1.0] * 8)
