"""Item statistics find what simulated classes were given, and say nothing of too few learners."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.learn.items import First, item_statistics


def simulated(learners: int, seed: int) -> list[First]:
    """Return first answers of a class: six easy items that follow skill, one of pure luck, one that inverts skill."""
    draw = np.random.default_rng(seed)
    told = []
    for learner in range(learners):
        skill = draw.normal()
        chance = 1 / (1 + np.exp(-2 * skill - 1))
        told.extend(First(str(learner), f"good-{item}", draw.random() < chance) for item in range(6))
        told.append(First(str(learner), "luck", draw.random() < 0.3))
        told.append(First(str(learner), "inverted", draw.random() < 1 / (1 + np.exp(2 * skill))))
    return told


def test_difficulty_is_the_share_of_wrong_first_answers() -> None:
    """Of four first answers one wrong is a difficulty of 0.25, within its Wilson interval."""
    found = item_statistics([First(str(k), "a", k > 0, "" if k else "forgot") for k in range(4)])[0]
    assert found.difficulty.value == pytest.approx(0.25)
    assert (found.difficulty.low, found.difficulty.high) == (
        pytest.approx(0.0456, abs=1e-4),
        pytest.approx(0.6994, abs=1e-4),
    )
    assert found.mistakes == (("forgot", 1),)


def test_discrimination_tells_good_items_from_bad_ones() -> None:
    """Items that follow skill discriminate, luck does not, and an item that the skilled get wrong shows below zero."""
    found = {one.template: one.discrimination for one in item_statistics(simulated(400, 1))}
    assert all((found[f"good-{k}"].low or 0.0) > 0.2 for k in range(6))
    assert (found["luck"].low or -1.0) <= 0.0 <= (found["luck"].high or 0.0)
    assert (found["inverted"].high or 0.0) < 0.0


def test_the_interval_of_discrimination_holds_what_a_large_class_shows() -> None:
    """In 200 classes of 40, about 95 % of the intervals hold the value that a class of 20,000 has."""
    true = {one.template: one.discrimination.value for one in item_statistics(simulated(20_000, 2))}
    held = 0
    for seed in range(200):
        found = {one.template: one.discrimination for one in item_statistics(simulated(40, seed + 10))}
        held += found["luck"].low <= true["luck"] <= found["luck"].high
    assert 0.9 <= held / 200 <= 0.99


def test_too_few_learners_say_nothing() -> None:
    """Of a class of three no discrimination is claimed."""
    assert all(one.discrimination.value is None for one in item_statistics(simulated(3, 1)))
