"""The tables of the school: classes, their seats and assignments, and what every learner was asked.

A learner is a pseudonym: no table of the school names an account but the teacher's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from plantwright.store.tables import Base, new_id, now


class SchoolSecret(Base):
    """What makes pseudonyms of accounts; it is in no export, so that who reads one cannot tell who is who."""

    __tablename__ = "school_secrets"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    salt: Mapped[str] = mapped_column(String(64))


class SchoolClass(Base):
    """A teacher's class on one plant."""

    __tablename__ = "classes"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), index=True)
    teacher: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    """What a learner types to join."""
    playing: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The game that the class plays, and its seed: the same luck for everybody; None: none."""
    made: Mapped[datetime] = mapped_column(default=now)


class Seat(Base):
    """A learner in a class, under a name of their own choice."""

    __tablename__ = "seats"
    school_class: Mapped[str] = mapped_column(ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)
    learner: Mapped[str] = mapped_column(String(32), primary_key=True)
    nickname: Mapped[str] = mapped_column(String(40))
    joined: Mapped[datetime] = mapped_column(default=now)


class Assignment(Base):
    """Practice that a teacher asks of a class."""

    __tablename__ = "assignments"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    school_class: Mapped[str] = mapped_column(ForeignKey("classes.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    skills: Mapped[list[Any]] = mapped_column(default=list)
    count: Mapped[int] = mapped_column(Integer)
    """Questions to be answered."""
    due: Mapped[datetime | None] = mapped_column()
    made: Mapped[datetime] = mapped_column(default=now)


class Asked(Base):
    """A question that a learner was asked, and how it went."""

    __tablename__ = "asked"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), index=True)
    run: Mapped[str] = mapped_column(String(32))
    """The run whose log it is made of."""
    learner: Mapped[str] = mapped_column(String(32), index=True)
    assignment: Mapped[str | None] = mapped_column(ForeignKey("assignments.id", ondelete="SET NULL"), index=True)
    purpose: Mapped[str] = mapped_column(String(16), default="practice")
    """practice, or placement: one answer ends it, and nothing is told before."""
    template: Mapped[str] = mapped_column(String(120))
    skill: Mapped[str] = mapped_column(String(120))
    seed: Mapped[int] = mapped_column(Integer)
    made: Mapped[datetime] = mapped_column(default=now)
    ended: Mapped[datetime | None] = mapped_column()
    state: Mapped[str] = mapped_column(String(16), default="open")
    """open, right, or told: its solution was shown before it was answered."""
    hints: Mapped[int] = mapped_column(Integer, default=0)
    said: Mapped[list[Any]] = mapped_column(default=list)
    """The hints as the learner read them."""
    tries: Mapped[list[Any]] = mapped_column(default=list)
    """Of every answer: given, right, score, mistake, says, at, hints."""
    why: Mapped[str] = mapped_column(Text, default="")
    """Why this question was chosen."""


class Proposal(Base):
    """A learner's capstone: the changes that they propose for the plant, and what its twin said of them."""

    __tablename__ = "proposals"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), index=True)
    study: Mapped[str] = mapped_column(String(32))
    """The run that learned the twin."""
    learner: Mapped[str] = mapped_column(String(32), index=True)
    edits: Mapped[list[Any]] = mapped_column(default=list)
    expects: Mapped[str] = mapped_column(Text)
    """What the learner wrote before the twin was asked."""
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    """waiting, judged, failed, or marked: the learner has compared their words with the criteria."""
    judged: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[Any]] = mapped_column(default=list)
    met: Mapped[list[Any]] = mapped_column(default=list)
    """Numbers of the criteria that the learner's words met."""
    made: Mapped[datetime] = mapped_column(default=now)


class Play(Base):
    """A game as far as a learner played it."""

    __tablename__ = "plays"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), index=True)
    learner: Mapped[str] = mapped_column(String(32), index=True)
    school_class: Mapped[str | None] = mapped_column(ForeignKey("classes.id", ondelete="SET NULL"), index=True)
    """The class that it is played in; None: alone."""
    seat: Mapped[str] = mapped_column(String(40))
    """The seat that the learner decides for, the computer for the others; empty: for all, on one screen."""
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made: Mapped[datetime] = mapped_column(default=now)
