"""The benchmark of the learner model scores, stops and reads as it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks.learn.answer_file import Given, by_skill, read_answers, write_answers
from benchmarks.learn.policies import in_a_row
from benchmarks.learn.scores import area, calibration_error, log_loss
from benchmarks.learn.simulated import MIDDLE, simulate

from plantwright.learn.learner.bkt import Tracing


def test_the_calibration_error_by_hand() -> None:
    """Two answers at 0.25, one right, and two at 0.85, both right: half of 0.25 and half of 0.15."""
    chances, right = np.array([0.25, 0.25, 0.85, 0.85]), np.array([True, False, True, True])
    assert calibration_error(chances, right) == pytest.approx(0.5 * 0.25 + 0.5 * 0.15)


def test_the_area_by_hand() -> None:
    """Of four pairs of a right and a wrong answer, three are in order and one ties: 3.5 of 4."""
    chances, right = np.array([0.9, 0.4, 0.4, 0.1]), np.array([True, True, False, False])
    assert area(chances, right) == pytest.approx(3.5 / 4)


def test_surprise_by_hand() -> None:
    """A coin toss surprises by ln 2."""
    assert log_loss(np.array([0.5, 0.5]), np.array([True, False])) == pytest.approx(np.log(2))


def test_three_in_a_row_by_hand() -> None:
    """Practice may stop at the third right answer in a row, not before."""
    answers = np.array([[1, 1, 0, 1, 1, 1, 0]], np.int8)
    assert in_a_row(answers).tolist() == [[False, False, False, False, False, True, False]]


@pytest.mark.parametrize("step", [0, 7])
def test_simulated_learners_are_right_as_often_as_the_model_says(step: int) -> None:
    """After k answers 1 − (1 − prior)(1 − learn)^k master the skill; right answers follow, within 4σ."""
    model, count = Tracing(prior=0.3, learn=0.2, guess=0.2, slip=0.1), 20_000
    mastered = 1 - 0.7 * 0.8**step
    expected = 0.9 * mastered + 0.2 * (1 - mastered)
    found = simulate(model, count, 8, 1)
    assert found.answers[:, step].mean() == pytest.approx(expected, abs=4 * (0.25 / count) ** 0.5)
    assert found.knew[:, step].mean() == pytest.approx(1 - 0.7 * 0.8 ** (step + 1), abs=4 * (0.25 / count) ** 0.5)


def test_drawn_skills_are_within_their_ranges() -> None:
    """Each parameter of a drawn skill lies between the ends that the regime states."""
    for skill in MIDDLE.skills(20, 3):
        for name, (low, high) in vars(MIDDLE).items():
            assert low <= getattr(skill, name) <= high


def test_a_table_of_answers_is_read_as_written(tmp_path: Path) -> None:
    """Answers written for the rival are read back, and gathered by skill in order."""
    given = [Given("u1", "a", True), Given("u2", "a", False), Given("u1", "b", True), Given("u1", "a", False)]
    write_answers(given, tmp_path / "answers.csv")
    assert read_answers(tmp_path / "answers.csv") == given
    assert by_skill(given)["a"].tolist() == [[1, 0], [0, -1]]


def test_three_lines_a_learner_are_read(tmp_path: Path) -> None:
    """A file with count, skills and answers of each learner on three lines gives each answer with its learner."""
    path = tmp_path / "answers.txt"
    path.write_text("2\n5,7,\n1,0,\n1\n5\n1\n")
    assert read_answers(path) == [
        Given("0", "skill 5", True),
        Given("0", "skill 7", False),
        Given("1", "skill 5", True),
    ]
