"""When to come back follows FSRS 6, whose default intervals are known."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import pytest

from learn.learner.simulated import BEGUN, attempt
from plantwright.errors import LearnError, MissingExtraError
from plantwright.learn.learner.bkt import SUPPOSED
from plantwright.learn.learner.retention import Retained, recall, retained, reviewed


def all_good(times: int) -> list[Retained]:
    """Return the states of reviews that are each right and on time."""
    states: list[Retained] = []
    moment = BEGUN
    for step in range(times):
        states.append(reviewed(states[-1] if states else None, attempt(1, step, True, answered_at=moment)))
        moment = states[-1].due
    return states


def days(states: list[Retained]) -> list[int]:
    """Return the intervals [d]."""
    return [(one.due - one.last_review).days for one in states if one.last_review]


def test_the_library_keeps_its_default_intervals() -> None:
    """FSRS 6 at its default settings, all good and on time, waits 2, 11, 46, 163 and 498 days."""
    from fsrs import Card, Rating, Scheduler  # noqa: PLC0415

    card, moment, found = Card(card_id=1), datetime(2026, 1, 1, tzinfo=UTC), []
    for _ in range(6):
        card, _ = Scheduler(enable_fuzzing=False).review_card(card, Rating.Good, moment)
        found.append((card.due - moment).days)
        moment = card.due
    assert found == [0, 2, 11, 46, 163, 498]


def test_without_its_learning_steps_the_intervals_stay() -> None:
    """Ours begins at mastery, without the ten minutes of learning, and waits 2, 11, 46, 163 and 497 days."""
    assert days(all_good(5)) == [2, 11, 46, 163, 497]


def test_at_the_due_time_nine_of_ten_still_know() -> None:
    """When a review is due, the foretold chance of still knowing is 0.9, within what whole days allow."""
    for state in all_good(5)[1:]:
        assert recall(state, state.due) == pytest.approx(0.9, abs=0.005)


def test_a_wrong_answer_brings_the_skill_back_sooner() -> None:
    """After a wrong answer the next review comes sooner than after a right one, with a hint in between."""
    before = all_good(3)[-1]
    due = {"answered_at": before.due}
    good = reviewed(before, attempt(1, 9, True, **due))
    hinted = reviewed(before, attempt(1, 9, True, hints=1, **due))
    wrong = reviewed(before, attempt(1, 9, False, **due))
    assert wrong.due < hinted.due < good.due


def test_a_stricter_wish_comes_back_sooner() -> None:
    """Who wants to know it with chance 0.95 comes back sooner than with 0.9."""
    strict = reviewed(all_good(2)[-1], attempt(1, 9, True, answered_at=all_good(2)[-1].due), wanted=0.95)
    assert strict.due < all_good(3)[-1].due


def test_reviews_begin_at_mastery() -> None:
    """Answers before mastery are practice; the answer that brings it is the first review."""
    assert retained([attempt(1, 0, True)], SUPPOSED) is None
    found = retained([attempt(1, step, True) for step in range(3)], SUPPOSED)
    assert found is not None
    assert (found.reviews, found.due) == (1, BEGUN + timedelta(days=2, minutes=2))


@pytest.mark.parametrize(
    "wrong", [{"number": 2}, {"skill": "flow.flow_time"}, {"answered_at": BEGUN - timedelta(days=1)}]
)
def test_reviews_are_of_one_learner_and_skill_in_order(wrong: dict[str, object]) -> None:
    """An answer of another learner or skill, or from before the last review, is refused."""
    state = reviewed(None, attempt(1, 0, True))
    fields = {"number": 1, "step": 1, "right": True, **wrong}
    with pytest.raises(LearnError, match=r"reviews are of one|come in order"):
        reviewed(state, attempt(**fields))


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without fsrs the error holds the install line."""
    monkeypatch.setitem(sys.modules, "fsrs", None)
    with pytest.raises(MissingExtraError, match=r"plantwright\[learn\]"):
        reviewed(None, attempt(1, 0, True))
