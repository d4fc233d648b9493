"""When to come back to a mastered skill: the scheduler FSRS 6 with its published default weights.

Its weights come from flashcards of many people; none is fitted to these learners or to skills of a plant. Its learning
steps of minutes are left out: practice until mastery takes their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from plantwright.errors import LearnError, MissingExtraError
from plantwright.learn.learner.attempt import Attempt, Instant, Pseudonym, in_order
from plantwright.learn.learner.bkt import Tracing, after
from plantwright.learn.learner.mastery import MASTERED
from plantwright.model.quantity import Name, Noun, ZeroCount

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

WANTED = 0.9
"""The chance of still knowing it at which to come back [1]."""


class Retained(Noun):
    """What is remembered of one learner's reviews of one skill: all that the scheduler needs."""

    learner: Pseudonym
    skill: Name
    due: Instant
    """When to come back, UTC."""
    reviews: ZeroCount
    state: int
    """1 being learned, 2 in review, 3 being learned again."""
    step: int | None
    stability: float | None
    """Days until the chance of still knowing it falls to 0.9 [d]."""
    difficulty: float | None
    """1 to 10, as FSRS means it."""
    last_review: Instant | None


def _parts() -> tuple[type[Card], type[Rating], type[Scheduler]]:
    try:
        from fsrs import Card, Rating, Scheduler  # noqa: PLC0415  an extra, loaded where it is needed
    except ImportError:
        raise MissingExtraError("fsrs is not installed; pip install 'plantwright[learn]'") from None
    return Card, Rating, Scheduler


def reviewed(before: Retained | None, attempt: Attempt, wanted: float = WANTED) -> Retained:
    """Return what is remembered after one more answer on a skill; the first begins it.

    Parameters
    ----------
    before
        What was remembered; None at the first review.
    attempt
        The answer: right alone is "good", right with hints "hard", wrong "again"; nothing is ever "easy".
    wanted
        The chance of still knowing it at which to come back [1].

    Raises
    ------
    MissingExtraError
        The extra ``learn`` is not installed.
    LearnError
        The attempt is another learner's or skill's, or older than the last review.
    """
    card_type, rating, scheduler = _parts()
    _check(before, attempt)
    grade = rating.Good if attempt.alone else rating.Hard if attempt.right else rating.Again
    card = _card(before) if before else card_type(card_id=1, due=attempt.answered_at)
    plan = scheduler(desired_retention=wanted, enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, _ = plan.review_card(card, grade, attempt.answered_at)
    return _retained(card, attempt, (before.reviews if before else 0) + 1)


def retained(attempts: Sequence[Attempt], model: Tracing, wanted: float = WANTED) -> Retained | None:
    """Return what is remembered of a learner's answers on a skill, from the one that brought mastery on; else None."""
    now: Retained | None = None
    chance = model.prior
    for one in in_order(attempts):
        chance = after(model, chance, one.alone)
        if now or chance >= MASTERED:
            now = reviewed(now, one, wanted)
    return now


def recall(state: Retained, moment: datetime) -> float:
    """Return the chance that the skill is still known at a moment [1], as FSRS foretells it."""
    _, _, scheduler = _parts()
    chance: float = scheduler(enable_fuzzing=False).get_card_retrievability(_card(state), moment.astimezone(UTC))
    return chance


def _check(before: Retained | None, attempt: Attempt) -> None:
    if before is None:
        return
    if (before.learner, before.skill) != (attempt.learner, attempt.skill):
        raise LearnError(
            f"an answer of {attempt.learner} on {attempt.skill} given to the reviews of {before.learner} on "
            f"{before.skill}; reviews are of one learner and one skill; keep them apart"
        )
    if before.last_review and attempt.answered_at < before.last_review:
        raise LearnError(
            f"an answer of {attempt.answered_at} after a review of {before.last_review}; answers come in order; "
            "use retained() on all of them"
        )


def _card(state: Retained) -> Card:
    card_type, _, _ = _parts()
    return card_type.from_dict({
        "card_id": 1,
        "state": state.state,
        "step": state.step,
        "stability": state.stability,
        "difficulty": state.difficulty,
        "due": state.due.isoformat(),
        "last_review": state.last_review.isoformat() if state.last_review else None,
    })  # fmt: skip


def _retained(card: Card, attempt: Attempt, reviews: int) -> Retained:
    told = card.to_dict()
    del told["card_id"]  # type: ignore[misc]
    return Retained.model_validate({**told, "learner": attempt.learner, "skill": attempt.skill, "reviews": reviews})
