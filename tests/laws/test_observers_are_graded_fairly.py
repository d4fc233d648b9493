"""On any floor a perfect observer gets full marks, and scores fall as seeing gets worse."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from grade.observers import KINDS, Observer
from laws.visited import FLOORS, KNOWN, known_truth, visited
from plantwright.grade.score import grade
from plantwright.grade.sheet_truth import SheetTruth

SEEDS = 24


def mean_score(kind: str, truth: SheetTruth, bias: float, noise: float) -> float:
    """Return the mean score of many observers of one skill; the cycles that they time are those that chance brings."""
    chance = kind == "time_study"
    sheets = (Observer(bias, noise, seed=seed, chance=chance).sheet(kind, truth) for seed in range(SEEDS))
    return float(np.mean([grade(sheet, truth).score for sheet in sheets]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("floor", FLOORS)
def test_a_perfect_observer_gets_full_marks(floor: str, kind: str) -> None:
    """Who writes down what is true gets every point of every sheet that the records can judge."""
    found = grade(Observer().sheet(kind, visited(floor)), visited(floor))
    assert found.gradable
    assert found.score == pytest.approx(1.0, abs=1e-9)
    assert all(one.points == pytest.approx(one.of, abs=1e-9) for one in found.parts)


@pytest.mark.parametrize("kind", KINDS)
def test_perfect_observers_get_full_marks_on_known_plants(kind: str, known_plants: Path) -> None:
    """The same on runs of published plants."""
    for truth in (known_truth(known_plants, name) for name in KNOWN):
        assert grade(Observer().sheet(kind, truth), truth).score == pytest.approx(1.0, abs=1e-9), truth.log


@pytest.mark.parametrize("floor", FLOORS)
def test_chance_alone_costs_a_good_time_study_little(floor: str) -> None:
    """A perfect observer of ten cycles that chance chose earns nine tenths on the mean of many."""
    assert mean_score("time_study", visited(floor), 0.0, 0.0) > 0.9


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("floor", FLOORS)
def test_scores_fall_with_noise(floor: str, kind: str) -> None:
    """The noisier the seeing, the lower the mean score, never higher by more than chance."""
    scores = [mean_score(kind, visited(floor), 0.0, noise) for noise in (0.0, 0.2, 0.5, 1.0)]
    assert all(later <= earlier + 0.02 for earlier, later in pairwise(scores)), scores
    assert scores[-1] < scores[0] - 0.03


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("floor", FLOORS)
def test_scores_fall_with_bias(floor: str, kind: str) -> None:
    """The more somebody over- or underestimates, the lower the mean score."""
    for biases in ((0.0, 0.2, 0.5, 1.0), (0.0, -0.2, -0.5, -0.8)):
        scores = [mean_score(kind, visited(floor), bias, 0.0) for bias in biases]
        assert all(later <= earlier + 0.02 for earlier, later in pairwise(scores)), scores
        assert scores[-1] < scores[0] - 0.02
