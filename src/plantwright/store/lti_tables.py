"""The tables of learning systems: those that are registered, who came from them, and the grades that go back.

They alone know which pseudonym of a learning system is which account here; what was answered stands in the school's
tables, under a pseudonym of ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plantwright.store.tables import Base, new_id, now


class KeptPlatform(Base):
    """A learning system that is registered here."""

    __tablename__ = "platforms"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    issuer: Mapped[str] = mapped_column(String(500))
    client_id: Mapped[str] = mapped_column(String(200))
    deployments: Mapped[list[Any]] = mapped_column()
    authorize_url: Mapped[str] = mapped_column(Text)
    token_url: Mapped[str] = mapped_column(Text)
    keys_url: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(Text, default="")
    made: Mapped[datetime] = mapped_column(default=now)


class Guest(Base):
    """A learner of a learning system: an account of a reader that nobody logs in to with a password."""

    __tablename__ = "guests"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    """What the learning system calls the person."""
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)


class Connected(Base):
    """A teacher of a learning system who said, while logged in here, which account is theirs."""

    __tablename__ = "connected"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)


class Course(Base):
    """A course of a learning system whose learners have seats in a class."""

    __tablename__ = "courses"
    school_class: Mapped[str] = mapped_column(ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    deployment: Mapped[str] = mapped_column(String(255), primary_key=True)
    course: Mapped[str] = mapped_column(String(255), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), default="")


class GradeLine(Base):
    """Where the grade of a learner for an assignment goes, and what was sent there."""

    __tablename__ = "grade_lines"
    assignment: Mapped[str] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True)
    learner: Mapped[str] = mapped_column(String(32), primary_key=True)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(255))
    line: Mapped[str] = mapped_column(Text)
    """The address of the column of the grade book."""
    sent: Mapped[int] = mapped_column(Integer, default=0)
    """Questions answered rightly, as they were last sent."""
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """Times that sending failed since it last went well."""
    due: Mapped[datetime] = mapped_column(default=now)
    """Not to be tried before."""
    problem: Mapped[str] = mapped_column(Text, default="")
    """Why it could not be sent; empty: it could."""
