"""Games that learners play, alone or with their class."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError
from plantwright.store.school_tables import Play, SchoolClass, Seat

MOST_KEPT = 50
"""Games of a learner that are kept; the oldest go."""


def plays_of(session: Session, learner: str, plant: str) -> list[Play]:
    """Return the games of a learner on a plant, newest first."""
    found = sa.select(Play).where(Play.learner == learner, Play.plant == plant)
    return list(session.scalars(found.order_by(Play.made.desc(), Play.id)))


def play_for(session: Session, learner: str, plant: str, play: str) -> Play:
    """Return a game that a learner plays.

    Raises
    ------
    NotThereError
        There is none, or another learner plays it: nobody can tell which.
    """
    found = session.get(Play, play)
    if found is None or found.learner != learner or found.plant != plant:
        raise NotThereError(f"game {play[:40]}: is not here; the page Games lists yours")
    return found


def keep_play(session: Session, play: Play) -> Play:
    """Keep a new game, and let go of the oldest beyond ``MOST_KEPT``."""
    session.add(play)
    session.flush()
    for old in plays_of(session, play.learner, play.plant)[MOST_KEPT:]:
        session.delete(old)
    return play


def playing_with(session: Session, learner: str, plant: str) -> list[SchoolClass]:
    """Return the classes of a learner on a plant that play a game now."""
    found = sa.select(SchoolClass).join(Seat, Seat.school_class == SchoolClass.id)
    found = found.where(Seat.learner == learner, SchoolClass.plant == plant)
    return [one for one in session.scalars(found) if one.playing]


def plays_of_class(session: Session, taught: SchoolClass) -> list[tuple[str, Play]]:
    """Return the games that a class plays now, each with its learner's name in the class."""
    names = {
        one.learner: one.nickname for one in session.scalars(sa.select(Seat).where(Seat.school_class == taught.id))
    }
    found = session.scalars(sa.select(Play).where(Play.school_class == taught.id).order_by(Play.made))
    kept = [one for one in found if one.learner in names and taught.playing and _same(one, taught.playing)]
    return [(names[one.learner], one) for one in kept]


def _same(play: Play, playing: dict[str, object]) -> bool:
    return (play.state.get("game"), play.state.get("seed")) == (playing.get("game"), playing.get("seed"))
