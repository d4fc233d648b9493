"""Grades order people as their true accuracy does: thirty visitors of known skill walk over several floors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import spearmanr

from grade.observers import KINDS, Observer
from laws.visited import FLOORS, visited
from plantwright.grade.score import grade

VISITORS = 30
VISITS = 6
"""Visits of each floor; a visit fills all five sheets."""
LOWEST = {
    "bottleneck_walk": 0.6, "waste_walk": 0.95, "time_study": 0.6, "standard_work": 0.9, "yamazumi": 0.9, "all": 0.9,
}  # fmt: skip
"""Rank correlation that holds at least, for each sheet and for all together: ten looks at a station, and ten cycles of
one whose own scatter is wide, tell little of who looked."""


@dataclass(frozen=True)
class Graded:
    """Thirty visitors."""

    error: NDArray[np.float64]
    """Root mean square error of what each sees, relative to the truth [1]."""
    scores: dict[str, NDArray[np.float64]]
    """Mean score of each, by sheet and over all."""


@pytest.fixture(scope="module")
def visitors() -> Graded:
    """Return thirty visitors whose bias and noise are drawn, graded on every floor."""
    draws = np.random.default_rng(2026)
    bias, noise = draws.uniform(-0.4, 0.4, VISITORS), draws.uniform(0.0, 0.5, VISITORS)
    error = np.sqrt(bias**2 + (1 + bias) ** 2 * np.expm1(noise**2))
    scores = {kind: np.array([_mean(k, kind, bias[k], noise[k]) for k in range(VISITORS)]) for kind in KINDS}
    return Graded(error, {**scores, "all": np.mean([scores[kind] for kind in KINDS], axis=0)})


def _mean(visitor: int, kind: str, bias: float, noise: float) -> float:
    found = []
    for place, floor in enumerate(FLOORS):
        for visit in range(VISITS):
            seed = 10_000 * visitor + 100 * place + visit
            seen = Observer(bias, noise, seed=seed, chance=True).sheet(kind, visited(floor))
            found.append(grade(seen, visited(floor)).score)
    return float(np.mean(found))


@pytest.mark.parametrize("kind", [*KINDS, "all"])
def test_grades_order_visitors_as_their_accuracy_does(
    visitors: Graded, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """Spearman's correlation of mean grade and true accuracy is high for each sheet, and for all together."""
    found = float(spearmanr(-visitors.error, visitors.scores[kind]).statistic)
    print(f"{kind}: Spearman {found:.3f} of {VISITORS} visitors")  # noqa: T201
    record_property(f"Spearman {kind}", found)
    assert found >= LOWEST[kind]


def test_no_grade_of_any_visitor_is_nan(visitors: Graded) -> None:
    """Every mean score is a number between zero and one, and they tell visitors apart."""
    for scores in visitors.scores.values():
        assert np.isfinite(scores).all()
        assert ((scores >= 0) & (scores <= 1)).all()
        assert len(np.unique(scores)) == VISITORS
