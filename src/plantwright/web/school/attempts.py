"""What learners were asked as the learner model takes it: one attempt a question, its first answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.store.school_tables import Asked

if TYPE_CHECKING:
    from plantwright.learn.learner.attempt import Attempt
    from plantwright.learn.learner.mastery import Traced

REFIT = 500
"""After so many further answers the learner model is fitted anew."""


def attempts_of(asked: Iterable[Asked]) -> list[Attempt]:
    """Return the first answers to some questions; one whose solution was shown unanswered counts as wrong."""
    from plantwright.learn.bank.catalog import TEMPLATES
    from plantwright.learn.learner.attempt import Attempt

    return [
        Attempt(
            learner=one.learner, skill=one.skill, template=one.template, seed=one.seed,
            answered_at=(one.ended or one.made).replace(tzinfo=UTC), right=bool(first.get("right")),
            hints=int(first.get("hints", one.hints)), misconception=str(first.get("mistake", "")),
            kind=TEMPLATES[one.template].kind,
        )
        for one in asked
        if one.template in TEMPLATES and (first := _first_answer(one)) is not None
    ]  # fmt: skip


def _first_answer(asked: Asked) -> dict[str, Any] | None:
    """Return the first answer that counts; empty where the solution was shown before one; None where none is yet."""
    counted = next((one for one in asked.tries if one.get("counts")), None)
    if counted is not None:
        return dict(counted)
    return {} if asked.state == "told" else None


def known_tracings(session: Session) -> Traced:
    """Return what answers so far tell of each skill; what is supposed where too few learners answered."""
    engine = session.get_bind()
    count = session.scalar(sa.select(sa.func.count()).select_from(Asked).where(Asked.state != "open")) or 0
    return _fitted(engine, count // REFIT)


@lru_cache(8)
def _fitted(engine: Any, generation: int) -> Traced:
    from plantwright.learn.learner.mastery import Traced, fit_all

    if generation == 0:
        return Traced()
    with Session(engine) as session:
        return fit_all(attempts_of(session.scalars(sa.select(Asked).where(Asked.state != "open"))))
